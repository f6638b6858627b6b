import type { ThemeAgreement } from './theme-agreement.ts';
import { loanBlockInForce } from './block.ts';
import type { Day } from './calendar.ts';
import type { Copy } from './copy.ts';
import type { Patron } from './patron.ts';
import { inLine, type OpenReservation } from './reservation.ts';
import { isForOwnDisplay, isKeptFromTitleQueue } from './reservation-rules.ts';

/** The cards of the reservations in line, by card number. */
export type Patrons = ReadonlyMap<string, Patron>;

/** The facts besides a copy and a reservation: the cards, the agreements (rule A5), the day. */
export interface Circumstances {
  readonly patrons: Patrons;
  readonly agreements: readonly ThemeAgreement[];
  readonly today: Day;
}

/** The same without the cards. */
export type DayCircumstances = Omit<Circumstances, 'patrons'>;

/** The destination of a copy after a check-in or a release (rule R7, contract `next`). */
export type Destination =
  | { readonly next: 'shelf' | 'withdrawn' }
  | { readonly next: 'reservation-shelf' | 'special-card'; readonly reservation: OpenReservation }
  | { readonly next: 'transit'; readonly toBranchId: string; readonly reservation?: OpenReservation };

/**
 * Whether a copy in hand can serve a reservation on a day: it can be reserved and lent. A copy
 * reservation passed the rules when it was placed, so later reservation blocks and agreements do
 * not stop it. Behind a loan block it waits, unless it is for a special card of the copy's own
 * branch (rules A5, B4, B5, B7, R4, R7).
 */
export const mayServe = (
  copy: Copy,
  reservation: OpenReservation,
  patron: Patron | undefined,
  { agreements, today }: DayCircumstances,
): boolean => {
  if (!patron || patron.blocked || patron.leaving || copy.withdrawn) return false;
  if (!isForOwnDisplay(copy, patron) && loanBlockInForce(copy.blocks, today)) return false;
  if (reservation.kind === 'copy') return reservation.copyId === copy.copyId;
  return (
    reservation.titleId === copy.titleId &&
    !isKeptFromTitleQueue(copy, { patron, pickupBranchId: reservation.pickupBranchId, agreements }, today)
  );
};

/**
 * The first reservation in line, over both queues, that a copy in hand may serve (rules R6, R7).
 */
export const firstServed = (
  copy: Copy,
  queues: readonly OpenReservation[],
  circumstances: Circumstances,
): OpenReservation | undefined =>
  inLine(queues, copy, circumstances.today).find((reservation) =>
    mayServe(copy, reservation, circumstances.patrons.get(reservation.patronId), circumstances),
  );

/**
 * The destination of a copy at a branch, for this reservation or for none (rule R7). A withdrawn
 * copy goes nowhere (rule R11).
 */
export const destinationAt = (
  branchId: string,
  copy: Copy,
  reservation: OpenReservation | undefined,
): Destination => {
  if (!reservation) {
    if (copy.withdrawn) return { next: 'withdrawn' };
    return branchId === copy.branchId ? { next: 'shelf' } : { next: 'transit', toBranchId: copy.branchId };
  }
  const { pickupBranchId } = reservation;
  if (pickupBranchId !== branchId) return { next: 'transit', toBranchId: pickupBranchId, reservation };
  return { next: reservation.cardBranchId === branchId ? 'special-card' : 'reservation-shelf', reservation };
};
