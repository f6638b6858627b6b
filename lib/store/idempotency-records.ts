import { TABLE_KEYS } from '../contract.ts';
import type { Instant } from '../domain/calendar.ts';
import { absent, anyOf, atMost, exists, is, put, update, without } from './expression.ts';
import { secondsAt, type Key } from './keys.ts';
import type { Item, Table } from './table.ts';
import { WriteLost, type Writes } from './writes.ts';

/** An answer as it was given. */
export interface StoredAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * What is remembered of a request with an `Idempotency-Key`; without an answer it is going on, or
 * was cut off.
 */
export interface KeyClaim {
  readonly fingerprint: string;
  /** The id that new things of this request take. */
  readonly requestId: string;
  readonly answer?: StoredAnswer;
}

const HOURS_KEPT = 24;
/** An item holds 400 KB: a larger answer is not kept, but what it tells of is (`recordEffect`). */
const LARGEST_KEPT = 300_000;

const toClaim = ({ fingerprint, requestId, answer }: Item): KeyClaim => ({
  fingerprint: fingerprint as string,
  requestId: requestId as string,
  ...(answer !== undefined && { answer: answer as StoredAnswer }),
});

const load = async (table: Table, key: Key) => (await table.getAll([key]))[0];

/**
 * Claims a key for a request, or answers who has it. What is older than a day counts as gone,
 * whether or not the table has deleted it. One write; a read only where somebody has the key.
 */
export const claimKey = async (table: Table, key: Key, wanted: KeyClaim, now: Instant): Promise<KeyClaim> => {
  const expiresAt = secondsAt(now) + HOURS_KEPT * 3600;
  const free = anyOf(absent, atMost(TABLE_KEYS.timeToLive, secondsAt(now)));
  if (await table.tryWrite({ 'key-claimed': put({ ...key, ...wanted, expiresAt }, free) })) return wanted;
  const found = await load(table, key);
  if (!found) throw new WriteLost(['key-claimed']);
  return toClaim(found);
};

/**
 * The write that keeps what a request did, in the very write that does it: no second try can do it
 * again, and none can do it once the request has been answered.
 */
export const recordEffect = (key: Key, effect: unknown): Writes => ({
  'done-already': update(key, { set: { effect } }, exists, without('effect'), without('answer')),
});

/** What is known of the tries of a request so far: what one did, and what was answered. */
export interface RecordedOutcome {
  readonly effect?: unknown;
  readonly answer?: StoredAnswer;
}

export const loadRecordedOutcome = async (table: Table, key: Key): Promise<RecordedOutcome> =>
  ((await load(table, key)) ?? {}) as RecordedOutcome;

/**
 * Keeps the answer to a request. Lost where another try has been answered, and for a refusal also
 * where another try has done what was asked: then that is what to answer with.
 */
export const recordAnswer = async (
  table: Table,
  key: Key,
  { requestId }: KeyClaim,
  answer: StoredAnswer,
): Promise<void> => {
  if (answer.body.length > LARGEST_KEPT) return;
  const first = [is('requestId', requestId), without('answer')];
  const undone = answer.statusCode >= 400 ? [without('effect')] : [];
  await table.write({ 'answered-already': update(key, { set: { answer } }, ...first, ...undone) });
};
