import { useState } from 'react';
import { Problem } from './problem.ts';

const TOO_BUSY = 429;

/** Whether the call has a final answer, so that trying again is a new call. */
const isAnswer = (error: unknown): boolean =>
  error instanceof Problem && error.status < 500 && error.status !== TOO_BUSY;

/**
 * Idempotency keys for calls that somebody starts by hand. A retry after a lost answer reuses the
 * key, so that the call is done once. After an answer the key is dropped: the API would repeat the
 * stored refusal.
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
