import {
  askedOf,
  isAskedFor,
  isOpen,
  pathOf,
  type Listed,
  type ListedCopy,
  type ListedReservation,
  type ListQuery,
  type ListRead,
} from '../model/listing.ts';
import type { Call } from '../model/operations.ts';
import { placedIn, wantedOf } from './listing-calls.ts';
import { repeated } from './repeated.ts';

const keysOf = ({ id, copyId, copy, reservation }: Listed): readonly string[] =>
  copy && reservation ? [copy.copyId, reservation.id] : [String(id ?? copyId)];

const isReservationOf = (query: Extract<ListQuery, { of: 'reservations' }>, one: Listed): boolean => {
  const shown = one as ListedReservation & Readonly<Record<string, unknown>>;
  return shown[query.by] === query.id && (!query.open || isOpen(shown.status));
};

const isBlockedCopyOf = (query: ListQuery, one: Listed): boolean => {
  const { slot, branchId } = askedOf(query);
  const shown = one as ListedCopy;
  const isThere = branchId === undefined || shown.branchId === branchId;
  return isThere && shown.blocks.some((block) => isAskedFor(block, slot));
};

const isPullAt = (branchId: string, { copy, reservation }: Listed): boolean =>
  copy?.status === 'available' && copy.branchId === branchId && reservation?.status === 'waiting';

/** Whether a thing, as the list shows it, is what the list is of. */
const belongs = (query: ListQuery, one: Listed): boolean => {
  switch (query.of) {
    case 'reservations':
      return isReservationOf(query, one);
    case 'blocked copies':
    case 'copies of an activity':
      return isBlockedCopyOf(query, one);
    case 'loans':
      return one.patronId === query.patronId;
    case 'pull list':
      return isPullAt(query.branchId, one);
    case 'flags':
    case 'activities':
    case 'batches':
      return true;
  }
};

/**
 * The violations that a list shows by itself (rule T3): something twice, or something that is not
 * what the list is of; or no trace of a reservation that somebody was told of before.
 */
export const wrongInList = (read: ListRead, calls: readonly Call[]): readonly string[] => {
  const { query, items } = read;
  const path = pathOf(query);
  const ids = items.map(({ id }) => id);
  const lost = query.of === 'reservations' && !query.open ? wantedOf(read, placedIn(calls)) : [];
  return [
    ...repeated(items.flatMap(keysOf)).map((key) => `${path} listed ${key} twice`),
    ...items
      .filter((one) => !belongs(query, one))
      .map((one) => `${path} listed ${JSON.stringify(one)}, which does not belong there`),
    ...lost
      .filter((id) => !ids.includes(id))
      .map((id) => `${path} did not list ${id}, which was accepted before`),
  ];
};
