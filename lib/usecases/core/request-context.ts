import type { Day, Instant } from '../../domain/calendar.ts';
import type { Author } from '../../domain/history.ts';
import type { Caller } from '../../domain/caller.ts';
import type { Key } from '../../store/keys.ts';
import type { Table } from '../../store/table.ts';

/** What an installation sets. */
export interface Settings {
  /** Days after which a closed reservation loses its patron (rule P2). */
  readonly patronRetentionDays: number;
  /**
   * How long to wait for what trails or is busy, such as an index, before it is looked at again; in
   * milliseconds.
   */
  readonly pauseMs: number;
}

/**
 * What the tries of one request share: where it is kept what they did, and an id for all of them.
 */
export interface IdempotencyKey {
  readonly key: Key;
  readonly id: string;
}

/** Who does something, when, and with what: what every use case gets. */
export interface RequestContext {
  readonly table: Table;
  readonly settings: Settings;
  readonly caller: Caller;
  readonly now: Instant;
  /** The day that decisions are made for (rule T1). */
  readonly today: Day;
  /** Time-ordered and unique; new things take it into their id. */
  readonly requestId: string;
  /** For a request that may be repeated. */
  readonly idempotencyKey?: IdempotencyKey | undefined;
}

/** The person who acts, as the author of a line of history. */
export const byPerson = ({ caller, now }: RequestContext): Author => ({
  at: now,
  by: caller.sub,
  cause: { type: 'person', id: caller.sub },
});
