import { gunzipSync, gzipSync } from 'node:zlib';
import { TABLE_KEYS } from '../contract.ts';
import type { Instant } from '../domain/calendar.ts';
import { absent, anyOf, atMost, present, put, remove, update } from './expression.ts';
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
  /** The language of its answer. */
  readonly language: string;
  readonly now: Instant;
}

/** The record of a request: what it did, or the answer that refused it. */
export interface KeyRecord extends Pick<KeyOwner, 'fingerprint' | 'language'> {
  readonly effect?: unknown;
  readonly answer?: StoredAnswer | undefined;
}

const SECONDS_KEPT = 24 * 3600;

/** Records older than a day are ignored, even before the table deletes them. */
const isOver = (item: Item, now: Instant): boolean => Number(item[TABLE_KEYS.timeToLive]) <= secondsAt(now);

/** An item holds 400 KB, and each kilobyte costs: what has more characters than this is packed. */
const LARGEST_PLAIN = 20_000;

/** As text: an export of the table holds no bytes. */
interface Packed {
  readonly packed: string;
}

const isPacked = (value: unknown): value is Packed =>
  typeof value === 'object' && value !== null && 'packed' in value;

const packed = (value: unknown): unknown => {
  const text = JSON.stringify(value);
  return text.length > LARGEST_PLAIN ? { packed: gzipSync(text).toString('base64') } : value;
};

const unpacked = (value: unknown): unknown =>
  isPacked(value) ? JSON.parse(gunzipSync(Buffer.from(value.packed, 'base64')).toString()) : value;

const toRecord = ({ fingerprint, language, effect, answer }: Item): KeyRecord => ({
  fingerprint: fingerprint as string,
  language: language as string,
  effect: unpacked(effect),
  answer: unpacked(answer) as StoredAnswer | undefined,
});

/** The record of a key; undefined when nobody has used it for a day. One request. */
export const loadRecord = async (
  table: Table,
  { key, now }: Pick<KeyOwner, 'key' | 'now'>,
): Promise<KeyRecord | undefined> => {
  const [item] = await table.getAll([key]);
  return item && !isOver(item, now) ? toRecord(item) : undefined;
};

const toItem = (owner: KeyOwner, as: 'effect' | 'answer', kept: unknown): Item => {
  const { key, fingerprint, language, now } = owner;
  return { ...key, fingerprint, language, expiresAt: secondsAt(now) + SECONDS_KEPT, [as]: packed(kept) };
};

/** Nobody has used the key for a day. */
const unused = ({ now }: KeyOwner) => anyOf(absent, atMost(TABLE_KEYS.timeToLive, secondsAt(now)));

/**
 * Records the effect of a request in the transaction that causes it: no retry repeats it, and none
 * can cause it after the request was refused. Lost when the key has been used.
 */
export const recordEffect = (owner: KeyOwner, effect: unknown): Writes => ({
  'done-already': put(toItem(owner, 'effect', effect), unused(owner)),
});

/** Keeps a refusal as it was told. Lost when the key has been used. */
export const recordRefusal = (owner: KeyOwner, answer: StoredAnswer): Writes => ({
  'done-already': put(toItem(owner, 'answer', answer), unused(owner)),
});

/** Records how a request of several writes ended. Lost when another attempt ended it first. */
export const endEffect = ({ key }: KeyOwner, effect: { readonly ended: unknown }): Writes => ({
  'ended-already': update(key, { set: { effect: packed(effect) } }, present('effect.begun')),
});

/**
 * Replaces the effect of a request in the transaction that finishes it, whoever does that and
 * however late; nothing without a key.
 */
export const replaceEffect = (owner: KeyOwner | undefined, effect: unknown): Writes =>
  owner ? { 'request-effect': put(toItem(owner, 'effect', effect)) } : {};

/** Forgets the effect of a request that came to nothing; nothing without a key. */
export const dropEffect = (owner: KeyOwner | undefined): Writes =>
  owner ? { 'request-effect': remove(owner.key) } : {};
