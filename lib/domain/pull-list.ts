/** Which copies of a title are fetched from the shelves, and for whom (rule R8). */
import { isOnShelf, type Copy } from './copy.ts';
import { mayServe, type Circumstances } from './hold-rules.ts';
import { goesFirst, isWaiting, oldestFirst, type OpenReservation } from './reservation.ts';

/** A copy that is to be fetched from the shelf, and the reservation that asks for it. */
export interface Pull {
  readonly copy: Copy;
  readonly reservation: OpenReservation;
}

/** The copies that each reservation may get, and who gets which so far. */
interface Match {
  readonly able: Map<OpenReservation, readonly Copy[]>;
  readonly pulledFor: Map<Copy, OpenReservation>;
  /** Copies from which a search found no free one: none ever will. It keeps a long line cheap. */
  readonly settled: Set<Copy>;
}

/**
 * Finds a copy for one more reservation; others change theirs where that helps, and all keep one.
 * False, with nothing changed, when there is none (an augmenting path of a bipartite matching).
 */
const findCopy = (match: Match, reservation: OpenReservation, tried = new Set<Copy>()): boolean => {
  const { able, pulledFor } = match;
  const copies = able.get(reservation) ?? [];
  const free = copies.find((copy) => !pulledFor.has(copy));
  const yields = (copy: Copy): boolean => {
    const other = pulledFor.get(copy);
    if (!other || tried.has(copy)) return false;
    tried.add(copy);
    return findCopy(match, other, tried);
  };
  const found = free ?? copies.find(yields);
  if (found) pulledFor.set(found, reservation);
  return found !== undefined;
};

/** Serves one more reservation, if all before it stay served. */
const serve = (
  match: Match,
  reservation: OpenReservation,
  onShelf: readonly Copy[],
  circumstances: Circumstances,
): void => {
  const open = onShelf.filter((copy) => !match.settled.has(copy));
  match.able.set(reservation, ableFor(reservation, open, circumstances));
  const tried = new Set<Copy>();
  if (findCopy(match, reservation, tried)) return;
  for (const copy of tried) match.settled.add(copy);
};

/**
 * Gives a served reservation a copy at its pick-up branch if all that are served still can be; it
 * keeps to that branch from then on.
 */
const preferPickupBranch = (match: Match, reservation: OpenReservation): void => {
  const { able, pulledFor } = match;
  const all = able.get(reservation) ?? [];
  const there = all.filter(({ branchId }) => branchId === reservation.pickupBranchId);
  const copy = all.find((one) => pulledFor.get(one) === reservation);
  if (there.length === 0 || !copy) return;
  able.set(reservation, there);
  if (there.includes(copy)) return;
  pulledFor.delete(copy);
  if (findCopy(match, reservation)) return;
  able.set(reservation, all);
  pulledFor.set(copy, reservation);
};

/**
 * The copies of a title to fetch, one per waiting reservation (rule R8). In the order of the line,
 * after special cards of the copy's own branch (R6), each reservation is served if it and all
 * before it can be. Each gets a copy at its pick-up branch, in the same order, where that costs
 * nobody a copy.
 */
export const copiesToPull = (
  copies: readonly Copy[],
  reservations: readonly OpenReservation[],
  circumstances: Circumstances,
): readonly Pull[] => {
  const onShelf = copies.filter(isOnShelf).toSorted((a, b) => (a.copyId < b.copyId ? -1 : 1));
  const inOrder = inOrderOfTheLine(reservations, onShelf, circumstances);
  const match: Match = { able: new Map(), pulledFor: new Map(), settled: new Set() };
  for (const reservation of inOrder) serve(match, reservation, onShelf, circumstances);
  for (const reservation of inOrder) preferPickupBranch(match, reservation);
  const copyFor = new Map([...match.pulledFor].map(([copy, reservation]) => [reservation, copy]));
  return inOrder.flatMap((reservation) => {
    const copy = copyFor.get(reservation);
    return copy ? [{ copy, reservation }] : [];
  });
};

/** The copies that may serve a reservation, those at its pick-up branch first. */
const ableFor = (
  reservation: OpenReservation,
  copies: readonly Copy[],
  circumstances: Circumstances,
): readonly Copy[] => {
  const patron = circumstances.patrons.get(reservation.patronId);
  const able = copies.filter((copy) => mayServe(copy, reservation, patron, circumstances));
  const isThere = ({ branchId }: Copy): boolean => branchId === reservation.pickupBranchId;
  return [...able.filter(isThere), ...able.filter((copy) => !isThere(copy))];
};

const inOrderOfTheLine = (
  reservations: readonly OpenReservation[],
  copies: readonly Copy[],
  { today }: Circumstances,
): readonly OpenReservation[] => {
  const byId = new Map(copies.map((copy) => [copy.copyId, copy]));
  const rank = (reservation: OpenReservation): number => {
    const copy = byId.get(reservation.copyId ?? '');
    return copy && goesFirst(reservation, copy) ? 0 : 1;
  };
  return reservations
    .filter((reservation) => isWaiting(reservation, today))
    .toSorted((a, b) => rank(a) - rank(b) || oldestFirst(a, b));
};
