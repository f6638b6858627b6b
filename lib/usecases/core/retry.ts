import { Busy } from '../../domain/refusal.ts';
import { keepEffect, loadOutcome } from '../../store/idempotency-records.ts';
import { backOff } from '../../store/back-off.ts';
import { WriteLost, type Writes } from '../../store/writes.ts';
import type { Act, Receipt } from './request-context.ts';

const ATTEMPTS = 25;

const PAUSES = { first: 10, longest: 400 };

/**
 * Loads, decides and saves until a save goes through: who loses to somebody else decides again on what is true then.
 * Throws `Busy` after so many losses that it is better to come back later.
 */
export const untilSettled = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof WriteLost)) throw error;
      if (tries >= ATTEMPTS) throw new Busy(error.message);
      await backOff(tries, PAUSES);
    }
  }
};

/** This very request has been answered by another try; there is nothing left to do. */
export class AnsweredAlready extends Error {
  override readonly name = 'AnsweredAlready';
}

/** What an earlier try of this request did; undefined where none did anything yet. */
const doneBefore = async (act: Act, { key }: Receipt): Promise<unknown> => {
  const { effect, answer } = await loadOutcome(act.table, key);
  if (effect === undefined && answer) throw new AnsweredAlready();
  return effect;
};

/**
 * Does a thing once for a request, however often that is repeated: what it did is kept in the very write that does it
 * (`keep`), and another try of the same request answers with that. One that is refused by what the other has just done
 * cannot keep its refusal, and asks again (`answerOnce`). A request without a receipt is done every time.
 */
export const once = <T>(act: Act, attempt: (keep: (effect: T) => Writes) => Promise<T>): Promise<T> =>
  untilSettled(async () => {
    const { receipt } = act;
    if (!receipt) return attempt(() => ({}));
    const done = await doneBefore(act, receipt);
    return done === undefined ? attempt((effect) => keepEffect(receipt.key, effect)) : (done as T);
  });
