import { TABLE_KEYS } from '../contract.ts';
import type { Instant } from '../domain/calendar.ts';
import { absent, anyOf, atMost, is, put, update, without } from './expression.ts';
import { answerKey, secondsAt, type Key } from './keys.ts';
import { WriteLost, type Table } from './table.ts';

/** An answer as it was given. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is remembered of a request with an `Idempotency-Key`; without an answer it is going on, or was cut off. */
export interface Claim {
  readonly fingerprint: string;
  /** The id that new things of this request take. */
  readonly requestId: string;
  readonly answer?: Answer;
}

const HOURS_KEPT = 24;

const load = async (table: Table, key: Key): Promise<Claim | undefined> => {
  const [item] = await table.getAll([key]);
  return item as unknown as Claim | undefined;
};

/**
 * Claims a key for a request, or answers who has it. What is older than a day counts as gone, whether or not the table
 * has deleted it. One write; a read only where somebody has the key.
 */
export const claim = async (
  table: Table,
  of: { caller: string; path: string; key: string },
  wanted: Claim,
  now: Instant,
): Promise<Claim> => {
  const key = answerKey(of.caller, of.path, of.key);
  const expiresAt = secondsAt(now) + HOURS_KEPT * 3600;
  try {
    const free = anyOf(absent, atMost(TABLE_KEYS.timeToLive, secondsAt(now)));
    await table.write({ 'key-claimed': put({ ...key, ...wanted, expiresAt }, free) });
    return wanted;
  } catch (error) {
    if (!(error instanceof WriteLost)) throw error;
    return (await load(table, key)) ?? wanted;
  }
};

/** Keeps the answer to a request; where another try of it was first, that answer is the one. */
export const keepAnswer = async (
  table: Table,
  of: { caller: string; path: string; key: string },
  { requestId }: Claim,
  answer: Answer,
): Promise<Answer> => {
  const key = answerKey(of.caller, of.path, of.key);
  try {
    await table.write({
      'answer-kept': update(key, { set: { answer } }, is('requestId', requestId), without('answer')),
    });
    return answer;
  } catch (error) {
    if (!(error instanceof WriteLost)) throw error;
    return (await load(table, key))?.answer ?? answer;
  }
};
