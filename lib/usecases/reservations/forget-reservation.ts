import type { Reservation } from '../../domain/reservation.ts';
import { forgetPatron, loadReservation } from '../../store/reservations.ts';
import type { RequestContext } from '../core/request-context.ts';
import { retryOnConflict } from '../core/retry.ts';

/**
 * Removes the patron from a closed reservation (rule P2); false when it is open, does not exist, or
 * has no patron any more.
 */
export const forgetReservation = (
  context: RequestContext,
  id: string,
  applies: (reservation: Reservation) => boolean = () => true,
): Promise<boolean> =>
  retryOnConflict(async () => {
    const reservation = await loadReservation(context.table, id);
    if (reservation?.closedOn === undefined || reservation.patronId === undefined) return false;
    if (!applies(reservation)) return false;
    await context.table.write(forgetPatron(reservation));
    return true;
  });
