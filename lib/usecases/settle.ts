import { Busy } from '../domain/refusal.ts';
import { keepEffect, loadEffect } from '../store/answers.ts';
import { WriteLost, type Writes } from '../store/table.ts';
import type { Act } from './act.ts';

const ATTEMPTS = 25;

const pause = (attempt: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(5 * 2 ** attempt, 400)));

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
      await pause(tries);
    }
  }
};

/**
 * Does a thing once for a request, however often that is repeated: what it did is kept in the very write that does it
 * (`keep`), and a later try of the same request answers with that. A request without a receipt is done every time.
 */
export const once = <T>(act: Act, attempt: (keep: (effect: T) => Writes) => Promise<T>): Promise<T> =>
  untilSettled(async () => {
    const { receipt } = act;
    const done = receipt && (await loadEffect(act.table, receipt));
    if (done !== undefined) return done as T;
    return attempt((effect) => (receipt ? keepEffect(receipt, effect) : {}));
  });
