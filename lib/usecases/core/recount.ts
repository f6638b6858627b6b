/**
 * Stored counts may be wrong on a later day: reservations lapse at midnight, and the night runs at
 * half past three. These functions count again once that day has come, and only then (rule T2).
 */
import pMap from 'p-map';
import { isPast } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import type { Patron } from '../../domain/patron.ts';
import { isOpen, recount } from '../../domain/reservation.ts';
import { loadCopyWithQueue } from '../../store/copies.ts';
import { loadOpenOfPatron } from '../../store/reservations.ts';
import type { RequestContext } from './request-context.ts';

/** The copy with today's queue counts. One request when its counts have lapsed. */
export const copyToday = async (context: RequestContext, copy: Copy): Promise<Copy> => {
  if (!isPast(copy.countsUntil, context.today)) return copy;
  const found = await loadCopyWithQueue(context.table, copy.copyId);
  return found ? recount(found.copy, found.queue, context.today) : copy;
};

/** The copies with today's queue counts. One request per copy with lapsed counts. */
export const copiesToday = (context: RequestContext, copies: readonly Copy[]): Promise<readonly Copy[]> =>
  Promise.all(copies.map((copy) => copyToday(context, copy)));

/** The card with the number of reservations that are open today. One request if it has any. */
export const patronToday = async (context: RequestContext, patron: Patron): Promise<Patron> => {
  if (patron.openReservations === 0) return patron;
  const open = await loadOpenOfPatron(context.table, patron.patronId);
  return {
    ...patron,
    openReservations: open.filter((reservation) => isOpen(reservation, context.today)).length,
  };
};

/** Cards recounted in parallel; a page may have two hundred. */
const CONCURRENCY = 16;

/**
 * The cards with the number of reservations that are open today. One request per card that has any.
 */
export const patronsToday = (
  context: RequestContext,
  patrons: readonly Patron[],
): Promise<readonly Patron[]> =>
  pMap(patrons, (patron) => patronToday(context, patron), { concurrency: CONCURRENCY });
