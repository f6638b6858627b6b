import type { Reservation } from '../../lib/api/types.ts';

const ORDER: readonly Reservation['status'][] = ['ready', 'in-transit', 'waiting'];

/**
 * Open reservations in the order in which they matter at the desk: what can be fetched first, then
 * the oldest.
 */
export const readyFirst = (a: Reservation, b: Reservation): number =>
  ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || a.placedAt.localeCompare(b.placedAt);
