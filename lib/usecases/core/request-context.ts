import type { Day, Instant } from '../../domain/calendar.ts';
import type { Author } from '../../domain/history.ts';
import type { Caller } from '../../domain/caller.ts';
import type { KeyOwner } from '../../store/idempotency-records.ts';
import type { Table } from '../../store/table.ts';

/** Configuration of an installation. */
export interface Settings {
  /** Days after which a closed reservation loses its patron (rule P2). */
  readonly patronRetentionDays: number;
  /**
   * Pause before another look at something that lags or is busy, such as an index, in milliseconds.
   */
  readonly pauseMs: number;
}

/** The key of an attempt at a request. */
export interface IdempotencyKey extends KeyOwner {
  /** Whether the key may have a record, which must be looked at first. */
  isUsed: boolean;
  /** The language of the first answer, once that is known. */
  language: string;
}

/** The caller, the time and the table: the first argument of every use case. */
export interface RequestContext {
  readonly table: Table;
  readonly settings: Settings;
  readonly caller: Caller;
  readonly now: Instant;
  /** The day for decisions (rule T1). */
  readonly today: Day;
  /**
   * The id of this attempt, unique and ordered by time; part of the ids of new items. An item of a
   * repeated request has the id of the attempt that took effect.
   */
  readonly requestId: string;
  /** Set for a request with an `Idempotency-Key`. */
  readonly idempotencyKey?: IdempotencyKey | undefined;
}

/** The author of the history lines of the caller. */
export const byPerson = ({ caller, now }: RequestContext): Author => ({
  at: now,
  by: caller.sub,
  cause: { type: 'person', id: caller.sub },
});
