/** Runs several things at the same time in an order that a test decides, request by request. */
import type { RequestHook } from '../database/dynamodb-hooks.ts';

/** Lets the requests of one through, one by one, until it is opened up. */
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
    /** Until it stands at the gate, or has come to its end. */
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

/** One of the things that happen at the same time, on a table that is tapped like this. */
export type InterleavedAction<T> = (hook: RequestHook) => Promise<T>;

/**
 * Does all of it, one request at a time: whose request is next is what the schedule says, by index.
 * After the schedule everything runs freely to its end.
 */
export const interleaved = async <T>(
  schedule: readonly number[],
  doings: readonly InterleavedAction<T>[],
): Promise<readonly T[]> => {
  const gated = doings.map((doing) => ({ doing, gate: gate() }));
  const all = Promise.all(
    gated.map(async ({ doing, gate: mine }) => {
      try {
        return await doing(mine.hook);
      } finally {
        mine.end();
      }
    }),
  );
  // What fails while the schedule still runs is reported at the end of it.
  all.catch(() => undefined);
  for (const index of schedule) {
    await gated[index]?.gate.stands();
    gated[index]?.gate.letOneThrough();
    await gated[index]?.gate.stands();
  }
  for (const { gate: mine } of gated) mine.openUp();
  return all;
};

/** Every order in which `a` requests of the first and `b` of the second may come, as schedules. */
export const schedules = (a: number, b: number): readonly (readonly number[])[] => {
  if (a === 0) return [Array<number>(b).fill(1)];
  if (b === 0) return [Array<number>(a).fill(0)];
  return [
    ...schedules(a - 1, b).map((rest) => [0, ...rest]),
    ...schedules(a, b - 1).map((rest) => [1, ...rest]),
  ];
};
