import type { Refusal } from './refusal.ts';

/** A rule refuses; the answer is a 409 with every reason. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly reasons: readonly Refusal[];
  constructor(reasons: readonly Refusal[]) {
    super(reasons.map((reason) => reason.code).join(', '));
    this.reasons = reasons;
  }
}

/**
 * Why a caller is refused (403): the role, another patron, another branch, or an action for admins
 * only.
 */
export type ForbiddenCode =
  | 'role'
  | 'other-patron'
  | 'other-branch'
  | 'needs-admin'
  | 'rule-needs-admin'
  | 'batch-needs-admin'
  | 'other-batch';

/** The thing that belongs to another branch; `desk` is the place of the action. */
export interface OtherBranch {
  readonly what: 'copy' | 'card' | 'desk' | 'activity' | 'flags' | 'rule';
  readonly branchId: string;
  /** Once it has been looked up. */
  readonly branchName?: string;
}

/** The caller's role or branch does not allow it (rules B8, P1). */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
  readonly code: ForbiddenCode;
  readonly branch: OtherBranch | undefined;
  constructor(code: ForbiddenCode, branch?: OtherBranch) {
    super(code);
    this.code = code;
    this.branch = branch;
  }
}

export type Findable =
  | 'copy'
  | 'title'
  | 'patron'
  | 'branch'
  | 'reservation'
  | 'block'
  | 'job'
  | 'activity'
  | 'flag'
  | 'rule'
  | 'batch';

/** The path names something that does not exist (404). */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly what: Findable;
  constructor(what: Findable) {
    super(`${what} not found`);
    this.what = what;
  }
}

/** Gives up after too many lost writes; the same request may succeed later (503). */
export class TooManyConflicts extends Error {
  override readonly name = 'TooManyConflicts';
}

/**
 * A step of a job that cannot be done. The message is our own, and contains nothing about people.
 */
export class CannotProcess extends Error {
  override readonly name = 'CannotProcess';
}

/** `If-Match` names another version than the current one (412). */
export class VersionMismatch extends Error {
  override readonly name = 'VersionMismatch';
  readonly what: 'copy' | 'thing';
  constructor(what: 'copy' | 'thing' = 'thing') {
    super(what);
    this.what = what;
  }
}

/** A value with the right type and a wrong meaning (400), at this pointer. */
export class Invalid extends Error {
  override readonly name = 'Invalid';
  readonly pointer: string;
  readonly code: InvalidCode;
  constructor(pointer: string, code: InvalidCode) {
    super(`${code} at ${pointer}`);
    this.pointer = pointer;
    this.code = code;
  }
}

export type InvalidCode =
  | 'in-the-past'
  | 'in-the-future'
  | 'before-start'
  | 'before-agreement'
  | 'after-end'
  | 'label-needs-special'
  | 'cursor'
  | 'idempotency-key';
