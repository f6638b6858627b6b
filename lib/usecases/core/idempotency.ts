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

/** A request that may be repeated (contract, `Idempotency-Key`). */
export interface Repeatable {
  readonly caller: string;
  readonly path: string;
  readonly key: string;
  /** The same for the same body. */
  readonly fingerprint: string;
  readonly requestId: string;
  readonly now: Instant;
}

/**
 * Answers a request once: the same key gives the first answer again. Where the first try was cut
 * off before it answered, the use case is asked again; what that try did is kept under the key
 * (`oncePerRequest`). What throws is not kept. Throws `Refused` with `idempotency-key-reused` for
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

/** Another try was answered while this one was at work: its answer is the one. */
const lostToAnswer = (error: unknown): never => {
  throw error instanceof AnsweredAlready ? new WriteLost(['answered-already']) : error;
};

/** This very request has been answered by another try; there is nothing left to do. */
class AnsweredAlready extends Error {
  override readonly name = 'AnsweredAlready';
}

/** What an earlier try of this request did; undefined where none did anything yet. */
const doneBefore = async (context: RequestContext, { key }: IdempotencyKey): Promise<unknown> => {
  const { effect, answer } = await loadRecordedOutcome(context.table, key);
  if (effect === undefined && answer) throw new AnsweredAlready();
  return effect;
};

/**
 * Does a thing once for a request, however often that is repeated: what it did is kept in the very
 * write that does it (`recordEffect`), and another try of the same request answers with that. One
 * that is refused by what the other has just done cannot keep its refusal, and asks again
 * (`answerOnce`). A request without a key is done every time.
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
