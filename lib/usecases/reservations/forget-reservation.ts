import type { Reservation } from '../../domain/reservation.ts';
import { forgetPatron, loadReservation } from '../../store/reservations.ts';
import type { Act } from '../core/request-context.ts';
import { untilSettled } from '../core/retry.ts';

/** Makes a closed reservation lose its patron (rule P2); false where it is open, gone, or has none any more. */
export const forgetReservation = (
  act: Act,
  id: string,
  applies: (reservation: Reservation) => boolean = () => true,
): Promise<boolean> =>
  untilSettled(async () => {
    const reservation = await loadReservation(act.table, id);
    if (reservation?.closedOn === undefined || reservation.patronId === undefined) return false;
    if (!applies(reservation)) return false;
    await act.table.write(forgetPatron(reservation));
    return true;
  });
