import { TABLE_KEYS } from '../contract.ts';
import type { Instant } from '../domain/calendar.ts';
import { absent, anyOf, atMost, exists, is, put, update, without } from './expression.ts';
import { secondsAt, type Key } from './keys.ts';
import type { Item, Table } from './table.ts';
import { WriteLost, type Writes } from './writes.ts';

export interface StoredAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The record of a request with an `Idempotency-Key`. Without an answer, the request is in progress,
 * or was interrupted.
 */
export interface KeyClaim {
  readonly fingerprint: string;
  /** The id for new items that this request creates. */
  readonly requestId: string;
  readonly answer?: StoredAnswer;
}

const HOURS_KEPT = 24;
/** An item holds 400 KB. A larger answer is not kept; its effect is (`recordEffect`). */
const LARGEST_KEPT = 300_000;

const toClaim = ({ fingerprint, requestId, answer }: Item): KeyClaim => ({
  fingerprint: fingerprint as string,
  requestId: requestId as string,
  ...(answer !== undefined && { answer: answer as StoredAnswer }),
});

const load = async (table: Table, key: Key) => (await table.getAll([key]))[0];

/**
 * Claims a key for a request, or answers the claim that has it. Claims older than a day are
 * ignored, even before the table deletes them. One write, and one read when the key is taken.
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
 * Records the effect of a request in the transaction that causes it: no retry repeats it, and none
 * can cause it after the request was answered.
 */
export const recordEffect = (key: Key, effect: unknown): Writes => ({
  'done-already': update(key, { set: { effect } }, exists, without('effect'), without('answer')),
});

/** The effect and the answer of earlier attempts at a request. */
export interface RecordedOutcome {
  readonly effect?: unknown;
  readonly answer?: StoredAnswer;
}

export const loadRecordedOutcome = async (table: Table, key: Key): Promise<RecordedOutcome> =>
  ((await load(table, key)) ?? {}) as RecordedOutcome;

/**
 * Keeps the answer to a request. Lost when another attempt was answered; a refusal is also lost
 * when another attempt took effect. The recorded outcome is the answer in both cases.
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
