import { useState } from 'react';
import { Problem } from './problem.ts';

const TOO_BUSY = 429;

/** Whether an answer came that stands: after it, asking again is a new call. */
const isAnswer = (error: unknown): boolean =>
  error instanceof Problem && error.status < 500 && error.status !== TOO_BUSY;

/**
 * Idempotency keys for calls that somebody makes by hand: asked again after the answer was lost, it
 * is the same call; asked again after an answer, a new one, for a refusal is kept with its key and
 * would be given again.
 */
export function useCallKeys() {
  const [keys] = useState(() => new Map<string, string>());
  return async <T>(what: string, call: (key: string) => Promise<T>): Promise<T> => {
    const key = keys.get(what) ?? crypto.randomUUID();
    keys.set(what, key);
    try {
      const answer = await call(key);
      keys.delete(what);
      return answer;
    } catch (error) {
      if (isAnswer(error)) keys.delete(what);
      throw error;
    }
  };
}
