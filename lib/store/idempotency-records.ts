import { TABLE_KEYS } from '../contract.ts';
import type { Instant } from '../domain/calendar.ts';
import { absent, anyOf, atMost, exists, put, update, without } from './expression.ts';
import { secondsAt, type Key } from './keys.ts';
import type { Item, Table } from './table.ts';
import type { Writes } from './writes.ts';

export interface StoredAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request with an `Idempotency-Key`, as its record knows it. */
export interface KeyOwner {
  readonly key: Key;
  /** Equal for equal bodies. */
  readonly fingerprint: string;
  /** The id for new items that this request creates. */
  readonly requestId: string;
  readonly now: Instant;
}

/**
 * The record of a request: its effect, and its answer. Without both, the request is in progress, or
 * was interrupted.
 */
export interface KeyRecord {
  readonly fingerprint: string;
  readonly requestId: string;
  readonly effect?: unknown;
  readonly answer?: StoredAnswer;
}

const SECONDS_KEPT = 24 * 3600;
/** An item holds 400 KB. A larger answer is not kept; its effect is (`recordEffect`). */
const LARGEST_KEPT = 300_000;

/** Records older than a day are ignored, even before the table deletes them. */
const isOver = (item: Item, now: Instant): boolean => Number(item[TABLE_KEYS.timeToLive]) <= secondsAt(now);

const toRecord = ({ fingerprint, requestId, effect, answer }: Item): KeyRecord => ({
  fingerprint: fingerprint as string,
  requestId: requestId as string,
  effect,
  ...(answer !== undefined && { answer: answer as StoredAnswer }),
});

/** The record of a key; undefined when nobody has used it for a day. One request. */
export const loadRecord = async (
  table: Table,
  { key, now }: Pick<KeyOwner, 'key' | 'now'>,
): Promise<KeyRecord | undefined> => {
  const [item] = await table.getAll([key]);
  return item && !isOver(item, now) ? toRecord(item) : undefined;
};

/** A new record of a key; lost when somebody else has used it. */
const newRecord = (owner: KeyOwner, what: Pick<KeyRecord, 'effect' | 'answer'> = {}) => {
  const { key, fingerprint, requestId, now } = owner;
  const expiresAt = secondsAt(now) + SECONDS_KEPT;
  const free = anyOf(absent, atMost(TABLE_KEYS.timeToLive, secondsAt(now)));
  return put({ ...key, fingerprint, requestId, expiresAt, ...what }, free);
};

/** Claims a key before a request takes effect outside of the table. Lost as `key-claimed`. */
export const claimKey = (owner: KeyOwner): Writes => ({ 'key-claimed': newRecord(owner) });

/**
 * Records the effect of a request in the transaction that causes it: no retry repeats it, and none
 * can cause it after the request was answered. Lost as `done-already`, or when another request has
 * the key.
 */
export const recordEffect = (owner: KeyOwner, known: KeyRecord | undefined, effect: unknown): Writes => ({
  'done-already': known
    ? update(owner.key, { set: { effect } }, exists, without('effect'), without('answer'))
    : newRecord(owner, { effect }),
});

/** Replaces the effect of a request that took more than one transaction; nothing without a key. */
export const replaceEffect = (key: Key | undefined, effect: unknown): Writes =>
  key ? { 'request-effect': update(key, { set: { effect } }, exists) } : {};

/** Takes back the effect of a request that came to nothing; nothing without a key. */
export const dropEffect = (key: Key | undefined): Writes =>
  key ? { 'request-effect': update(key, { remove: ['effect'] }, exists) } : {};

/**
 * Keeps the answer to a request. Lost when another attempt was answered; a refusal is also lost
 * when another attempt took effect. The record has the answer in both cases.
 */
export const recordAnswer = async (
  table: Table,
  owner: KeyOwner,
  isRecorded: boolean,
  answer: StoredAnswer,
): Promise<void> => {
  if (answer.body.length > LARGEST_KEPT) return;
  const undone = answer.statusCode >= 400 ? [without('effect')] : [];
  const kept = isRecorded
    ? update(owner.key, { set: { answer } }, exists, without('answer'), ...undone)
    : newRecord(owner, { answer });
  await table.write({ 'answered-already': kept });
};
