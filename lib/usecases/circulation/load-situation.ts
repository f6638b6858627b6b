import type { Day } from '../../domain/calendar.ts';
import { goesFirst, inLine, numberOf } from '../../domain/reservation.ts';
import type { Situation } from '../../domain/routing.ts';
import { loadCopyWithQueue } from '../../store/copies.ts';
import { loadHeldForTitle } from '../../store/reservations.ts';
import { loadQueueAfter } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import { loadHeadOfLine } from './join-line.ts';

/** A copy with its own queue, and the head of that of its title. */
export interface LoadedSituation extends Situation {
  /** The stamp after which the queue of the title goes on; undefined when all of it is loaded. */
  readonly goesOnAfter?: string | undefined;
}

/**
 * A copy with the queues that it can serve, and the reservation that it is on hold for; undefined
 * when the copy does not exist. Two requests, and more while somebody is on the way into the line.
 */
export const loadSituation = async (
  context: RequestContext,
  copyId: string,
): Promise<LoadedSituation | undefined> => {
  const found = await loadCopyWithQueue(context.table, copyId);
  if (!found) return undefined;
  const { queue, goesOnAfter } = await loadHeadOfLine(context, found.copy.titleId);
  const { hold } = found.copy;
  const isThere = queue.some(({ id }) => id === hold?.reservationId);
  const held = isThere ? [] : await loadHeldForTitle(context.table, hold);
  return { ...found, titleQueue: [...queue, ...held], goesOnAfter };
};

/** Those in line for a copy, as far as the queue of its title is loaded. */
export const lineAsLoaded = ({ copy, queue, titleQueue, goesOnAfter = '~' }: LoadedSituation, today: Day) =>
  inLine([...queue, ...titleQueue], copy, today).filter(
    (reservation) => goesFirst(reservation, copy) || numberOf(reservation) <= goesOnAfter,
  );

/** Those further down that are read at once, where the head of the line cannot be served. */
const FURTHER_DOWN = 400;

/** The situation with the next part of the queue of its title. One request. */
export const loadMore = async (
  context: RequestContext,
  situation: LoadedSituation,
  after: string,
): Promise<LoadedSituation> => {
  const part = await loadQueueAfter(context.table, situation.copy.titleId, after, FURTHER_DOWN);
  const known = new Set(situation.titleQueue.map(({ id }) => id));
  const others = part.queue.filter(({ id }) => !known.has(id));
  return {
    ...situation,
    titleQueue: [...situation.titleQueue, ...others],
    goesOnAfter: part.goesOnAfter,
  };
};
