import { omit } from './omit.ts';
import { defined } from './defined.ts';
import { isPast, type Day, type Instant } from './calendar.ts';
import { isOnShelf, type Copy } from './copy.ts';

export type ReservationStatus = 'waiting' | 'ready' | 'in-transit' | 'fulfilled' | 'cancelled' | 'expired';

/**
 * A reservation of one copy, or of any copy of a title; never turned into the other kind (rule R1).
 */
export interface Reservation {
  readonly id: string;
  readonly kind: 'copy' | 'title';
  readonly copyId?: string;
  readonly titleId: string;
  /** The card; gone some time after the reservation closed (rule P2). */
  readonly patronId?: string;
  /** Branch of the special card it was placed for; absent for ordinary patrons (rule R6). */
  readonly cardBranchId?: string;
  readonly pickupBranchId: string;
  readonly status: ReservationStatus;
  readonly placedAt: Instant;
  /** Its number since its copy moved to another title, in the place of the one in its id (R16). */
  readonly order?: string;
  readonly expiresOn: Day;
  /**
   * The first day on which it is available, as known when it was placed behind a loan block with an
   * end date (rule B6).
   */
  readonly from?: Day;
  readonly readyUntil?: Day;
  readonly servedBy?: string;
  /** The copy that is to be fetched for a title reservation, as matched last (rule R8). */
  readonly matchedCopyId?: string;
  /** Day on which it was closed, and the last day on which its patron is kept (rule P2). */
  readonly closedOn?: Day;
  readonly patronUntil?: Day;
  readonly version: number;
}

/** A reservation while it has its patron: everything open. */
export type OpenReservation = Reservation & { readonly patronId: string };

export const DEFAULT_RESERVATION_DAYS = 365;

/** The reservation, if it has not been closed. */
export const asOpen = (reservation: Reservation | undefined): OpenReservation | undefined =>
  reservation?.patronId !== undefined && reservation.closedOn === undefined
    ? (reservation as OpenReservation)
    : undefined;

const OPEN: readonly ReservationStatus[] = ['waiting', 'ready', 'in-transit'];

/**
 * The status on a day: it expires after its last day, also before the night has run (rules R7, T2).
 */
export const statusOn = (reservation: Reservation, today: Day): ReservationStatus => {
  const { status, expiresOn, readyUntil } = reservation;
  if (status === 'waiting' && isPast(expiresOn, today)) return 'expired';
  if (status === 'ready' && isPast(readyUntil, today)) return 'expired';
  return status;
};

export const isOpen = (reservation: Reservation, today: Day): boolean =>
  OPEN.includes(statusOn(reservation, today));

export const isWaiting = (reservation: Reservation, today: Day): boolean =>
  statusOn(reservation, today) === 'waiting';

/**
 * Whether it goes first for this copy: a copy reservation for a special card of the copy's own
 * branch (rule R6).
 */
export const goesFirst = (reservation: Reservation, copy: Copy): boolean =>
  reservation.kind === 'copy' && reservation.cardBranchId === copy.branchId;

/** By their numbers in the line of their title (rule R6). */
export const oldestFirst = (a: Reservation, b: Reservation): number =>
  numberOf(a) < numberOf(b) ? -1 : Number(numberOf(a) > numberOf(b));

/**
 * The reservations waiting for a copy on a day, in the order in which it serves them (rules R6,
 * R7).
 */
export const inLine = <R extends Reservation>(reservations: readonly R[], copy: Copy, today: Day): R[] =>
  reservations
    .filter((reservation) => isWaiting(reservation, today))
    .sort((a, b) => Number(goesFirst(b, copy)) - Number(goesFirst(a, copy)) || oldestFirst(a, b));

/**
 * The last day on which a reservation stays open in its current status; undefined when there is no
 * limit (rule R7).
 */
export const lastDayOf = ({ status, expiresOn, readyUntil }: Reservation): Day | undefined => {
  if (status === 'waiting') return expiresOn;
  return status === 'ready' ? readyUntil : undefined;
};

