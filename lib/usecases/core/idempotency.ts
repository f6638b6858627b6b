import { Refused } from '../../domain/errors.ts';
import {
  claimKey,
  loadRecord,
  recordAnswer,
  recordEffect,
  type KeyOwner,
  type KeyRecord,
  type StoredAnswer,
} from '../../store/idempotency-records.ts';
import { answerKey } from '../../store/keys.ts';
import type { Table } from '../../store/table.ts';
import { WriteLost, type Writes } from '../../store/writes.ts';
import type { IdempotencyKey, RequestContext } from './request-context.ts';
import { retryOnConflict } from './retry.ts';

export type { StoredAnswer } from '../../store/idempotency-records.ts';

/** A request with an `Idempotency-Key` (see the contract). */
export interface Repeatable extends Omit<KeyOwner, 'key'> {
  readonly caller: string;
  readonly path: string;
  readonly key: string;
}

/** The answer of an attempt. */
export interface GivenAnswer {
  readonly answer: StoredAnswer;
  /**
   * The recorded effect says all of it: a repeated request makes the same answer from the effect.
   */
  readonly isEffect?: boolean;
}

/**
 * Answers a request once: the same key gets the first answer again. The record of a new key is made
 * in the write that causes the effect (`oncePerRequest`), or with the refusal: a first attempt asks
 * for no record. After an attempt that was interrupted before its answer, the use case runs again,
 * and finds its recorded effect. Errors are not kept. Throws `Refused` with
 * `idempotency-key-reused` for another body. One write after an attempt, unless its effect is its
 * answer.
 */
export const answerOnce = async (
  table: Table,
  request: Repeatable,
  attempt: (key: IdempotencyKey) => Promise<GivenAnswer>,
): Promise<StoredAnswer> => {
  const { caller, path, key: sent, ...rest } = request;
  const owner = { ...rest, key: answerKey(caller, path, sent) };
  return retryOnConflict(async (isFirst) => {
    const known = isFirst ? undefined : await loadRecord(table, owner);
    mustBeSame(owner, known);
    if (known?.answer) return known.answer;
    const key = { ...owner, known, hasEffect: false };
    const { answer, isEffect } = await attempt(key).catch(lostToAnswer);
    const isRecorded = known !== undefined || key.hasEffect;
    if (!(isEffect && key.hasEffect)) await recordAnswer(table, owner, isRecorded, answer);
    return answer;
  });
};

const mustBeSame = (owner: KeyOwner, known: KeyRecord | undefined): void => {
  if (known && known.fingerprint !== owner.fingerprint)
    throw new Refused([{ code: 'idempotency-key-reused' }]);
};

/** Another attempt was answered first: use its answer. */
const lostToAnswer = (error: unknown): never => {
  throw error instanceof AnsweredAlready ? new WriteLost(['answered-already']) : error;
};

/** Another attempt at the same request was answered first. */
class AnsweredAlready extends Error {
  override readonly name = 'AnsweredAlready';
}

/**
 * Claims the key of a request that takes effect outside of the table. Answers the id of the first
 * attempt, or of a request without a key. One write if the key is new.
 */
export const claimFirst = async ({ table, idempotencyKey, requestId }: RequestContext): Promise<string> => {
  if (!idempotencyKey) return requestId;
  if (idempotencyKey.known) return idempotencyKey.known.requestId;
  await table.write(claimKey(idempotencyKey));
  idempotencyKey.hasEffect = true;
  return idempotencyKey.requestId;
};

/**
 * Runs an operation once per request. The effect is recorded in the write that causes it
 * (`recordEffect`), and a repeated request answers that effect. An attempt that is refused because
 * another attempt took effect cannot keep its refusal, and starts again (`answerOnce`). A request
 * without a key runs every time.
 */
export const oncePerRequest = <T>(
  context: RequestContext,
  attempt: (recordEffect: (effect: T) => Writes) => Promise<T>,
): Promise<T> =>
  retryOnConflict(async (isFirst) => {
    const { idempotencyKey: key, table } = context;
    if (!key) return attempt(() => ({}));
    const isNew = isFirst && !key.known && !key.hasEffect;
    const record = isNew ? undefined : await loadRecord(table, key);
    mustBeSame(key, record);
    if (record?.effect === undefined && record?.answer) throw new AnsweredAlready();
    const effect = record?.effect ?? (await attempt((done) => recordEffect(key, record, done)));
    key.hasEffect = true;
    return effect as T;
  });
