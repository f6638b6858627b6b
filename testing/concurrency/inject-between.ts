/**
 * Runs one action as a whole between two requests of another, once for each place where it fits.
 */
import { startApi, type Answered } from '../api/test-api.ts';
import { interleaved } from './interleave.ts';
import type { Library } from '../api/small-library.ts';
import type { ConcurrentAction, Pair } from './concurrent-pairs.ts';
import type { RequestHook } from '../database/dynamodb-hooks.ts';
import { sampled } from '../sampling.ts';

/** More requests than any action makes. */
const ALL = 200;

const times = (n: number, who: number): readonly number[] => Array<number>(n).fill(who);

export interface Injection {
  /** The prefix of the ids of the branch, title and copies of each run. */
  readonly name: string;
  /** The range of the number of requests that the first action has made before. */
  readonly after: readonly [number, number];
  readonly given: (id: string) => Promise<unknown>;
  readonly acts: Pair['acts'];
  readonly then: (first: Answered, second: Answered, id: string) => Promise<void>;
}

/**
 * Runs the second action as a whole after each number of requests of the first, or after a sample
 * of these numbers. Then it runs the first as a whole after one and after two requests of the
 * second. Each run has a branch and a title of its own.
 */
export const injectBetween = async (
  library: Library,
  { name, after: [from, to], given, acts, then }: Injection,
): Promise<void> => {
  const orders = [
    ...sampled(
      Array.from({ length: to - from + 1 }, (_, n) => [...times(from + n, 0), ...times(ALL, 1)]),
      3,
    ),
    [...times(1, 1), ...times(ALL, 0)],
    [...times(2, 1), ...times(ALL, 0)],
  ];
  for (const [run, order] of orders.entries()) {
    const id = `${name}-${run}`;
    await Promise.all([library.addBranch(id), library.addTitle(id)]);
    await given(id);
    const onOwnApi = (act: ConcurrentAction) => async (hook: RequestHook) =>
      act(await startApi({ beside: library, hook }), id);
    const [first, second] = await interleaved(order, acts.map(onOwnApi));
    if (!first || !second) throw new Error('Both must have answered.');
    await then(first, second, id);
  }
};
