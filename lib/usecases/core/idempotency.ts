import type { Instant } from '../../domain/calendar.ts';
import { Refused } from '../../domain/errors.ts';
import {
  claimKey,
  recordAnswer,
  type StoredAnswer,
  loadRecordedOutcome,
  recordEffect,
} from '../../store/idempotency-records.ts';
import { answerKey } from '../../store/keys.ts';
import type { Table } from '../../store/table.ts';
import { WriteLost, type Writes } from '../../store/writes.ts';
import type { IdempotencyKey, RequestContext } from './request-context.ts';
import { retryOnConflict } from './retry.ts';

export type { StoredAnswer } from '../../store/idempotency-records.ts';

/** A request with an `Idempotency-Key` (see the contract). */
export interface Repeatable {
  readonly caller: string;
  readonly path: string;
  readonly key: string;
  /** Equal for equal bodies. */
  readonly fingerprint: string;
  readonly requestId: string;
  readonly now: Instant;
}

/**
 * Answers a request once: the same key gets the first answer again. After an attempt that was
 * interrupted before its answer, the use case runs again, and finds its recorded effect under the
 * key (`oncePerRequest`). Errors are not kept. Throws `Refused` with `idempotency-key-reused` for
 * another body.
 */
export const answerOnce = async (
  table: Table,
  request: Repeatable,
  answer: (key: IdempotencyKey) => Promise<StoredAnswer>,
): Promise<StoredAnswer> => {
  const { fingerprint, requestId, now } = request;
  const key = answerKey(request.caller, request.path, request.key);
  return retryOnConflict(async () => {
    const claimed = await claimKey(table, key, { fingerprint, requestId }, now);
    if (claimed.fingerprint !== fingerprint) throw new Refused([{ code: 'idempotency-key-reused' }]);
    if (claimed.answer) return claimed.answer;
    const given = await answer({ key, id: claimed.requestId }).catch(lostToAnswer);
    await recordAnswer(table, key, claimed, given);
    return given;
  });
};

/** Another attempt was answered first: use its answer. */
const lostToAnswer = (error: unknown): never => {
  throw error instanceof AnsweredAlready ? new WriteLost(['answered-already']) : error;
};

/** Another attempt at the same request was answered first. */
class AnsweredAlready extends Error {
  override readonly name = 'AnsweredAlready';
}

/** The recorded effect of an earlier attempt; undefined when there is no such effect. */
const doneBefore = async (context: RequestContext, { key }: IdempotencyKey): Promise<unknown> => {
  const { effect, answer } = await loadRecordedOutcome(context.table, key);
  if (effect === undefined && answer) throw new AnsweredAlready();
  return effect;
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
  retryOnConflict(async () => {
    const { idempotencyKey } = context;
    if (!idempotencyKey) return attempt(() => ({}));
    const done = await doneBefore(context, idempotencyKey);
    return done === undefined ? attempt((effect) => recordEffect(idempotencyKey.key, effect)) : (done as T);
  });
