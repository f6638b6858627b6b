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
import type { Part } from '../../store/sharded-query.ts';
import { loadOpenOfPatron } from '../../store/reservations.ts';
import { loadTitleWithAll } from '../../store/titles.ts';
import type { Act } from '../core/request-context.ts';
import { filledPage } from '../core/page.ts';
import { cardShown, type ReservationsOf } from './list-reservations.ts';
import type { Page } from '../catalogue/look-up.ts';
import { onDay, reservationsToday, type ReservationToday } from './show-reservation.ts';

/** One of a list, with its place there: lists are in the order of the places. */
interface Placed<T> {
  readonly item: T;
  readonly place: string;
}

/** What comes after a place, in order. */
const inOrder = <T>(placed: readonly Placed<T>[], after = ''): readonly Placed<T>[] =>
  placed.filter(({ place }) => place > after).sort((a, b) => (a.place < b.place ? -1 : 1));

const pageOf = <T>(placed: readonly Placed<T>[], { after, limit }: Part): Page<T> => {
  const rest = inOrder(placed, after);
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  return { items: page.map(({ item }) => item), ...(last && { next: last.place }) };
};

/** The open ones of a card, as they were placed; of a title or a copy where one is named. One request, and the queues'. */
const listOfCard = async (
  act: Act,
  patronId: string,
  { titleId, copyId }: ReservationsOf,
  part: Part,
): Promise<Page<ReservationToday>> => {
  const open = (await loadOpenOfPatron(act.table, patronId))
    .filter((reservation) => isOpen(reservation, act.today))
    .filter((reservation) => titleId === undefined || reservation.titleId === titleId)
    .filter((reservation) => copyId === undefined || reservation.copyId === copyId);
  const { items, ...more } = pageOf(
    open.map((item) => ({ item, place: stampOf(item.id) })),
    part,
  );
  return { ...more, items: await reservationsToday(act, items) };
};

/**
 * The open ones of a copy's queue, each at its place in line (rule R6). One that has become ready keeps the place it
 * waited at: nobody moves between two pages.
 */
const placedOfCopy = (act: Act, { copy, queue }: CopyWithQueue): readonly Placed<ReservationToday>[] => {
  const line = { places: positions(inLine(queue, copy, act.today)), copy };
  return queue
    .filter((reservation) => isOpen(reservation, act.today))
    .map((reservation) => ({
      item: onDay(reservation, line, act.today),
      place: `${goesFirst(reservation, copy) ? 0 : 1}#${stampOf(reservation.id)}`,
    }));
};

const placedOfTitle = (act: Act, queue: readonly OpenReservation[]): readonly Placed<ReservationToday>[] => {
  const line = { places: positions(queue.filter((reservation) => isWaiting(reservation, act.today))) };
  return queue
    .filter((reservation) => isOpen(reservation, act.today))
    .map((reservation) => ({
      item: onDay(reservation, line, act.today),
      place: `#${stampOf(reservation.id)}`,
    }));
};

/** The queue of a copy. One request. */
const listOfCopy = async (act: Act, copyId: string, part: Part): Promise<Page<ReservationToday>> => {
  const found = await loadCopyWithQueue(act.table, copyId);
  return pageOf(found ? placedOfCopy(act, found) : [], part);
};

/** In the list of a title its own queue comes first, then that of each copy. */
const placeIn = (copyId: string, place: string): string => `${copyId}#${place}`;
const endOf = (copyId: string): string => placeIn(copyId, '~');

/** The first of these copies, on which together so much is reserved. */
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

/** Of the copies with these barcodes that have a queue, as many queues as a page needs, and where to go on. */
const queuesOfCopies = async (act: Act, copyIds: readonly string[], wanted: number) => {
  const reserved = [...(await loadCopies(act.table, copyIds)).values()]
    .filter(({ reservations }) => reservations > 0)
    .sort((a, b) => (endOf(a.copyId) < endOf(b.copyId) ? -1 : 1));
  const needed = withAsMany(reserved, wanted);
  const queues = await Promise.all(needed.map(({ copyId }) => loadCopyWithQueue(act.table, copyId)));
  const last = reserved.length > needed.length ? needed.at(-1) : undefined;
  return { queues: queues.filter((queue) => queue !== undefined), ...(last && { next: endOf(last.copyId) }) };
};

/**
 * The queue of a title and those of its copies. One request for the title, and where its own queue does not fill the
 * page, one per hundred copies and one per queue on the page. It reads on where copies' counts promise more than there
 * is: some of it was on the page before, or has lapsed since it was counted.
 */
const listOfTitle = (act: Act, titleId: string, part: Part): Promise<Page<ReservationToday>> =>
  filledPage(part, async ({ after = '', limit }) => {
    const { queue = [], copyIds = [] } = (await loadTitleWithAll(act.table, titleId)) ?? {};
    const own = inOrder(placedOfTitle(act, queue), after);
    if (own.length > limit) return { items: own };
    const ahead = copyIds.filter((copyId) => endOf(copyId) > after);
    const { queues, next } = await queuesOfCopies(act, ahead, limit + 1 - own.length);
    const ofCopies = queues.flatMap((found) =>
      placedOfCopy(act, found).map(({ item, place }) => ({
        item,
        place: placeIn(found.copy.copyId, place),
      })),
    );
    return { items: [...own, ...inOrder(ofCopies, after)], next };
  });

/**
 * The open reservations of a card, a title or a copy: those of a queue in its order. Closed ones are not read: there
 * may be any number of them. A patron is shown those of their own card (rule P1).
 */
export const listOpenReservations = async (
  act: Act,
  of: ReservationsOf,
  part: Part,
): Promise<Page<ReservationToday>> => {
  const card = cardShown(act, of);
  if (card !== undefined) return listOfCard(act, card, of, part);
  if (of.titleId !== undefined) return listOfTitle(act, of.titleId, part);
  return listOfCopy(act, of.copyId ?? '', part);
};
