import { omit } from './omit.ts';
import { addDays, type Day } from './calendar.ts';
import type { OpenReservation, Reservation, ReservationStatus } from './reservation.ts';

/** How a reservation closes. */
export interface ReservationClosing {
  readonly status: Extract<ReservationStatus, 'fulfilled' | 'cancelled' | 'expired'>;
  readonly today: Day;
  /** Days for which its patron is kept (rule P2); 0 forgets at once. */
  readonly retentionDays: number;
}

/** An open reservation once it is closed. */
export const closed = (
  before: OpenReservation,
  { status, today, retentionDays }: ReservationClosing,
): Reservation => {
  const { patronId } = before;
  return {
    ...omit(before, 'readyUntil', 'patronId'),
    status,
    closedOn: today,
    ...(retentionDays > 0 && { patronId, patronUntil: addDays(today, retentionDays) }),
    version: before.version + 1,
  };
};
