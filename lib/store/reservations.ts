// Long: the item of a reservation, with its places and its index keys, is made in one place.

import {
  reservationIndexKeys,
  dueIndexKeys,
  reservationsOfPatron,
  reservationsOfTitle,
} from './index-keys.ts';
import { omit } from '../domain/omit.ts';
import { defined } from '../domain/defined.ts';
import { asOpen, lastDayOf, type OpenReservation, type Reservation } from '../domain/reservation.ts';
import { type ReservationClosing, closed } from '../domain/reservation-closing.ts';
import type { Hold } from '../domain/copy.ts';
import { INDEXES } from '../contract.ts';
import { dayAfter, type Day, type Instant } from '../domain/calendar.ts';
import { absent, exists, is, put, remove, update, without } from './expression.ts';
import {
  closedKey,
  closedOfCopy,
  openKey,
  openOfPatron,
  placesOfReservation,
  placesSince,
  queueKey,
  type Key,
} from './keys.ts';
import { heldPage } from './held-list.ts';
import type { Page, PageRange } from './page.ts';
import type { Item, Table } from './table.ts';
import { lineWrites } from './line-entries.ts';
import { addWork } from './work.ts';
import { together, type Writes } from './writes.ts';

/**
 * The first day on which the night must handle the reservation: to expire it, or to forget its
 * patron (rules R7, P2).
 */
const dueDayOf = (reservation: Reservation): Day | undefined => {
  const lastDay = reservation.closedOn === undefined ? lastDayOf(reservation) : reservation.patronUntil;
  return lastDay === undefined ? undefined : dayAfter(lastDay);
};

/** The item in the queue or among the closed reservations. Only this item is in the indexes. */
const toItem = (key: Key, { matchedCopyId, ...reservation }: Reservation): Item => {
  const dueDay = dueDayOf(reservation);
  return {
    ...key,
    reservation,
    ...(reservation.status === 'waiting' && defined({ matchedCopyId })),
    version: reservation.version,
    ...reservationIndexKeys(reservation),
    ...(dueDay !== undefined && dueIndexKeys(key, dueDay)),
  };
};

/** Tells a reservation from a claim, and from other items of its partition. */
export const hasReservation = (item: Item): boolean => item.reservation !== undefined;

export const toReservation = ({ reservation, matchedCopyId }: Item): Reservation => ({
  ...(reservation as Reservation),
  ...defined({ matchedCopyId: matchedCopyId as string | undefined }),
});

const ownerOf = (reservation: Reservation): string => reservation.copyId ?? reservation.titleId;

const openKeyOf = (reservation: OpenReservation): Key =>
  openKey(reservation.patronId, reservation.kind, ownerOf(reservation));

/**
 * Undefined when the reservation does not exist. One request, for open and closed alike, and one
 * more when it is in neither place: it may have closed between the two looks of one batch read.
 */
export const loadReservation = async (table: Table, id: string): Promise<Reservation | undefined> => {
  const places = placesOfReservation(id);
  if (places.length === 0) return undefined;
  const seen = await table.getAll(places);
  const items = seen.length > 0 ? seen : await table.getAll(places.slice(1));
  const [first, second] = items.map(toReservation);
  return second?.closedOn === undefined ? first : second;
};

