/** Lets the requests of a call through one at a time, and acts between two of them. */
import type { RequestHook } from '../database/dynamodb-hooks.ts';

/** Of requests that a call makes at the same moment, the one that goes first. */
export type Turn = 'first' | 'last';

/** A hook that acts as a whole once so many requests have been answered, in this order. */
export const actAfter = (answers: number, turn: Turn, act: () => Promise<unknown>) => {
  const waiting: (() => void)[] = [];
  let isBusy = false;
  let answered = 0;
  const letNextThrough = (): void => {
    const pass = isBusy ? undefined : turn === 'first' ? waiting.shift() : waiting.pop();
    if (!pass) return;
    isBusy = true;
    pass();
  };
  const hook: RequestHook = {
    before: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        // All requests of the same moment wait by then.
        setImmediate(letNextThrough);
      }),
    settled: async () => {
      answered += 1;
      if (answered === answers) await act();
      isBusy = false;
      setImmediate(letNextThrough);
    },
  };
  return { hook, hasActed: () => answered >= answers };
};
