import {
  closed,
  type ReservationClosing,
  lastDayOf,
  type OpenReservation,
  type Reservation,
} from '../domain/reservation.ts';
import { defined } from '../domain/defined.ts';
import { INDEXES } from '../contract.ts';
import { addDays, type Day } from '../domain/calendar.ts';
import { absent, is, put, remove } from './expression.ts';
import {
  dueIndexKeys,
  reservationIndexKeys,
  reservationsOfPatron,
  reservationsOfTitle,
} from './index-keys.ts';
import {
  closedKey,
  closedOfCopy,
  openKey,
  openOfPatron,
  placesOfReservation,
  queueKey,
  type Key,
} from './keys.ts';
import { queryShards, type PageRange } from './sharded-query.ts';
import type { Item, Table } from './table.ts';
import type { Writes } from './writes.ts';
import { omit } from '../domain/omit.ts';

/**
 * The day from which the night has something to do with it: expire it, or forget its patron (rules
 * R7, P2).
 */
const dueDayOf = (reservation: Reservation): Day | undefined => {
  const lastDay = reservation.closedOn === undefined ? lastDayOf(reservation) : reservation.patronUntil;
  return lastDay === undefined ? undefined : addDays(lastDay, 1);
};

/**
 * The item in the queue of the copy or title, or among its closed ones; this is the one that the
 * indexes know.
 */
const toItem = (key: Key, reservation: Reservation): Item => {
  const dueDay = dueDayOf(reservation);
  return {
    ...key,
    reservation,
    version: reservation.version,
    ...reservationIndexKeys(reservation),
    ...(dueDay !== undefined && dueIndexKeys(key, dueDay)),
  };
};

export const toReservation = (item: Item): Reservation => item.reservation as Reservation;

const ownerOf = (reservation: Reservation): string => reservation.copyId ?? reservation.titleId;

const openKeyOf = (reservation: OpenReservation): Key =>
  openKey(reservation.patronId, reservation.kind, ownerOf(reservation));

/** A reservation by its id, open or closed; undefined where there is none. One request. */
export const loadReservation = async (table: Table, id: string): Promise<Reservation | undefined> => {
  const places = placesOfReservation(id);
  if (places.length === 0) return undefined;
  const [item] = await table.getAll(places);
  return item && toReservation(item);
};

/** A patron's open reservations, those that have lapsed and wait for the night among them. */
export const loadOpenOfPatron = async (table: Table, patronId: string): Promise<readonly OpenReservation[]> =>
  (await table.readRange(openOfPatron(patronId))).map((item) => toReservation(item) as OpenReservation);

/** A copy's closed reservations, oldest first. */
export const loadClosedOfCopy = async (table: Table, copyId: string): Promise<readonly Reservation[]> =>
  (await table.readRange(closedOfCopy(copyId))).map(toReservation);

const listed = async (
  table: Table,
  index: typeof INDEXES.reservationsByPatron | typeof INDEXES.reservationsByTitle,
  partition: string,
  part: PageRange,
) => {
  const { entries, next } = await queryShards(table, index, [partition], part);
  return { items: entries.map(({ item }) => toReservation(item)), ...defined({ next }) };
};

/** Reservations of a patron, closed ones too, in the order in which they were placed. */
export const listOfPatron = (table: Table, patronId: string, part: PageRange) =>
  listed(table, INDEXES.reservationsByPatron, reservationsOfPatron(patronId), part);

/**
 * Reservations of a title or of one of its copies, closed ones too, in the order in which they were
 * placed.
 */
export const listOfTitle = (table: Table, titleId: string, part: PageRange) =>
  listed(table, INDEXES.reservationsByTitle, reservationsOfTitle(titleId), part);

/**
 * The writes of a new reservation. `already-reserved`: this patron has an open one for it (rule
 * R5).
 */
export const placeReservation = (reservation: OpenReservation): Writes => ({
  'reservation-exists': put(toItem(queueKey(reservation), reservation), absent),
  'already-reserved': put({ ...openKeyOf(reservation), reservation }, absent),
});

/**
 * The writes that change an open reservation which stays open; the change has given it its new
 * version.
 */
export const changeReservation = (before: OpenReservation, after: OpenReservation): Writes => ({
  [`reservation-changed ${before.id}`]: put(toItem(queueKey(after), after), is('version', before.version)),
  [`reservation-open ${before.id}`]: put({ ...openKeyOf(after), reservation: after }),
});

/** The writes that close a reservation: out of the queue and off the patron's card. */
export const closeReservation = (before: OpenReservation, closing: ReservationClosing): Writes => {
  const after = closed(before, closing);
  return {
    [`reservation-changed ${before.id}`]: remove(queueKey(before), is('version', before.version)),
    [`reservation-closed ${before.id}`]: put(toItem(closedKey(after), after)),
    [`reservation-open ${before.id}`]: remove(openKeyOf(before)),
  };
};

/** The writes that make a closed reservation lose its patron (rule P2). */
export const forgetPatron = (before: Reservation): Writes => {
  const after = { ...omit(before, 'patronId', 'patronUntil'), version: before.version + 1 };
  return { 'reservation-changed': put(toItem(closedKey(after), after), is('version', before.version)) };
};
