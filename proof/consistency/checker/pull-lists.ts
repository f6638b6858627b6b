import { BRANCHES, COPIES, TITLE_IDS } from '../library.ts';
import type { ReadOne, ReadAll } from '../api-reader.ts';
import type { CopyAnswer } from '../model/answer.ts';
import type { CopyState, Facts, ReservationState } from '../model/title-state.ts';
import { wrongAtLast } from './patience.ts';
import { wrongWithLeftOver, wrongWithPulls, type PullLists } from './pulls.ts';

interface Listed {
  readonly copy: { readonly copyId: string };
  readonly reservation: { readonly id: string };
}

/** The copies on the shelf, as states of the model. */
const onShelf = async (read: ReadOne): Promise<readonly CopyState[]> => {
  const all = await Promise.all(
    COPIES.map(async (copy) => ({ copy, shown: await read<CopyAnswer>(`/api/copies/${copy.copyId}`) })),
  );
  return all
    .filter(({ shown }) => shown.status === 'available')
    .map(({ copy, shown }) => ({ ...copy, blocks: shown.blocks }));
};

/** The lists and the rest are read one after another, while copies are still asked for. */
const SETTLING_MS = 5_000;

/** A sweep comes every minute. */
const SWEEPING_MS = 120_000;

const readPullLists = async (read: ReadOne, all: ReadAll): Promise<PullLists> => {
  const pulls = await Promise.all(
    BRANCHES.map(async (branchId) =>
      (await all<Listed>(`/api/branches/${branchId}/pull-list`)).map(({ copy, reservation }) => ({
        branchId,
        copyId: copy.copyId,
        id: reservation.id,
      })),
    ),
  );
  const reservations = await Promise.all(
    TITLE_IDS.map((titleId) => all<ReservationState>(`/api/reservations?titleId=${titleId}`)),
  );
  return {
    pulls: pulls.flat(),
    waiting: reservations.flat().filter(({ status }) => status === 'waiting'),
    free: await onShelf(read),
  };
};

/** The violations in the lines of the pull lists at a quiet moment (rule R8). */
export const wrongWithPullLists = (read: ReadOne, all: ReadAll, facts: Facts): Promise<readonly string[]> =>
  wrongAtLast(async () => wrongWithPulls(await readPullLists(read, all), facts), SETTLING_MS);

/**
 * The violations in what the pull lists leave out (rule R8), when there was time for all that is
 * asked for: of what a block takes away, and after a crash, that takes a sweep.
 */
export const wrongWithLeftOnShelf = (read: ReadOne, all: ReadAll, facts: Facts): Promise<readonly string[]> =>
  wrongAtLast(async () => wrongWithLeftOver(await readPullLists(read, all), facts), SWEEPING_MS);
