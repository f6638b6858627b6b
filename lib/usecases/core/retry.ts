import { TooManyConflicts } from '../../domain/errors.ts';
import { backOff } from '../../store/back-off.ts';
import { WriteLost } from '../../store/writes.ts';

const ATTEMPTS = 40;

const PAUSES = { first: 10, longest: 200 };

/**
 * Loads, decides and saves until the write succeeds. The first attempt may use items that were read
 * before; later attempts read them again. Throws `TooManyConflicts` after 40 lost writes: the same
 * request may succeed later.
 */
export const retryOnConflict = async <T>(attempt: (isFirst: boolean) => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(tries === 1);
    } catch (error) {
      if (!(error instanceof WriteLost)) throw error;
      if (tries >= ATTEMPTS) throw new TooManyConflicts(error.message);
      await backOff(tries, PAUSES);
    }
  }
};
