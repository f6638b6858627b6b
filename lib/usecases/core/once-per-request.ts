import { loadRecordedOutcome, recordEffect } from '../../store/idempotency-records.ts';
import type { Writes } from '../../store/writes.ts';
import type { IdempotencyKey, RequestContext } from './request-context.ts';
import { retryOnConflict } from './retry.ts';

/** This very request has been answered by another try; there is nothing left to do. */
export class AnsweredAlready extends Error {
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
