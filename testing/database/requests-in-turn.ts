import type { Request, RequestHook } from './dynamodb-hooks.ts';

/** Counts how many requests are made one after the other: those at the same moment count as one. */
export interface InTurn {
  readonly hook: RequestHook;
  /** The count since the last call. */
  readonly take: () => number;
}

export const countInTurn = (): InTurn => {
  let answered = 0;
  const turns = new WeakMap<Request, number>();
  return {
    hook: {
      before: (request) => {
        turns.set(request, answered + 1);
      },
      settled: (request) => {
        answered = Math.max(answered, turns.get(request) ?? 0);
      },
    },
    take: () => {
      const most = answered;
      answered = 0;
      return most;
    },
  };
};
