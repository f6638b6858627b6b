import { isOnShelf, type Copy } from './copy.ts';
import { mayServe, type Circumstances } from './hold-rules.ts';
import { goesFirst, isWaiting, oldestFirst, type OpenReservation } from './reservation.ts';

/** A copy that is to be fetched from the shelf, and the reservation that asks for it. */
export interface Pull {
  readonly copy: Copy;
  readonly reservation: OpenReservation;
}

/**
 * The copies of a title to fetch: one per waiting reservation, at its pick-up branch if possible
 * (rule R8). The oldest reservation chooses first, after special cards of the copy's own branch
 * (rule R6).
 */
export const copiesToPull = (
  copies: readonly Copy[],
  reservations: readonly OpenReservation[],
  circumstances: Circumstances,
): readonly Pull[] => {
  const free = new Map(copies.filter(isOnShelf).map((copy) => [copy.copyId, copy]));
  const inOrder = reservations
    .filter((reservation) => isWaiting(reservation, circumstances.today))
    .sort((a, b) => rank(a, free) - rank(b, free) || oldestFirst(a, b));
  return inOrder.flatMap((reservation) => {
    const copy = bestFor(reservation, [...free.values()], circumstances);
    if (!copy) return [];
    free.delete(copy.copyId);
    return [{ copy, reservation }];
  });
};

const rank = (reservation: OpenReservation, copies: ReadonlyMap<string, Copy>): number => {
  const copy = copies.get(reservation.copyId ?? '');
  return copy && goesFirst(reservation, copy) ? 0 : 1;
};

const bestFor = (
  reservation: OpenReservation,
  copies: readonly Copy[],
  circumstances: Circumstances,
): Copy | undefined => {
  const able = copies
    .filter((copy) =>
      mayServe(copy, reservation, circumstances.patrons.get(reservation.patronId), circumstances),
    )
    .sort((a, b) => a.copyId.localeCompare(b.copyId));
  return able.find((copy) => copy.branchId === reservation.pickupBranchId) ?? able[0];
};