/** The earliest last day in a queue: stored counts are wrong after it (rule T2). */
export const firstLastDay = (queue: readonly Reservation[]): Day | undefined =>
  queue
    .flatMap((reservation) => lastDayOf(reservation) ?? [])
    .sort()
    .at(0);

/** The counts that a copy stores of its own queue. */
const summarizeQueue = (queue: readonly Reservation[], copy: Copy, today: Day) => {
  const open = queue.filter((reservation) => isOpen(reservation, today));
  const waiting = inLine(open, copy, today);
  const until = firstLastDay(queue);
  return {
    reservations: open.length,
    waiting: waiting.length,
    waitingFirst: waiting.filter((reservation) => goesFirst(reservation, copy)).length,
    ...defined({ countsUntil: until }),
  };
};

/** The copy with its queue counted on a day. */
export const recount = (copy: Copy, queue: readonly Reservation[], today: Day): Copy => {
  return { ...omit(copy, 'countsUntil'), ...summarizeQueue(queue, copy, today) };
};

/** Positions of those waiting in a queue, by reservation id, from 1 (rule R6). */
export const positions = (line: readonly Reservation[]): ReadonlyMap<string, number> =>
  new Map(line.map((reservation, index) => [reservation.id, index + 1]));

/** A reservation that had a copy, back in line at its old place (rules B7, R11). */
export const waitsAgain = (reservation: OpenReservation): OpenReservation => ({
  ...omit(reservation, 'readyUntil', 'servedBy'),
  status: 'waiting',
  version: reservation.version + 1,
});

/** A ready reservation that is kept until another day than before, or without limit (rule R7). */
export const withReadyUntil = (
  reservation: OpenReservation,
  readyUntil: Day | undefined,
): OpenReservation => ({
  ...omit(reservation, 'readyUntil'),
  ...defined({ readyUntil }),
  version: reservation.version + 1,
});

/**
 * The parts of a reservation id: the kind, the copy or title of its queue, and the time of placing;
 * undefined for other texts.
 */
export const parseReservationId = (
  id: string,
): { kind: 'copy' | 'title'; ownerId: string; stamp: string } | undefined => {
  const [, kind, ownerId, stamp] = /^([ct])\.(.{1,40})\.([^.]+)$/.exec(id) ?? [];
  if (ownerId === undefined || stamp === undefined) return undefined;
  return { kind: kind === 'c' ? 'copy' : 'title', ownerId, stamp };
};

/** The id of a reservation. It contains its queue, so that one read finds it. */
export const reservationId = (kind: 'copy' | 'title', ownerId: string, stamp: string): string =>
  `${kind === 'copy' ? 'c' : 't'}.${ownerId}.${stamp}`;

/** The number of a reservation in the line of its title, as it stands in its id (rule R6). */
export const stampOf = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

/**
 * The number of a reservation in the line of its title (rules R6, R16). Numbers compare as texts.
 */
export const numberOf = ({ id, order }: Pick<Reservation, 'id' | 'order'>): string => order ?? stampOf(id);

/** Its place in a list: by number, of which the lines of two titles may have the same. */
export const placeInList = (reservation: Pick<Reservation, 'id' | 'order'>): string =>
  `${numberOf(reservation)}#${reservation.id}`;

/**
 * A copy reservation after its copy moved to another title: at the end of the line there, under
 * this number (rule R16).
 */
export const movedTo = (reservation: OpenReservation, titleId: string, order: string): OpenReservation => ({
  ...reservation,
  titleId,
  order,
  version: reservation.version + 1,
});

const earlier = (a: Day | undefined, b: Day): Day => (a === undefined || b < a ? b : a);

/**
 * A copy with one more reservation in its line; `first`: before those of ordinary cards (rule R6).
 */
export const joined = (copy: Copy, { expiresOn }: OpenReservation, first: boolean): Copy => ({
  ...copy,
  reservations: copy.reservations + 1,
  waiting: copy.waiting + 1,
  waitingFirst: copy.waitingFirst + Number(first),
  countsUntil: earlier(copy.countsUntil, expiresOn),
  wanted: copy.wanted || isOnShelf(copy),
});
