import type { Reservation } from '../../domain/reservation.ts';
import { forgetPatron, loadReservation } from '../../store/reservations.ts';
import type { RequestContext } from '../core/request-context.ts';
import { retryOnConflict } from '../core/retry.ts';

/**
 * Makes a closed reservation lose its patron (rule P2); false where it is open, gone, or has none
 * any more.
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
