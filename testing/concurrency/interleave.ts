/** Runs several actions at the same time, in an order of their requests that the test decides. */
import type { RequestHook } from '../database/dynamodb-hooks.ts';

/** Holds the requests of one action, and lets them through one by one until it is opened. */
export const gate = () => {
  const waiting: (() => void)[] = [];
  let open = false;
  let ended = false;
  let noticed: () => void = () => undefined;
  const hook: RequestHook = {
    before: () =>
      open
        ? undefined
        : new Promise<void>((resolve) => {
            waiting.push(resolve);
            noticed();
          }),
  };
  return {
    hook,
    end: () => {
      ended = true;
      noticed();
    },
    /** Resolves when a request waits at the gate, or the action has ended. */
    stands: async () => {
      while (!ended && waiting.length === 0) {
        await new Promise<void>((resolve) => {
          noticed = resolve;
        });
      }
    },
    letOneThrough: () => {
      waiting.shift()?.();
    },
    openUp: () => {
      open = true;
      for (const pass of waiting.splice(0)) pass();
    },
  };
};

/** One of the actions. The hook holds the requests of its table. */
export type InterleavedAction<T> = (hook: RequestHook) => Promise<T>;

/**
 * Runs all actions, one request at a time. The schedule names by index whose request is next. After
 * the schedule everything runs freely to its end.
 */
export const interleaved = async <T>(
  schedule: readonly number[],
  actions: readonly InterleavedAction<T>[],
): Promise<readonly T[]> => {
  const gated = actions.map((action) => ({ action, gate: gate() }));
  const all = Promise.all(
    gated.map(async ({ action, gate: mine }) => {
      try {
        return await action(mine.hook);
      } finally {
        mine.end();
      }
    }),
  );
  // An action that fails during the schedule is reported by `return all`.
  all.catch(() => undefined);
  for (const index of schedule) {
    await gated[index]?.gate.stands();
    gated[index]?.gate.letOneThrough();
    await gated[index]?.gate.stands();
  }
  for (const { gate: mine } of gated) mine.openUp();
  return all;
};

/** Every order of `a` requests of the first and `b` of the second, as schedules. */
export const schedules = (a: number, b: number): readonly (readonly number[])[] => {
  if (a === 0) return [Array<number>(b).fill(1)];
  if (b === 0) return [Array<number>(a).fill(0)];
  return [
    ...schedules(a - 1, b).map((rest) => [0, ...rest]),
    ...schedules(a, b - 1).map((rest) => [1, ...rest]),
  ];
};
