import {
  goesFirst,
  inLine,
  isOpen,
  isWaiting,
  positions,
  placeInList,
  type OpenReservation,
} from '../../domain/reservation.ts';
import { loadCopies, loadCopyWithQueue, type CopyWithQueue } from '../../store/copies.ts';
import { type PageRange, cutPage, type Page, type Listed } from '../../store/page.ts';
import { loadOpenOfPatron } from '../../store/reservations.ts';
import { loadTitleWithAll } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import { cardShown, type ReservationsOf } from './list-reservations.ts';
import { onDay, reservationsToday, type ReservationToday } from './show-reservation.ts';

/** The items after a place, in order. */
const inOrder = <T>(placed: readonly Listed<T>[], after = ''): readonly Listed<T>[] =>
  placed.filter(({ place }) => place > after).sort((a, b) => (a.place < b.place ? -1 : 1));

const pageInOrder = <T>(placed: readonly Listed<T>[], { after, limit }: PageRange): Page<T> => {
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
    open.map((item) => ({ item, place: placeInList(item) })),
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
): readonly Listed<ReservationToday>[] => {
  const line = { places: positions(inLine(queue, copy, context.today)), copy };
  return queue
    .filter((reservation) => isOpen(reservation, context.today))
    .map((reservation) => ({
      item: onDay(reservation, line, context.today),
      place: `${goesFirst(reservation, copy) ? 0 : 1}#${placeInList(reservation)}`,
    }));
};

const placedOfTitle = (
  context: RequestContext,
  queue: readonly OpenReservation[],
): readonly Listed<ReservationToday>[] => {
  const line = { places: positions(queue.filter((reservation) => isWaiting(reservation, context.today))) };
  return queue
    .filter((reservation) => isOpen(reservation, context.today))
    .map((reservation) => ({
      item: onDay(reservation, line, context.today),
      place: placeInList(reservation),
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

/**
 * The queues of the copies of a title that are reserved: a copy may have gone to another title
 * since the title was read (rule R16). One request per hundred copies, and one per queue.
 */
const queuesOfCopies = async (
  context: RequestContext,
  titleId: string,
  copyIds: readonly string[],
): Promise<readonly CopyWithQueue[]> => {
  const copies = [...(await loadCopies(context.table, copyIds)).values()];
  const reserved = copies.filter(({ reservations }) => reservations > 0);
  const queues = await Promise.all(reserved.map(({ copyId }) => loadCopyWithQueue(context.table, copyId)));
  return queues.filter((found) => found !== undefined).filter(({ copy }) => copy.titleId === titleId);
};

/**
 * The open reservations of a title and of its copies, in the order in which they were accepted
 * (rule R6). One request for the title, one per hundred copies, and one per reserved copy.
 */
const listOfTitle = async (
  context: RequestContext,
  titleId: string,
  part: PageRange,
): Promise<Page<ReservationToday>> => {
  const { queue = [], copyIds = [] } = (await loadTitleWithAll(context.table, titleId)) ?? {};
  const queues = await queuesOfCopies(context, titleId, copyIds);
  const all = [...placedOfTitle(context, queue), ...queues.flatMap((found) => placedOfCopy(context, found))];
  return pageInOrder(
    all.map(({ item }) => ({ item, place: placeInList(item) })),
    part,
  );
};

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
