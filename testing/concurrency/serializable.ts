/**
 * Two things at the same moment, on the same copies. Each copy and each answer must be as if one of
 * the two had come first.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { statusOf } from '../../lib/domain/copy.ts';
import type { RequestContext } from '../../lib/usecases/core/request-context.ts';
import { runWork } from '../../lib/usecases/jobs/work.ts';
import { startApi, API_TODAY, type Answered, type TestApi } from '../api/test-api.ts';
import { copiesIn, pictureOf } from './batch-picture.ts';
import { codes } from '../api/response-body.ts';
import { everythingIn, type Item } from '../database/empty-table.ts';
import { interleaved } from './interleave.ts';
import { violationsIn } from '../invariants/invariants.ts';
import { openLibrary } from '../api/small-library.ts';
import { sampled } from '../sampling.ts';

/** One of the two, through an API of its own. Only people get an answer. */
export type ApiAction = (api: TestApi) => Promise<Answered | undefined>;

/** Lets the worker handle a message about a batch. */
export const workAt =
  (batchId: string): ApiAction =>
  async ({ table, services, clock }) => {
    const now = clock.now();
    const caller = { sub: 'worker', role: 'admin' as const, branchIds: [] };
    const context: RequestContext = {
      table,
      settings: services.settings,
      caller,
      now,
      today: API_TODAY,
      requestId: batchId,
    };
    for (let end = 'more'; end === 'more';) end = await runWork(context, `batch.${batchId}`, () => false);
    return undefined;
  };

/**
 * Describes each copy as text: its state, the history of its blocks, and the results of batches
 * about it.
 */
const perCopy = (items: readonly Item[]): ReadonlyMap<string, string> => {
  const { copies, batches } = pictureOf(items);
  return new Map(
    copiesIn(items).map((copy) => {
      const { copyId, reservations, branchId } = copy;
      const outcomes = Object.entries(batches).map(([id, { status, results }]) => [
        id,
        status,
        results.run[copyId],
        results.undo[copyId],
      ]);
      const state = [statusOf(copy), branchId, reservations];
      return [copyId, JSON.stringify([copies[copyId], state, outcomes])];
    }),
  );
};

/** The table after both, and a description of each copy and each answer, by copy or by caller. */
interface End {
  readonly items: readonly Item[];
  readonly pictures: ReadonlyMap<string, string>;
}

const endOf = async (
  items: readonly Item[],
  act: (api: TestApi) => Promise<readonly (Answered | undefined)[]>,
): Promise<End> => {
  const library = await openLibrary({ items });
  const answers = await act(library);
  const now = await everythingIn(library);
  const answerTexts = answers.map((answer, nth): [string, string] => [
    `answer ${nth}`,
    answer ? `${answer.status} ${codes(answer.body).join()}` : '',
  ]);
  return { items: now, pictures: new Map([...perCopy(now), ...answerTexts]) };
};

/** The given number of orders of the requests of two, in bursts: the same orders every time. */
const someSchedules = (numRuns: number): readonly (readonly number[])[] =>
  fc.sample(
    fc
      .array(fc.tuple(fc.nat(1), fc.integer({ min: 1, max: 7 })), { minLength: 6, maxLength: 14 })
      .map((bursts) => bursts.flatMap(([who, times]) => Array<number>(times).fill(who))),
    { numRuns, seed: 20261012 },
  );

/**
 * Runs both at the same moment on copies of a table, in `orders` orders of their requests, or `few`
 * in a small sample.
 */
export const expectSerializable = async (
  items: readonly Item[],
  [first, second]: readonly [ApiAction, ApiAction],
  { orders, few }: { readonly orders: number; readonly few: number },
): Promise<void> => {
  const inTurn = async (api: TestApi, actions: readonly ApiAction[]) => {
    const answers = new Map<ApiAction, Answered | undefined>();
    for (const action of actions) answers.set(action, await action(api));
    return [answers.get(first), answers.get(second)];
  };
  const allowed = [
    await endOf(items, (api) => inTurn(api, [first, second])),
    await endOf(items, (api) => inTurn(api, [second, first])),
  ];
  for (const schedule of sampled(someSchedules(orders), few)) {
    const together = (beside: TestApi) =>
      interleaved(
        schedule,
        [first, second].map((action) => async (hook) => action(await startApi({ beside, hook }))),
      );
    const found = await endOf(items, together);
    const at = `in the order ${schedule.join('')}`;
    for (const [what, picture] of found.pictures) {
      expect(
        allowed.map(({ pictures }) => pictures.get(what)),
        `${what} ${at}`,
      ).toContain(picture);
    }
    expect(violationsIn(found.items, API_TODAY), at).toEqual([]);
  }
};
