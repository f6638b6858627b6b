import { belongingOf, isOver, type Activity } from '../../domain/activity.ts';
import { activitiesOf, blocksInForce, type Block } from '../../domain/block.ts';
import type { Copy } from '../../domain/copy.ts';
import { blocksOfActivity, liftFrom } from '../../domain/nightly-copy.ts';
import { omit } from '../../domain/omit.ts';
import { actsFor } from '../../domain/patron.ts';
import { Refused, type Refusal } from '../../domain/refusal.ts';
import type { Destination } from '../../domain/hold-rules.ts';
import { activitiesAt, lookAgain } from '../../store/activities.ts';
import { loadBranches } from '../../store/branches.ts';
import { changeCopy, nextVersion } from '../../store/copies.ts';
import { endLoan, releaseCard } from '../../store/patrons.ts';
import { changeQueue } from '../../store/titles.ts';
import { together, type Writes } from '../../store/writes.ts';
import { byPerson, type Act } from '../core/request-context.ts';
import { otherBranch } from '../core/branch-names.ts';
import {
  changeReservations,
  loadCards,
  loadSituation,
  routeCopy,
  type Cards,
  type LoadedSituation,
  type Routed,
} from './route-copy.ts';
import { once } from '../core/retry.ts';

/** A block that is still on, and whether its activity is over. */
export type BlockStillOn = Block & { readonly activityOver: boolean };

/** What staff see when a copy is checked in (rule S3). */
export interface CheckIn {
  readonly copy: Copy;
  readonly destination: Destination;
  readonly blocks: readonly BlockStillOn[];
  /** The running and coming activities that it belongs to. */
  readonly belongsTo: readonly { readonly activityId: string; readonly name: string }[];
  readonly lifted: readonly Block[];
}

export interface CheckInRequest {
  readonly copyId: string;
  readonly branchId: string;
  /** Whether the blocks of activities that are over are lifted in the same go, as far as the caller may (rule B8). */
  readonly liftEndedBlocks?: boolean | undefined;
}

/** The copy in hand: off its card, found, and received if it was on order (rule R11). */
const inHand = (copy: Copy): Copy => ({ ...omit(copy, 'loan'), missing: false, onOrder: false });

/** The activities that a copy may belong to: of its blocks, and those at its branch. */
const activityIdsOf = async (act: Act, copy: Copy, atDesk: readonly string[], branchId: string) => {
  const atHome =
    copy.branchId === branchId ? atDesk : await activitiesAt(act.table, copy.branchId, act.today);
  return [...new Set([...activitiesOf(copy.blocks), ...atHome])];
};

/** One write carries so much and no more; what is left is told, and goes at the next check-in. */
const MOST_ENDED = 10;

/** The activities of a copy's blocks that are over, and whose blocks the caller may lift (rules S3, B8). */
const endedOf = (act: Act, copy: Copy, { activities }: Cards): readonly Activity[] =>
  actsFor(act.caller, copy.branchId)
    ? [...activitiesOf(copy.blocks)]
        .flatMap((id) => activities.get(id) ?? [])
        .filter((activity) => isOver(activity, act.today))
        .sort((a, b) => a.endDate.localeCompare(b.endDate))
        .slice(0, MOST_ENDED)
    : [];

/** Activities that are over and whose blocks the night is to lift, as soon as the copy is off its special card (A2). */
const leftToLift = (act: Act, before: Copy, after: Copy, { activities }: Cards): readonly Activity[] =>
  before.loan?.special
    ? [...activitiesOf(after.blocks)]
        .flatMap((id) => activities.get(id) ?? [])
        .filter((activity) => activity.atEnd === 'lift' && isOver(activity, act.today))
        .slice(0, MOST_ENDED)
    : [];

const blocksStillOn = (act: Act, copy: Copy, { activities }: Cards): readonly BlockStillOn[] =>
  blocksInForce(copy.blocks, act.today).map((block) => {
    const activity = activities.get(block.activityId ?? '');
    return { ...block, activityOver: activity !== undefined && isOver(activity, act.today) };
  });

/**
 * Checks a copy in at a branch: ends its loan and sends it where it goes now (rule R7), and tells what it belongs to and
 * which blocks are still on; lifts those of activities that are over where that is asked (rule S3). A copy that isn't
 * out is checked in all the same. Four steps one after the other: the copy, its title's queue, the cards in line with
 * the activities, one write; one more for a copy of another branch.
 */
export const checkIn = async (act: Act, request: CheckInRequest): Promise<CheckIn> => {
  const { copyId, branchId } = request;
  if (!actsFor(act.caller, branchId)) throw await otherBranch(act, branchId, 'desk');
  return once<CheckIn>(act, async (keep) => {
    const [situation, atDesk] = await Promise.all([
      loadSituation(act, copyId),
      activitiesAt(act.table, branchId, act.today),
    ]);
    if (!situation) throw new Refused(await allUnknown(act, copyId, branchId));
    const before = situation.copy;
    const activityIds = await activityIdsOf(act, before, atDesk, branchId);
    const cards = await loadCards(act, situation, branchId, activityIds);
    if (!cards.branch) throw new Refused([{ code: 'unknown-branch' }]);
    const ended = request.liftEndedBlocks ? endedOf(act, before, cards) : [];
    const lifted = ended.flatMap(({ id }) => blocksOfActivity(before, id, act.today));
    const { copy, lines } = liftFrom(inHand(before), lifted, byPerson(act));
    const routing = await routeCopy(act, { ...situation, copy }, branchId, cards);
    const checkedIn: CheckIn = {
      copy: nextVersion({ ...routing.after, version: before.version }),
      destination: routing.destination,
      blocks: blocksStillOn(act, routing.after, cards),
      belongsTo: belongingOf(routing.after, [...cards.activities.values()], act.today).map(
        ({ id, name }) => ({
          activityId: id,
          name,
        }),
      ),
      lifted,
    };
    const change = changeCopy(before, routing.after, lines, [...ended, ...routing.reliedOn]);
    const again = leftToLift(act, before, routing.after, cards).map((one) => lookAgain(one, act.today));
    await act.table.write(together(change, followingWrites(situation, routing), ...again, keep(checkedIn)));
    return checkedIn;
  });
};

/** What a check-in changes beside the copy: the card that it was on, and the reservations. */
const followingWrites = ({ copy: { copyId, loan }, title }: LoadedSituation, routing: Routed): Writes =>
  together(
    loan ? endLoan(copyId, loan) : {},
    loan ? releaseCard(loan.patronId, { loans: -1 }) : {},
    changeReservations(routing),
    routing.conditions,
    routing.concernsTitle ? changeQueue(title, { waitingUntil: routing.waitingUntil }) : {},
  );

/** What is unknown beside the copy is named with it (rule R2). */
const allUnknown = async (act: Act, copyId: string, branchId: string): Promise<readonly Refusal[]> => {
  const branches = await loadBranches(act.table, [branchId]);
  return [
    { code: 'unknown-copy', copyId },
    ...(branches.has(branchId) ? [] : [{ code: 'unknown-branch' as const }]),
  ];
};
