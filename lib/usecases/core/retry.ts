import { TooManyConflicts } from '../../domain/refusal.ts';
import { recordEffect, loadRecordedOutcome } from '../../store/idempotency-records.ts';
import { backOff } from '../../store/back-off.ts';
import { WriteLost, type Writes } from '../../store/writes.ts';
import type { RequestContext, IdempotencyKey } from './request-context.ts';

const ATTEMPTS = 25;

const PAUSES = { first: 10, longest: 400 };

/**
 * Loads, decides and saves until a save goes through: who loses to somebody else decides again on what is true then.
 * Throws `TooManyConflicts` after so many losses that it is better to come back later.
 */
export const retryOnConflict = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof WriteLost)) throw error;
      if (tries >= ATTEMPTS) throw new TooManyConflicts(error.message);
      await backOff(tries, PAUSES);
    }
  }
};

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
 * Does a thing once for a request, however often that is repeated: what it did is kept in the very write that does it
 * (`keep`), and another try of the same request answers with that. One that is refused by what the other has just done
 * cannot keep its refusal, and asks again (`answerOnce`). A request without a key is done every time.
 */
export const oncePerRequest = <T>(
  context: RequestContext,
  attempt: (keep: (effect: T) => Writes) => Promise<T>,
): Promise<T> =>
  retryOnConflict(async () => {
    const { idempotencyKey } = context;
    if (!idempotencyKey) return attempt(() => ({}));
    const done = await doneBefore(context, idempotencyKey);
    return done === undefined ? attempt((effect) => recordEffect(idempotencyKey.key, effect)) : (done as T);
  });
