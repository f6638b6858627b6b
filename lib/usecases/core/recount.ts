/**
 * What is counted when something changes may be wrong on a later day: reservations lapse at
 * midnight, the night comes by at half past three. Here counts are taken again where that day has
 * come, and only there (rule T2).
 */
import pMap from 'p-map';
import { isPast } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import type { Patron } from '../../domain/patron.ts';
import type { Title } from '../../domain/title.ts';
import { isOpen, recount } from '../../domain/reservation.ts';
import { loadCopyWithQueue } from '../../store/copies.ts';
import { loadOpenOfPatron } from '../../store/reservations.ts';
import { loadTitleWithQueue } from '../../store/titles.ts';
import type { RequestContext } from './request-context.ts';

/** A copy with the counts of its queue as they are today. */
export const copyToday = async (context: RequestContext, copy: Copy): Promise<Copy> => {
  if (!isPast(copy.countsUntil, context.today)) return copy;
  const found = await loadCopyWithQueue(context.table, copy.copyId);
  return found ? recount(found.copy, found.queue, context.today) : copy;
};

/** Copies with the counts of their queues as they are today. */
export const copiesToday = (context: RequestContext, copies: readonly Copy[]): Promise<readonly Copy[]> =>
  Promise.all(copies.map((copy) => copyToday(context, copy)));

/** A title with the number of its reservations that are open today. */
export const titleToday = async (context: RequestContext, title: Title): Promise<Title> => {
  if (!isPast(title.waitingUntil, context.today)) return title;
  const queue = (await loadTitleWithQueue(context.table, title.titleId))?.queue ?? [];
  return { ...title, waiting: queue.filter((reservation) => isOpen(reservation, context.today)).length };
};

/** A card with the number of its reservations that are open today. */
export const patronToday = async (context: RequestContext, patron: Patron): Promise<Patron> => {
  if (patron.openReservations === 0) return patron;
  const open = await loadOpenOfPatron(context.table, patron.patronId);
  return {
    ...patron,
    openReservations: open.filter((reservation) => isOpen(reservation, context.today)).length,
  };
};

/** As many cards are counted at the same time: a page may be of two hundred. */
const CONCURRENCY = 16;

/**
 * Cards with the numbers of their reservations that are open today. One request per card that has
 * any.
 */
export const patronsToday = (
  context: RequestContext,
  patrons: readonly Patron[],
): Promise<readonly Patron[]> =>
  pMap(patrons, (patron) => patronToday(context, patron), { concurrency: CONCURRENCY });
