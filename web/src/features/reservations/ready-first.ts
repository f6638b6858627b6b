import type { Reservation } from '../../lib/api/types.ts';

const ORDER: readonly Reservation['status'][] = ['ready', 'in-transit', 'waiting'];

/** Orders open reservations for the desk: those that can be collected first, then the oldest. */
export const readyFirst = (a: Reservation, b: Reservation): number =>
  ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || a.placedAt.localeCompare(b.placedAt);
