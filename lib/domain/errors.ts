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
 * What a caller may not do (403): not in this role, not with another patron's things, not at
 * another branch, not alone.
 */
export type ForbiddenCode =
  | 'role'
  | 'other-patron'
  | 'other-branch'
  | 'needs-admin'
  | 'rule-needs-admin'
  | 'batch-needs-admin'
  | 'other-batch';

/**
 * What belongs to the other branch: a copy, a special card, or the desk where something would
 * happen.
 */
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

/**
 * So many others were first that this was given up; the same request may well go through later
 * (503).
 */
export class TooManyConflicts extends Error {
  override readonly name = 'TooManyConflicts';
}

/** A step of a job cannot be done; the message is ours, and says nothing of people. */
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

/** A value fits the schema's type but not its meaning (400); the pointer says which. */
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
