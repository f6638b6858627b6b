import type { Day } from '../../domain/calendar.ts';
import { goesFirst, inLine, numberOf } from '../../domain/reservation.ts';
import type { Situation } from '../../domain/routing.ts';
import type { TitleLine } from '../../domain/title-line.ts';
import { loadCopyWithQueue } from '../../store/copies.ts';
import { loadHeldForTitle } from '../../store/reservations.ts';
import { loadLine } from '../../store/title-lines.ts';
import { loadQueueAfter, loadTitleWithHead } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import { openOldLine } from '../core/title-line.ts';

/** A copy with its own queue, and the head of that of its title. */
export interface LoadedSituation extends Situation {
  /** Undefined while it is not open. */
  readonly line: TitleLine | undefined;
  /** The stamp after which the queue of the title goes on; undefined when all of it is loaded. */
  readonly goesOnAfter?: string | undefined;
}

/** Those at the head of a queue that are read at once. */
const HEAD = 40;

/** A copy with the head of the queue of its title, as it is now. One request. */
export const loadTitleQueue = async (
  context: RequestContext,
  { copy, queue }: Pick<Situation, 'copy' | 'queue'>,
): Promise<LoadedSituation> => {
  const { table } = context;
  const head = await loadTitleWithHead(table, copy.titleId, HEAD);
  if (!head) throw new Error(`Title ${copy.titleId} of a copy is not there.`);
  await openOldLine(context, head.title, head.line);
  const isThere = head.queue.some(({ id }) => id === copy.hold?.reservationId);
  const held = isThere ? [] : await loadHeldForTitle(table, copy.hold);
  return {
    copy,
    queue,
    line: head.line,
    titleQueue: [...head.queue, ...held],
    goesOnAfter: head.goesOnAfter,
  };
};

/**
 * A copy with the queues that it can serve, and the reservation that it is on hold for; undefined
 * when the copy does not exist. Two requests.
 */
export const loadSituation = async (
  context: RequestContext,
  copyId: string,
): Promise<LoadedSituation | undefined> => {
  const found = await loadCopyWithQueue(context.table, copyId);
  return found && loadTitleQueue(context, found);
};

/** Those in line for a copy, as far as the queue of its title is loaded. */
export const lineAsLoaded = ({ copy, queue, titleQueue, goesOnAfter = '~' }: LoadedSituation, today: Day) =>
  inLine([...queue, ...titleQueue], copy, today).filter(
    (reservation) => goesFirst(reservation, copy) || numberOf(reservation) <= goesOnAfter,
  );

/** Those further down that are read at once, where the head of the line cannot be served. */
const FURTHER_DOWN = 400;

/**
 * The situation with the next part of the queue of its title, and the line as it is after that: it
 * names all who should be in this part. Two requests.
 */
export const loadMore = async (
  context: RequestContext,
  situation: LoadedSituation,
  after: string,
): Promise<LoadedSituation> => {
  const { titleId } = situation.copy;
  const part = await loadQueueAfter(context.table, titleId, after, FURTHER_DOWN);
  const line = await loadLine(context.table, titleId);
  const known = new Set(situation.titleQueue.map(({ id }) => id));
  const others = part.queue.filter(({ id }) => !known.has(id));
  return {
    ...situation,
    line,
    titleQueue: [...situation.titleQueue, ...others],
    goesOnAfter: part.goesOnAfter,
  };
};
