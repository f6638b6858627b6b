import { denyCancel } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { Refused } from '../../domain/errors.ts';
import { isOpen, type Reservation } from '../../domain/reservation.ts';
import type { RequestContext } from '../core/request-context.ts';
import { closeOpen } from './close-reservation.ts';
import { findReservation } from './show-reservation.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';

/**
 * Cancels an open reservation; a copy on hold for it goes to the next in line. `seen` is
 * `If-Match`. Throws `NotFound`, `Forbidden`, `VersionMismatch`, and `Refused` with
 * `reservation-closed`.
 */
export const cancelReservation = async (
  context: RequestContext,
  id: string,
  seen?: Seen,
): Promise<Reservation> => {
  const found = await findReservation(context, id);
  mustMatch(seen, found.version);
  permit(denyCancel(context.caller, found));
  const stillApplies = (reservation: Reservation) => {
    mustMatch(seen, reservation.version);
    return isOpen(reservation, context.today);
  };
  const cancelled = await closeOpen(context, id, { status: 'cancelled' }, stillApplies);
  if (!cancelled) throw new Refused([{ code: 'reservation-closed' }]);
  return cancelled;
};
