import { setTimeout as pause } from 'node:timers/promises';
import { BRANCHES, COPIES, titleOf } from '../library.ts';
import type { ReadOne, ReadAll } from '../api-reader.ts';
import type { CopyAnswer } from '../model/answer.ts';
import type { CopyState, Facts, ReservationState } from '../model/title-state.ts';
import { mayServe } from '../model/serving.ts';

interface Pull {
  readonly copy: { readonly copyId: string };
  readonly reservation: { readonly id: string };
}

type Shown = CopyAnswer & { readonly titleId: string };

/** The copies on the shelf, as states of the model. */
const onShelf = async (read: ReadOne): Promise<readonly CopyState[]> => {
  const all = await Promise.all(
    COPIES.map(async (copy) => ({ copy, shown: await read<Shown>(`/api/copies/${copy.copyId}`) })),
  );
  return all
    .filter(({ shown }) => shown.status === 'available')
    .map(({ copy, shown }) => ({ ...copy, blocks: shown.blocks }));
};

/** After a crash a copy is asked for within two minutes. */
const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 2_000;

/**
 * The violations in the pull lists: each waiting reservation that a copy on the shelf may serve
 * gets one copy, and nothing else is listed (rule R8). No copy and reservation that fit each other
 * are left over. Looks until there are none, or after two minutes.
 */
export const wrongWithPullLists = async (
  read: ReadOne,
  all: ReadAll,
  titleIds: readonly string[],
  facts: Facts,
): Promise<readonly string[]> => {
  for (const until = performance.now() + PATIENCE_MS; ;) {
    const wrong = await wrongNow(read, all, titleIds, facts);
    if (wrong.length === 0 || performance.now() > until) return wrong;
    await pause(LOOK_EVERY_MS);
  }
};

const wrongNow = async (
  read: ReadOne,
  all: ReadAll,
  titleIds: readonly string[],
  facts: Facts,
): Promise<readonly string[]> => {
  const pulls = (
    await Promise.all(
      BRANCHES.map(async (branchId) =>
        (await all<Pull>(`/api/branches/${branchId}/pull-list`)).map((pull) => ({ ...pull, branchId })),
      ),
    )
  ).flat();
  const listed = await Promise.all(
    titleIds.map((titleId) => all<ReservationState>(`/api/reservations?titleId=${titleId}`)),
  );
  const waiting = listed.flat().filter(({ status }) => status === 'waiting');
  const free = await onShelf(read);
  const may = (copy: CopyState, one: ReservationState): boolean =>
    titleOf(one.id) === titleOf(copy.copyId) && mayServe(copy, one, facts);
  const isRight = ({ copy, reservation, branchId }: Pull & { branchId: string }): boolean =>
    free.some(
      (one) =>
        one.copyId === copy.copyId &&
        one.branchId === branchId &&
        waiting.some((other) => other.id === reservation.id && may(one, other)),
    );
  const copiesLeft = free.filter(({ copyId }) => !pulls.some(({ copy }) => copy.copyId === copyId));
  const left = waiting.filter(({ id }) => !pulls.some(({ reservation }) => reservation.id === id));
  const asked = pulls.flatMap(({ copy, reservation }) => [copy.copyId, reservation.id]);
  return [
    ...asked
      .filter((one, index) => asked.indexOf(one) !== index)
      .map((one) => `${one} is on the pull lists twice`),
    ...pulls
      .filter((pull) => !isRight(pull))
      .map(
        ({ copy, reservation }) =>
          `${copy.copyId} is to be fetched for ${reservation.id}, which it may not serve`,
      ),
    ...left.flatMap((one) => {
      const copy = copiesLeft.find((each) => may(each, one));
      return copy ? [`${copy.copyId} is on the shelf, and is not to be fetched for ${one.id}`] : [];
    }),
  ];
};
