import { activitiesOf, blocksInForce, type Block } from '../../domain/block.ts';
import { takenIn } from '../../domain/lending-rules.ts';
import { denyDesk } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { belongingOf, isOver, type Activity } from '../../domain/activity.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import { blocksOfActivity, liftFrom } from '../../domain/nightly-copy.ts';
import { actsFor } from '../../domain/caller.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { Refused } from '../../domain/errors.ts';
import type { Destination } from '../../domain/hold-rules.ts';
import { activitiesAt, lookAgain } from '../../store/activities.ts';
import { loadBranches } from '../../store/branches.ts';
import { changeCopy, loadCopyWithQueue, nextVersion, type CopyWithQueue } from '../../store/copies.ts';
import { endLoan, uncountFromCard } from '../../store/patrons.ts';
import { together, type Writes } from '../../store/writes.ts';
import { byPerson, type RequestContext } from '../core/request-context.ts';
import {
  changeReservations,
  loadPlace,
  routeCopy,
  withCards,
  withTrustedCards,
  type Cards,
  type RoutedCopy,
} from './route-copy.ts';
import { loadTitleQueue, type LoadedSituation } from './load-situation.ts';
import { oncePerRequest } from '../core/idempotency.ts';
import { writeAndCount } from '../core/title-line.ts';

/** A block in force, and whether its activity is over. */
export type BlockStillOn = Block & { readonly activityOver: boolean };

/** The result of a check-in for the desk (rule S3). */
export interface CheckIn {
  /** The day of the check-in: a repeated request gets the answer of that day. */
  readonly day: Day;
  readonly copy: Copy;
  readonly destination: Destination;
  /** What it was until now: the check-in has found it, or it has come in (rule R11). */
  readonly wasMissing?: true;
  readonly wasOnOrder?: true;
  readonly blocks: readonly BlockStillOn[];
  /** The running and coming activities of the copy. */
  readonly belongsTo: readonly { readonly activityId: string; readonly name: string }[];
  readonly lifted: readonly Block[];
}

export interface CheckInRequest {
  readonly copyId: string;
  readonly branchId: string;
  /** Whether to lift the blocks of ended activities too, as far as the caller may (rule B8). */
  readonly liftEndedBlocks?: boolean | undefined;
}

/** The activities of the blocks of a copy, and those at its branch. */
const activityIdsOf = async (
  context: RequestContext,
  copy: Copy,
  { atDesk, branchId }: { readonly atDesk: readonly string[]; readonly branchId: string },
) => {
  const atHome =
    copy.branchId === branchId ? atDesk : await activitiesAt(context.table, copy.branchId, context.today);
  return [...new Set([...activitiesOf(copy.blocks), ...atHome])];
};

/** Limit of activities per transaction. The answer shows the rest; the next check-in lifts them. */
const MOST_ENDED = 10;

/**
 * The ended activities whose blocks on this copy the caller may lift, oldest first (rules S3, B8).
 */
const endedOf = (context: RequestContext, copy: Copy, { activities }: Cards): readonly Activity[] =>
  actsFor(context.caller, copy.branchId)
    ? [...activitiesOf(copy.blocks)]
        .flatMap((id) => activities.get(id) ?? [])
        .filter((activity) => isOver(activity, context.today))
        .sort((a, b) => a.endDate.localeCompare(b.endDate))
        .slice(0, MOST_ENDED)
    : [];

/**
 * Ended activities whose blocks the night must lift after the copy leaves its special card (A2).
 */
const leftToLift = (
  context: RequestContext,
  before: Copy,
  after: Copy,
  { activities }: Cards,
): readonly Activity[] =>
  before.loan?.special
    ? [...activitiesOf(after.blocks)]
        .flatMap((id) => activities.get(id) ?? [])
        .filter((activity) => activity.atEnd === 'lift' && isOver(activity, context.today))
        .slice(0, MOST_ENDED)
    : [];

const blocksStillOn = (context: RequestContext, copy: Copy, { activities }: Cards): readonly BlockStillOn[] =>
  blocksInForce(copy.blocks, context.today).map((block) => {
    const activity = activities.get(block.activityId ?? '');
    return { ...block, activityOver: activity !== undefined && isOver(activity, context.today) };
  });

