import { actsFor, type Caller } from '../../domain/caller.ts';
import { Forbidden, NotFound, Refused } from '../../domain/errors.ts';
import { isOpen, type Reservation } from '../../domain/reservation.ts';
import { loadReservation } from '../../store/reservations.ts';
import type { RequestContext } from '../core/request-context.ts';
import { closeOpen } from './close-reservation.ts';
import { otherBranch } from '../core/branch-names.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';

/**
 * Whether a caller may see and cancel a reservation: staff and admins any, a patron their own (rule
 * P1).
 */
const maySee = (caller: Caller, reservation: Reservation): boolean =>
  caller.role !== 'patron' || reservation.patronId === caller.patronId;

/**
 * A reservation that the caller may see. Throws `NotFound`, or `Forbidden` for another patron's.
 */
export const findReservation = async (context: RequestContext, id: string): Promise<Reservation> => {
  const reservation = await loadReservation(context.table, id);
  if (!reservation) throw new NotFound('reservation');
  if (!maySee(context.caller, reservation)) throw new Forbidden('other-patron');
  return reservation;
};

/**
 * Cancels an open reservation; the copy put aside for it goes to the next in line. `seen` as in
 * `If-Match`.
 */
export const cancelReservation = async (
  context: RequestContext,
  id: string,
  seen?: Seen,
): Promise<Reservation> => {
  const found = await findReservation(context, id);
  mustMatch(seen, found.version);
  if (found.cardBranchId !== undefined && !actsFor(context.caller, found.cardBranchId)) {
    throw await otherBranch(context, found.cardBranchId, 'card');
  }
  const stillApplies = (reservation: Reservation) => {
    mustMatch(seen, reservation.version);
    return isOpen(reservation, context.today);
  };
  const cancelled = await closeOpen(context, id, { status: 'cancelled' }, stillApplies);
  if (!cancelled) throw new Refused([{ code: 'reservation-closed' }]);
  return cancelled;
};
