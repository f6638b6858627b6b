import { loanBlocksOf } from './blocking.ts';
import {
  copyInState,
  withCopy,
  withOpen,
  type TitleState,
  type CopyState,
  type Facts,
  type ReservationState,
} from './title-state.ts';
import { isOwnDisplay, lineOf, patronIn, refusalsOfCode } from './reserving.ts';

/** Whether a copy in hand may serve a reservation today (rules B4–B7, R7). */
export const mayServe = (copy: CopyState, reservation: ReservationState, facts: Facts): boolean => {
  const display = isOwnDisplay(copy, patronIn(facts, reservation.patronId));
  if (!display && loanBlocksOf(copy, facts).length > 0) return false;
  if (reservation.copyId !== undefined) return reservation.copyId === copy.copyId;
  return refusalsOfCode(copy, reservation, facts).length === 0;
};

/**
 * The reservation that a copy at a branch serves: the one that it is put aside for, or the first in
 * the queue that it may serve (rule R7).
 */
const servedBy = (state: TitleState, copy: CopyState, facts: Facts): ReservationState | undefined => {
  const held = state.open.find(({ id }) => id === copy.hold);
  if (held && (held.status === 'ready' || mayServe(copy, held, facts))) return held;
  return lineOf(state, copy, facts, 'both queues').find((one) => mayServe(copy, one, facts));
};

/**
 * A reservation after the routing of a copy: served if it was chosen; waiting again if it lost the
 * copy.
 */
const afterRouting = (
  one: ReservationState,
  chosen: ReservationState | undefined,
  { copyId, hold }: CopyState,
  branchId: string,
): ReservationState => {
  if (one === chosen) {
    return { ...one, status: one.pickupBranchId === branchId ? 'ready' : 'in-transit', servedBy: copyId };
  }
  return one.id === hold ? { ...one, status: 'waiting', servedBy: undefined } : one;
};

/**
 * The state after a copy at a branch is routed: put aside, in transit, or to the shelf (rule R7).
 */
export const routed = (state: TitleState, copyId: string, branchId: string, facts: Facts): TitleState => {
  const copy = copyInState(state, copyId);
  const chosen = servedBy(state, copy, facts);
  const to = chosen?.pickupBranchId ?? copy.branchId;
  const open = state.open.map((one) => afterRouting(one, chosen, copy, branchId));
  const after = { ...copy, hold: chosen?.id, transitTo: to === branchId ? undefined : to };
  return withOpen(withCopy(state, after), open);
};

/** The state without an open reservation; its copy goes to the next in the queue (rule R7). */
export const withoutReservation = (state: TitleState, id: string, facts: Facts): TitleState => {
  const gone = state.open.find((one) => one.id === id);
  const rest = withOpen(
    state,
    state.open.filter((one) => one !== gone),
  );
  const copy = state.copies.find(({ hold }) => hold === id);
  if (!copy || !gone) return rest;
  const free = withCopy(rest, { ...copy, hold: undefined });
  return copy.transitTo === undefined ? routed(free, copy.copyId, gone.pickupBranchId, facts) : free;
};
