import { Busy } from '../domain/refusal.ts';
import { WriteLost } from '../store/table.ts';

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
