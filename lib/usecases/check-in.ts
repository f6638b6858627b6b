import { blocksInForce, type Block } from '../domain/block.ts';
import type { Copy } from '../domain/copy.ts';
import { actsFor } from '../domain/people.ts';
import { Refused, type Refusal } from '../domain/refusal.ts';
import type { Destination } from '../domain/serving.ts';
import { loadBranches } from '../store/branches.ts';
import { changeCopy, nextVersion } from '../store/copies.ts';
import { endLoan, releaseCard } from '../store/patrons.ts';
import { changeQueue } from '../store/titles.ts';
import { together } from '../store/writes.ts';
import type { Act } from './act.ts';
import { otherBranch } from './explain.ts';
import { changeReservations, loadSituation, routeCopy } from './route-copy.ts';
import { once } from './settle.ts';
import { omit } from '../domain/omit.ts';

/** What staff see when a copy is checked in (rule S3). */
export interface CheckIn {
  readonly copy: Copy;
  readonly destination: Destination;
  /** The blocks still on, and whether their activity is over. */
  readonly blocks: readonly (Block & { readonly activityOver: boolean })[];
}

/** The copy in hand: off its card, found, and received if it was on order (rule R11). */
const inHand = (copy: Copy): Copy => ({ ...omit(copy, 'loan'), missing: false, onOrder: false });

/**
 * Checks a copy in at a branch: ends its loan and sends it where it goes now (rule R7). A copy that isn't out is
 * checked in all the same. At most four round trips: the copy, its title's queue, the cards in line, one write.
 */
export const checkIn = async (act: Act, copyId: string, branchId: string): Promise<CheckIn> => {
  if (!actsFor(act.caller, branchId)) throw await otherBranch(act, branchId, 'desk');
  return once<CheckIn>(act, async (keep) => {
    const situation = await loadSituation(act, copyId);
    if (!situation) throw new Refused(await allUnknown(act, copyId, branchId));
    const before = situation.copy;
    const routing = await routeCopy(act, { ...situation, copy: inHand(before) }, branchId);
    const { destination, after, waitingUntil } = routing;
    if (!routing.knowsBranch) throw new Refused([{ code: 'unknown-branch' }]);
    const blocks = blocksInForce(after.blocks, act.today).map((block) => ({ ...block, activityOver: false }));
    const checkedIn = { copy: nextVersion({ ...after, version: before.version }), destination, blocks };
    await act.table.write(
      together(
        changeCopy(before, after),
        before.loan ? endLoan(copyId, before.loan) : {},
        before.loan ? releaseCard(before.loan.patronId, { loans: -1 }) : {},
        changeReservations(routing),
        routing.concernsTitle ? changeQueue(situation.title, { waitingUntil }) : {},
        keep(checkedIn),
      ),
    );
    return checkedIn;
  });
};

/** What is unknown beside the copy is named with it (rule R2). */
const allUnknown = async (act: Act, copyId: string, branchId: string): Promise<readonly Refusal[]> => {
  const branches = await loadBranches(act.table, [branchId]);
  return [
    { code: 'unknown-copy', copyId },
    ...(branches.has(branchId) ? [] : [{ code: 'unknown-branch' as const }]),
  ];
};
