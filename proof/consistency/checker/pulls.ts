import { titleOf } from '../library.ts';
import { allCanBeServed, servedOf, type Able } from '../model/matching.ts';
import { isOwnDisplay, patronIn } from '../model/reserving.ts';
import { mayServe } from '../model/serving.ts';
import { withOpen, type CopyState, type Facts, type ReservationState } from '../model/title-state.ts';
import { repeated } from './repeated.ts';

/** A line of a pull list: a copy, and the reservation that it is to be fetched for. */
export interface Pull {
  readonly branchId: string;
  readonly copyId: string;
  readonly id: string;
}

/** The pull lists of all branches at a quiet moment, with what they are made from. */
export interface PullLists {
  readonly pulls: readonly Pull[];
  readonly waiting: readonly ReservationState[];
  /** The copies on the shelves. */
  readonly free: readonly CopyState[];
}

/** A line of a pull list, with its copy and its reservation as they are. */
interface Pair {
  readonly copy: CopyState;
  readonly one: ReservationState;
}

const fits = (copy: CopyState, one: ReservationState, facts: Facts): boolean =>
  titleOf(one.id) === titleOf(copy.copyId) && mayServe(copy, one, facts);

const pairIn = ({ waiting, free }: PullLists, pull: Pull, facts: Facts): Pair | undefined => {
  const copy = free.find(({ copyId, branchId }) => copyId === pull.copyId && branchId === pull.branchId);
  const one = waiting.find(({ id }) => id === pull.id);
  return copy && one && fits(copy, one, facts) ? { copy, one } : undefined;
};

const pairsIn = (lists: PullLists, facts: Facts): readonly Pair[] =>
  lists.pulls.flatMap((pull) => pairIn(lists, pull, facts) ?? []);

/** Those who wait for a title, in the order of the line; cards of a display go first (rule R6). */
const lineOf = (waiting: readonly ReservationState[], copies: readonly CopyState[], facts: Facts) => {
  const { open } = withOpen({ copies, open: [] }, waiting);
  const isFirst = ({ copyId, patronId }: ReservationState): boolean =>
    copies.some((copy) => copy.copyId === copyId && isOwnDisplay(copy, patronIn(facts, patronId)));
  return [...open.filter(isFirst), ...open.filter((one) => !isFirst(one))];
};

/** Who is passed over: in the order of the line, the listed copies can serve them. */
const passedOver = (
  pairs: readonly Pair[],
  waiting: readonly ReservationState[],
  facts: Facts,
): readonly string[] => {
  const copies = pairs.map(({ copy }) => copy);
  const ableOf = (one: ReservationState): Able =>
    copies.filter((copy) => fits(copy, one, facts)).map(({ copyId }) => copyId);
  return servedOf(lineOf(waiting, copies, facts), ableOf)
    .filter((one) => !pairs.some((pair) => pair.one === one))
    .map(({ id }) => `${id} is passed over: the copies to be fetched can serve it and all before it`);
};

/** Who gets a copy from elsewhere, though all could be served with one of these at its branch. */
const sentAround = (pairs: readonly Pair[], facts: Facts): readonly string[] => {
  const isThere = ({ copy, one }: Pair): boolean => copy.branchId === one.pickupBranchId;
  const ableOf = ({ one }: Pair, onlyThere: boolean): Able =>
    pairs
      .filter(({ copy }) => fits(copy, one, facts) && (!onlyThere || isThere({ copy, one })))
      .map(({ copy }) => copy.copyId);
  return pairs
    .filter((pair) => !isThere(pair))
    .filter((pair) => allCanBeServed(pairs.map((each) => ableOf(each, each === pair || isThere(each)))))
    .map(
      ({ copy, one }) =>
        `${copy.copyId} is to travel for ${one.id}: all can be served with one from its own branch`,
    );
};

/** Whose own copy is fetched for another, who could have one that stands on the shelf. */
const takenAway = (
  pairs: readonly Pair[],
  left: readonly ReservationState[],
  copiesLeft: readonly CopyState[],
  facts: Facts,
): readonly string[] =>
  pairs
    .filter(({ one }) => one.copyId === undefined)
    .flatMap(({ copy, one }) => {
      const owner = left.find((each) => each.copyId === copy.copyId && fits(copy, each, facts));
      const other = copiesLeft.find((each) => fits(each, one, facts));
      return owner && other
        ? [`${copy.copyId} is to be fetched for ${one.id} and not for ${owner.id}: ${other.copyId} would do`]
        : [];
    });

/**
 * The violations in the lines of pull lists (rule R8): each is a copy on the shelf that may serve
 * its reservation; no copy or reservation is listed twice. With the listed copies, those who wait
 * are served in the order of the line, and no copy travels needlessly.
 */
export const wrongWithPulls = (lists: PullLists, facts: Facts): readonly string[] => {
  const { pulls, waiting } = lists;
  const ofTitle = Map.groupBy(pairsIn(lists, facts), ({ one }) => titleOf(one.id));
  const lineOfTitle = (titleId: string) => waiting.filter(({ id }) => titleOf(id) === titleId);
  return [
    ...repeated(pulls.flatMap(({ copyId, id }) => [copyId, id])).map(
      (one) => `${one} is on the pull lists twice`,
    ),
    ...pulls
      .filter((pull) => !pairIn(lists, pull, facts))
      .map(({ copyId, id }) => `${copyId} is to be fetched for ${id}, which it may not serve`),
    ...[...ofTitle].flatMap(([titleId, pairs]) => [
      ...passedOver(pairs, lineOfTitle(titleId), facts),
      ...sentAround(pairs, facts),
    ]),
  ];
};

/**
 * The violations in what pull lists leave out once everything is asked for (rule R8): no copy and
 * reservation are left that fit each other, and nobody loses the copy that they reserved while
 * another would do.
 */
export const wrongWithLeftOver = (lists: PullLists, facts: Facts): readonly string[] => {
  const { pulls, waiting, free } = lists;
  const left = waiting.filter(({ id }) => !pulls.some((pull) => pull.id === id));
  const copiesLeft = free.filter(({ copyId }) => !pulls.some((pull) => pull.copyId === copyId));
  return [
    ...left.flatMap((one) => {
      const copy = copiesLeft.find((each) => fits(each, one, facts));
      return copy ? [`${copy.copyId} is on the shelf, and is not to be fetched for ${one.id}`] : [];
    }),
    ...takenAway(pairsIn(lists, facts), left, copiesLeft, facts),
  ];
};