/** Open reservations by id; one that has closed is not there. One request per 100. */
export const loadQueued = async (
  table: Table,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OpenReservation>> => {
  const items = await table.getAll([...new Set(ids)].flatMap((id) => placesOfReservation(id).slice(0, 1)));
  const found = items.map((item) => toReservation(item) as OpenReservation);
  return new Map(found.map((reservation) => [reservation.id, reservation]));
};

/**
 * The write that matches a copy to a title reservation in line (rule R8). Lost as
 * `reservation-matched` when it has another by now, or is in line no longer.
 */
export const matchTo = (reservation: OpenReservation, copyId: string): Writes => {
  const { matchedCopyId: before } = reservation;
  const asSeen = before === undefined ? without('matchedCopyId') : is('matchedCopyId', before);
  const set = { matchedCopyId: copyId };
  return { 'reservation-matched': update(queueKey(reservation), { set }, exists, asSeen) };
};

/** The write that takes its copy from a title reservation; nothing when it has another by now. */
export const unmatch = (reservation: OpenReservation): Writes => {
  const changes = { remove: ['matchedCopyId'] };
  const asSeen = is('matchedCopyId', reservation.matchedCopyId);
  return { 'reservation-matched': update(queueKey(reservation), changes, exists, asSeen) };
};

/** The title reservation that a copy is on hold for, if any. One request for such a hold. */
export const loadHeldForTitle = async (
  table: Table,
  hold: Hold | undefined,
): Promise<readonly OpenReservation[]> => {
  const held = hold?.kind === 'title' ? await loadReservation(table, hold.reservationId) : undefined;
  return [asOpen(held)].filter((one) => one !== undefined);
};

/**
 * The open reservations of a patron, including those that have lapsed and that the night has not
 * closed.
 */
export const loadOpenOfPatron = async (table: Table, patronId: string): Promise<readonly OpenReservation[]> =>
  (await table.readRange(openOfPatron(patronId)))
    .filter(hasReservation)
    .map((item) => toReservation(item) as OpenReservation);

/** Oldest first. */
export const loadClosedOfCopy = async (table: Table, copyId: string): Promise<readonly Reservation[]> =>
  (await table.readRange(closedOfCopy(copyId))).map(toReservation);

/** A reservation may have closed since the index saw it in its queue. */
const listed = (
  table: Table,
  index: typeof INDEXES.reservationsByPatron | typeof INDEXES.reservationsByTitle,
  partition: string,
  part: PageRange,
): Promise<Page<Reservation>> =>
  heldPage(table, { index, partitions: [partition], keysOf: placesSince }, part, toReservation);

/**
 * Reservations of a patron, open and closed, in the order in which they were placed. Two requests.
 */
export const listOfPatron = (table: Table, patronId: string, part: PageRange) =>
  listed(table, INDEXES.reservationsByPatron, reservationsOfPatron(patronId), part);

/**
 * Reservations of a title and of its copies, open and closed, in the order in which they were
 * placed. Two requests.
 */
export const listOfTitle = (table: Table, titleId: string, part: PageRange) =>
  listed(table, INDEXES.reservationsByTitle, reservationsOfTitle(titleId), part);

/**
 * The writes of a new copy reservation. Lost as `already-reserved` when the patron has an open one
 * for the same copy (rule R5).
 */
export const placeReservation = (reservation: OpenReservation): Writes => ({
  'reservation-exists': put(toItem(queueKey(reservation), reservation), absent),
  'already-reserved': put({ ...openKeyOf(reservation), reservation }, absent),
});

/** The item of an open reservation in its queue. */
export const queueItem = (reservation: OpenReservation): Item => toItem(queueKey(reservation), reservation);

/** Changes a reservation that stays open. The caller has set the new version. */
export const changeReservation = (before: OpenReservation, after: OpenReservation, at: Instant): Writes =>
  together(
    {
      [`reservation-changed ${before.id}`]: put(
        toItem(queueKey(after), after),
        is('version', before.version),
      ),
      [`reservation-open ${before.id}`]: put({
        ...openKeyOf(after),
        reservation: omit(after, 'matchedCopyId'),
      }),
    },
    lineWrites(before, after, at),
    askingInstead(before, after),
  );

/** What a title reservation leaves behind that gets no copy any more, or another (rule R8). */
const askingInstead = (before: OpenReservation, after?: OpenReservation): Writes => {
  const { id, titleId, matchedCopyId: copyId, version } = before;
  if (copyId === undefined || after?.status === 'waiting' || after?.servedBy === copyId) return {};
  return addWork({ kind: 'ask', copyId, titleId, version: `${id} ${version}` });
};

/** Closes a reservation: moves it out of the queue, and removes it from the patron. */
export const closeReservation = (
  before: OpenReservation,
  closing: ReservationClosing,
  at: Instant,
): Writes => {
  const after = closed(before, closing);
  return together(
    {
      [`reservation-changed ${before.id}`]: remove(queueKey(before), is('version', before.version)),
      [`reservation-closed ${before.id}`]: put(toItem(closedKey(after), after)),
      [`reservation-open ${before.id}`]: remove(openKeyOf(before)),
    },
    lineWrites(before, undefined, at),
    askingInstead(before),
  );
};

/** Removes the patron from a closed reservation (rule P2). */
export const forgetPatron = (before: Reservation): Writes => {
  const after = { ...omit(before, 'patronId', 'patronUntil'), version: before.version + 1 };
  return { 'reservation-changed': put(toItem(closedKey(after), after), is('version', before.version)) };
};
