import type { BatchStatus } from './batch-state.ts';
import type { Day } from './calendar.ts';

/** Reasons why a rule refuses something; codes are part of the HTTP contract. */
export type ReasonCode =
  | 'unknown-copy'
  | 'unknown-title'
  | 'unknown-patron'
  | 'unknown-branch'
  | 'unknown-activity'
  | 'patron-blocked'
  | 'patron-has-loans'
  | 'card-in-use'
  | 'reservation-limit-reached'
  | 'reservation-closed'
  | 'already-reserved'
  | 'already-on-loan'
  | 'copy-not-reservable'
  | 'own-patrons-only'
  | 'leaves-branch'
  | 'copy-loan-blocked'
  | 'copy-on-loan'
  | 'copy-on-special-card'
  | 'copy-reserved'
  | 'copy-missing'
  | 'copy-withdrawn'
  | 'theme-agreement'
  | 'special-card-needs-copy'
  | 'no-copies'
  | 'no-copy-can-serve'
  | 'idempotency-key-reused'
  | 'activity-over'
  | 'activity-closed'
  | 'copies-on-special-card'
  | 'flag-cannot-be-kept'
  | 'too-many-agreements'
  | 'batch-status';

/** One reason, with the facts that its sentence needs (rule R2). */
export interface Refusal {
  readonly code: ReasonCode;
  readonly copyId?: string;
  readonly activityId?: string;
  readonly activityName?: string;
  readonly batchId?: string;
  /** The status that forbids the verb. */
  readonly status?: BatchStatus;
  /** The branch that the sentence names, and its name once looked up. */
  readonly branchId?: string;
  readonly branchName?: string;
  readonly kind?: 'copy' | 'title';
  readonly limit?: number;
  /** Last day of a loan block, an agreement or an activity. */
  readonly until?: Day;
  /** Label of a special card; for staff only. */
  readonly label?: string;
  /** The copies that are still on a special card. */
  readonly copyIds?: readonly string[];
  /** The number of copies on special cards; `copyIds` names them. */
  readonly count?: number;
  /** Per copy of a title, why it cannot serve (rule R3). */
  readonly copies?: readonly CopyAnswer[];
}

/** The answer of one copy to a reservation of its title. */
export interface CopyAnswer {
  readonly copyId: string;
  readonly allowed: boolean;
  readonly reasons: readonly Refusal[];
}