/**
 * Checks a copy in at a branch: ends its loan, routes it (rule R7), and answers its activities and
 * remaining blocks. Lifts the blocks of ended activities on request (rule S3). A copy that is not
 * on loan is checked in as well. Three round trips: the copy, the queue of its title beside the
 * branch and the activities, and one write, which checks the card of who is served; a fourth counts
 * who has left the line of the title. One more for a copy of another branch, and for the cards
 * where they must be read first. Throws `Forbidden`, and `Refused` for an unknown copy or branch.
 */
export const checkIn = (context: RequestContext, request: CheckInRequest): Promise<CheckIn> => {
  let attempts = 0;
  return oncePerRequest<CheckIn>(context, async (recordEffect) => {
    const { copyId, branchId } = request;
    permit(denyDesk(context.caller, branchId));
    const [found, atDesk] = await Promise.all([
      loadCopyWithQueue(context.table, copyId),
      activitiesAt(context.table, branchId, context.today),
    ]);
    if (!found) throw new Refused(await allUnknown(context, copyId, branchId));
    const before = found.copy;
    const { situation, cards } = await loadAround(context, found, { atDesk, branchId }, attempts++ === 0);
    if (!cards.branch) throw new Refused([{ code: 'unknown-branch' }]);
    const ended = request.liftEndedBlocks ? endedOf(context, before, cards) : [];
    const lifted = ended.flatMap(({ id }) => blocksOfActivity(before, id, context.today));
    const { copy, lines } = liftFrom(takenIn(before), lifted, byPerson(context));
    const routing = await routeCopy(context, { ...situation, copy }, branchId, cards);
    const checkedIn: CheckIn = {
      day: context.today,
      copy: nextVersion({ ...routing.after, version: before.version }),
      destination: routing.destination,
      ...(before.missing && { wasMissing: true }),
      ...(before.onOrder && { wasOnOrder: true }),
      blocks: blocksStillOn(context, routing.after, cards),
      belongsTo: belongingOf(routing.after, [...cards.activities.values()], context.today).map(
        ({ id, name }) => ({
          activityId: id,
          name,
        }),
      ),
      lifted,
    };
    const change = changeCopy(before, routing.after, lines, [...ended, ...routing.reliedOn]);
    const again = leftToLift(context, before, routing.after, cards).map((one) =>
      lookAgain(one, context.today),
    );
    await writeAndCount(
      context,
      together(change, followingWrites(context, before, routing), ...again, recordEffect(checkedIn)),
    );
    return checkedIn;
  });
};

/**
 * What is around a copy: the queue of its title, the branch, its activities, and the cards in line.
 * These are trusted at first, and read after a write was lost.
 */
const loadAround = async (
  context: RequestContext,
  found: CopyWithQueue,
  desk: { readonly branchId: string; readonly atDesk: readonly string[] },
  trusts: boolean,
): Promise<{ readonly situation: LoadedSituation; readonly cards: Cards }> => {
  const { copy } = found;
  const [situation, place] = await Promise.all([
    loadTitleQueue(context, found),
    activityIdsOf(context, copy, desk).then((ids) => loadPlace(context, copy, desk.branchId, ids)),
  ]);
  const trusted = trusts ? withTrustedCards(situation, place, context.today) : undefined;
  return { situation, cards: trusted ?? (await withCards(context, situation, place)) };
};

/** The other writes of a check-in: the previous card, and the reservations. */
const followingWrites = (context: RequestContext, { copyId, loan }: Copy, routing: RoutedCopy): Writes =>
  together(
    loan ? endLoan(copyId, loan) : {},
    loan ? uncountFromCard(loan.patronId, { loans: -1 }) : {},
    changeReservations(context, routing),
    routing.conditions,
  );

/** An unknown copy and an unknown branch are reported together (rule R2). */
const allUnknown = async (
  context: RequestContext,
  copyId: string,
  branchId: string,
): Promise<readonly Refusal[]> => {
  const branches = await loadBranches(context.table, [branchId]);
  return [
    { code: 'unknown-copy', copyId },
    ...(branches.has(branchId) ? [] : [{ code: 'unknown-branch' as const }]),
  ];
};
