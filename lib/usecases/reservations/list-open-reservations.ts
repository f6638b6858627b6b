import type { Copy } from '../../domain/copy.ts';
import {
  goesFirst,
  inLine,
  isOpen,
  isWaiting,
  positions,
  stampOf,
  type OpenReservation,
} from '../../domain/reservation.ts';
import { loadCopies, loadCopyWithQueue, type CopyWithQueue } from '../../store/copies.ts';
import { type PageRange, cutPage, filledPage, type Page } from '../../store/page.ts';
import { loadOpenOfPatron } from '../../store/reservations.ts';
import { loadTitleWithAll } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import { cardShown, type ReservationsOf } from './list-reservations.ts';
import { onDay, reservationsToday, type ReservationToday } from './show-reservation.ts';

/** An item with its place; a list is ordered by place. */
interface Placed<T> {
  readonly item: T;
  readonly place: string;
}

/** The items after a place, in order. */
const inOrder = <T>(placed: readonly Placed<T>[], after = ''): readonly Placed<T>[] =>
  placed.filter(({ place }) => place > after).sort((a, b) => (a.place < b.place ? -1 : 1));

const pageInOrder = <T>(placed: readonly Placed<T>[], { after, limit }: PageRange): Page<T> => {
  const { items, ...more } = cutPage(inOrder(placed, after), limit, ({ place }) => place);
  return { items: items.map(({ item }) => item), ...more };
};

/**
 * The open reservations of a card in the order in which they were placed, optionally of one title
 * or copy. One request, and one per queue on the page.
 */
const listOfCard = async (
  context: RequestContext,
  patronId: string,
  { titleId, copyId }: ReservationsOf,
  part: PageRange,
): Promise<Page<ReservationToday>> => {
  const open = (await loadOpenOfPatron(context.table, patronId))
    .filter((reservation) => isOpen(reservation, context.today))
    .filter((reservation) => titleId === undefined || reservation.titleId === titleId)
    .filter((reservation) => copyId === undefined || reservation.copyId === copyId);
  const { items, ...more } = pageInOrder(
    open.map((item) => ({ item, place: stampOf(item.id) })),
    part,
  );
  return { ...more, items: await reservationsToday(context, items) };
};

/**
 * The open reservations of a copy in queue order (rule R6). A ready reservation keeps its place, so
 * that nothing moves between two pages.
 */
const placedOfCopy = (
  context: RequestContext,
  { copy, queue }: CopyWithQueue,
): readonly Placed<ReservationToday>[] => {
  const line = { places: positions(inLine(queue, copy, context.today)), copy };
  return queue
    .filter((reservation) => isOpen(reservation, context.today))
    .map((reservation) => ({
      item: onDay(reservation, line, context.today),
      place: `${goesFirst(reservation, copy) ? 0 : 1}#${stampOf(reservation.id)}`,
    }));
};

const placedOfTitle = (
  context: RequestContext,
  queue: readonly OpenReservation[],
): readonly Placed<ReservationToday>[] => {
  const line = { places: positions(queue.filter((reservation) => isWaiting(reservation, context.today))) };
  return queue
    .filter((reservation) => isOpen(reservation, context.today))
    .map((reservation) => ({
      item: onDay(reservation, line, context.today),
      place: `#${stampOf(reservation.id)}`,
    }));
};

/** The open reservations of a copy. One request. */
const listOfCopy = async (
  context: RequestContext,
  copyId: string,
  part: PageRange,
): Promise<Page<ReservationToday>> => {
  const found = await loadCopyWithQueue(context.table, copyId);
  return pageInOrder(found ? placedOfCopy(context, found) : [], part);
};

/** The list of a title has its own queue first, and then the queue of each copy. */
const placeIn = (copyId: string, place: string): string => `${copyId}#${place}`;
const endOf = (copyId: string): string => placeIn(copyId, '~');

/** The first copies that together have this many reservations. */
const withAsMany = (copies: readonly Copy[], wanted: number): readonly Copy[] => {
  const first: Copy[] = [];
  let left = wanted;
  for (const copy of copies) {
    if (left <= 0) break;
    first.push(copy);
    left -= copy.reservations;
  }
  return first;
};

/** The queues of reserved copies, as many as a page needs, and where to go on. */
const queuesOfCopies = async (context: RequestContext, copyIds: readonly string[], wanted: number) => {
  const reserved = [...(await loadCopies(context.table, copyIds)).values()]
    .filter(({ reservations }) => reservations > 0)
    .sort((a, b) => (endOf(a.copyId) < endOf(b.copyId) ? -1 : 1));
  const needed = withAsMany(reserved, wanted);
  const queues = await Promise.all(needed.map(({ copyId }) => loadCopyWithQueue(context.table, copyId)));
  const last = reserved.length > needed.length ? needed.at(-1) : undefined;
  return { queues: queues.filter((queue) => queue !== undefined), ...(last && { next: endOf(last.copyId) }) };
};

/**
 * The queue of a title and the queues of its copies. One request for the title; when its own queue
 * does not fill the page, one per hundred copies, and one per queue on the page. It reads on when
 * the counts of copies exceed the result: some reservations were on the previous page, or have
 * lapsed.
 */
const listOfTitle = (
  context: RequestContext,
  titleId: string,
  part: PageRange,
): Promise<Page<ReservationToday>> =>
  filledPage(part, async ({ after = '', limit }) => {
    const { queue = [], copyIds = [] } = (await loadTitleWithAll(context.table, titleId)) ?? {};
    const own = inOrder(placedOfTitle(context, queue), after);
    if (own.length > limit) return { items: own };
    const ahead = copyIds.filter((copyId) => endOf(copyId) > after);
    const { queues, next } = await queuesOfCopies(context, ahead, limit + 1 - own.length);
    const ofCopies = queues.flatMap((found) =>
      placedOfCopy(context, found).map(({ item, place }) => ({
        item,
        place: placeIn(found.copy.copyId, place),
      })),
    );
    return { items: [...own, ...inOrder(ofCopies, after)], next };
  });

/**
 * The open reservations of a card, a title or a copy; those of a title or copy in queue order.
 * Closed reservations are not read: their number has no limit. Patrons see only those of their own
 * card (rule P1).
 */
export const listOpenReservations = async (
  context: RequestContext,
  of: ReservationsOf,
  part: PageRange,
): Promise<Page<ReservationToday>> => {
  const card = cardShown(context, of);
  if (card !== undefined) return listOfCard(context, card, of, part);
  if (of.titleId !== undefined) return listOfTitle(context, of.titleId, part);
  return listOfCopy(context, of.copyId ?? '', part);
};
