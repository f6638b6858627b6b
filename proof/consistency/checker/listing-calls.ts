/** What the lists that were read during the workload say, as calls that the model can judge. */
import { COPIES, titleOf } from '../library.ts';
import type { CommandAnswer } from '../model/answer.ts';
import {
  askedOf,
  isOpen,
  pathOf,
  type ListedCopy,
  type ListedReservation,
  type Listing,
  type ListRead,
} from '../model/listing.ts';
import type { Call } from '../model/operations.ts';

/** A reservation that was accepted, and when that was told. */
export interface Placed {
  readonly id: string;
  readonly titleId: string;
  readonly copyId: string | undefined;
  readonly patronId: string;
  readonly told: number;
}

/** How far a list may be behind (rule T3). */
const TRAILS_MS = 1_000;

export const placedIn = (calls: readonly Call[]): readonly Placed[] =>
  calls.flatMap(({ command, answer, to }) => {
    const id = answer?.status === 201 ? answer.body.id : undefined;
    if (id === undefined || !('pickupBranchId' in command)) return [];
    const copyId = 'copyId' in command ? command.copyId : undefined;
    return [{ id, titleId: titleOf(id), copyId, patronId: command.patronId, told: to }];
  });

const calledAt = (
  { from, to }: Pick<ListRead, 'from' | 'to'>,
  command: Call['command'],
  body: CommandAnswer['body'] = {},
): Call => ({ command, by: { sub: 'list' }, from, to, answer: { status: 200, body } });

const viewOfReservation = (read: ListRead, one: ListedReservation): Call =>
  calledAt(read, { do: 'view a reservation', id: one.id }, one);

const viewOfCopy = (read: ListRead, one: ListedCopy): Call =>
  calledAt(read, { do: 'view a copy', copyId: one.copyId }, one);

/** A list of an index may be behind: what it leaves out may be of a moment before. */
const leftOut = (read: ListRead, listing: Listing): Call =>
  calledAt({ from: read.from - TRAILS_MS, to: read.to }, listing);

/** The reservations of the question of which somebody was told long enough before. */
export const wantedOf = ({ query, from }: ListRead, placed: readonly Placed[]): readonly string[] =>
  query.of === 'reservations'
    ? placed.filter((one) => one[query.by] === query.id && one.told < from - TRAILS_MS).map(({ id }) => id)
    : [];

/**
 * The reservations that are shown; and that those which are not, or as closed, are closed: a closed
 * one stays so.
 */
const ofReservations = (read: ListRead, placed: readonly Placed[]): readonly Call[] => {
  const shown = read.items as readonly ListedReservation[];
  const isShownOpen = (id: string) => shown.some((one) => one.id === id && isOpen(one.status));
  const closed = new Set(
    [...wantedOf(read, placed), ...shown.map(({ id }) => id)].filter((id) => !isShownOpen(id)),
  );
  const list = pathOf(read.query);
  return [
    ...shown.filter(({ id }) => isShownOpen(id)).map((one) => viewOfReservation(read, one)),
    ...[...Map.groupBy(closed, titleOf)].map(([titleId, ids]) =>
      calledAt(read, { do: 'view a list of reservations', list, titleId, closed: ids }),
    ),
  ];
};

const ofCopies = (read: ListRead): readonly Call[] => {
  const shown = read.items as readonly ListedCopy[];
  const { slot, branchId } = askedOf(read.query);
  const list = pathOf(read.query);
  const others = COPIES.filter(
    (copy) =>
      (branchId ?? copy.branchId) === copy.branchId && !shown.some(({ copyId }) => copyId === copy.copyId),
  );
  return [
    ...shown.map((one) => viewOfCopy(read, one)),
    ...others.map(({ copyId }) =>
      leftOut(read, { do: 'view a list of copies', list, copyId, without: slot }),
    ),
  ];
};

const ofLoans = (read: ListRead, patronId: string): readonly Call[] =>
  COPIES.map(({ copyId }) => {
    const isListed = read.items.some((one) => one.copyId === copyId);
    const listing: Listing = {
      do: 'view a list of loans',
      list: pathOf(read.query),
      copyId,
      patronId,
      isListed,
    };
    return isListed ? calledAt(read, listing) : leftOut(read, listing);
  });

const callsOfList = (read: ListRead, placed: readonly Placed[]): readonly Call[] => {
  const { query, items } = read;
  switch (query.of) {
    case 'reservations':
      return ofReservations(read, placed);
    case 'blocked copies':
    case 'copies of an activity':
      return ofCopies(read);
    case 'loans':
      return ofLoans(read, query.patronId);
    case 'pull list':
      return items.flatMap(({ copy, reservation }) =>
        copy && reservation ? [viewOfCopy(read, copy), viewOfReservation(read, reservation)] : [],
      );
    case 'flags':
    case 'activities':
    case 'batches':
      return [];
  }
};

/** What the lists say, as calls that see the state of a title at one moment. */
export const callsOfLists = (reads: readonly ListRead[], calls: readonly Call[]): readonly Call[] => {
  const placed = placedIn(calls);
  return reads.flatMap((read) => callsOfList(read, placed));
};
