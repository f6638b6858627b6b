import { TooManyConflicts } from '../../domain/errors.ts';
import { backOff } from '../../store/back-off.ts';
import { WriteLost } from '../../store/writes.ts';

const ATTEMPTS = 25;

const PAUSES = { first: 10, longest: 400 };

/**
 * Loads, decides and saves until a save goes through: who loses to somebody else decides again on
 * what is true then. Throws `TooManyConflicts` after so many losses that it is better to come back
 * later.
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
