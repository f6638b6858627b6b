/** Two things that happen at the same moment, in every order of their requests. */
import { expect, it } from 'vitest';
import { startApi, type Answered, type TestApi } from '../api/test-api.ts';
import { interleaved, schedules } from './interleave.ts';
import type { Library } from '../api/small-library.ts';
import { sampled } from '../sampling.ts';

/**
 * One of the two actions, through an API of its own. The branch, title and copy of a run share one
 * id.
 */
export type ConcurrentAction = (api: TestApi, id: string) => Promise<Answered>;

/** Prepares a run. */
export type Given = (library: Library, id: string) => Promise<unknown>;

export interface Pair {
  readonly name: string;
  readonly given?: Given;
  /** The number of requests that each makes on its own. It sets the orders to try. */
  readonly requests: readonly [number, number];
  readonly acts: readonly [ConcurrentAction, ConcurrentAction];
  readonly then: (first: Answered, second: Answered, id: string) => Promise<void> | void;
}

/** The patron `a` of a run reserves its copy. */
export const reserveCopy: ConcurrentAction = ({ as }, id) =>
  as.admin.post('/api/reservations', { copyId: id, patronId: `a-${id}`, pickupBranchId: id });

/** The activities of runs, one for each. The API chooses their ids. */
export const activitiesOfRuns = () => {
  const ids = new Map<string, string>();
  const idOf = (run: string): string => ids.get(run) ?? '';
  const addActivity = async (library: Library, run: string, fields: object = { branchIds: [run] }) => {
    ids.set(run, await library.addActivity({ ...fields }));
  };
  const closeActivity: ConcurrentAction = ({ as }, run) =>
    as.admin.post(`/api/activities/${idOf(run)}/close`, {});
  return { idOf, addActivity, closeActivity };
};

const MOST = 24;
/** The number of orders of a pair in a small sample. */
const FEW_ORDERS = 4;

/** All orders when they are few, otherwise some that are spread evenly over all of them. */
const ordersOf = ([a, b]: readonly [number, number]) => {
  const all = schedules(a, b);
  const step = Math.ceil(all.length / MOST);
  return all.filter((_, index) => index % step === 0);
};

/**
 * Adds a test for each pair. Every order has a branch, a title, a copy and two patrons of its own.
 */
export const everyOrder = (library: Library, pairs: readonly Pair[]): void => {
  const { addBranch, addTitle, addCopy, addPatron } = library;
  it.each(pairs.map((pair, index) => ({ ...pair, index })))('$name', { tags: ['search'] }, async (pair) => {
    const orders = ordersOf(pair.requests);
    expect(orders.length).toBeGreaterThan(5);
    for (const [run, order] of sampled(orders, FEW_ORDERS).entries()) {
      const id = `p${pair.index}-${run}`;
      await Promise.all([addBranch(id), addTitle(id)]);
      await Promise.all([
        addCopy(id, { titleId: id, branchId: id }),
        addPatron(`a-${id}`, { branchId: id }),
        addPatron(`b-${id}`, { branchId: id }),
      ]);
      await pair.given?.(library, id);
      const [first, second] = await interleaved(
        order,
        pair.acts.map((act) => async (hook) => act(await startApi({ beside: library, hook }), id)),
      );
      if (!first || !second) throw new Error('Both must have answered.');
      await pair.then(first, second, id);
    }
  });
};
