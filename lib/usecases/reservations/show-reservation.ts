import { omit } from '../../domain/omit.ts';
import { defined } from '../../domain/defined.ts';
import { firstDayLendable } from '../../domain/block.ts';
import { isPast, type Day } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import {
  inLine,
  isWaiting,
  parseReservationId,
  positions,
  statusOn,
  type Reservation,
} from '../../domain/reservation.ts';
import { loadCopyWithQueue } from '../../store/copies.ts';
import { countUpTo } from '../../store/line-entries.ts';
import { loadReservation } from '../../store/reservations.ts';
import { loadTitleWithQueue } from '../../store/titles.ts';
import { NotFound } from '../../domain/errors.ts';
import { denyReservation } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import type { RequestContext } from '../core/request-context.ts';

/** A reservation on a given day. */
export type ReservationToday = Reservation & { readonly position?: number };

/** The positions in a queue, and its copy if it is the queue of a copy. */
export interface Line {
  readonly places: ReadonlyMap<string, number>;
  readonly copy?: Copy;
}

/** Reservations of one queue. */
type Queued = [Reservation, ...Reservation[]];

const lineOfCopy = async (context: RequestContext, copyId: string): Promise<Line> => {
  const found = await loadCopyWithQueue(context.table, copyId);
  if (!found) return { places: new Map() };
  return { places: positions(inLine(found.queue, found.copy, context.today)), copy: found.copy };
};

const queueOfTitle = async (context: RequestContext, titleId: string): Promise<Line> => {
  const record = await loadTitleWithQueue(context.table, titleId);
  const waiting = (record?.queue ?? []).filter((reservation) => isWaiting(reservation, context.today));
  return { places: positions(waiting) };
};

/**
 * A line with the place of one reservation, counted; a queue from before there were lines is read.
 */
const lineOfTitle = async (context: RequestContext, reservation: Reservation): Promise<Line> => {
  const place = await countUpTo(context.table, reservation);
  if (place === 0) return queueOfTitle(context, reservation.titleId);
  return { places: new Map([[reservation.id, place]]) };
};

/** The line of reservations of one copy or title. One request. */
const lineOf = (context: RequestContext, [first, ...others]: Queued): Promise<Line> => {
  if (first.copyId !== undefined) return lineOfCopy(context, first.copyId);
  return others.length > 0 ? queueOfTitle(context, first.titleId) : lineOfTitle(context, first);
};

/**
 * The first day on which a waiting reservation can get a copy; for a copy reservation, from its
 * current blocks (rule B6).
 */
const fromDay = (reservation: Reservation, { copy }: Line, today: Day): Day | undefined => {
  if (copy && reservation.cardBranchId === copy.branchId) return undefined;
  const from = copy ? firstDayLendable(copy.blocks, today) : reservation.from;
  return from !== undefined && from > today ? from : undefined;
};

/**
 * The reservation on a given day, without a patron that must be forgotten on that day (rules T2,
 * P2).
 */
export const onDay = (reservation: Reservation, line: Line | undefined, today: Day): ReservationToday => {
  const { patronId } = reservation;
  const status = statusOn(reservation, today);
  const position = status === 'waiting' ? line?.places.get(reservation.id) : undefined;
  const from = status === 'waiting' ? fromDay(reservation, line ?? { places: new Map() }, today) : undefined;
  return {
    ...omit(reservation, 'from', 'patronId'),
    ...(patronId !== undefined && !isPast(reservation.patronUntil, today) && { patronId }),
    status,
    ...defined({ position, from }),
  };
};

/** Reservations today, with the positions of the waiting ones (rule R6). One request per queue. */
export const reservationsToday = async (
  context: RequestContext,
  reservations: readonly Reservation[],
): Promise<readonly ReservationToday[]> => {
  const waiting = reservations.filter((reservation) => isWaiting(reservation, context.today));
  const owned = Map.groupBy(waiting, ownerOf);
  const lines = new Map(
    await Promise.all(
      [...owned].map(async ([owner, those]) => [owner, await lineOf(context, those as Queued)] as const),
    ),
  );
  return reservations.map((reservation) =>
    onDay(reservation, lines.get(ownerOf(reservation)), context.today),
  );
};

const ownerOf = ({ kind, copyId, titleId }: Reservation): string => `${kind} ${copyId ?? titleId}`;

/** Throws `NotFound`, and `Forbidden` for the reservation of another patron. One request. */
export const findReservation = async (context: RequestContext, id: string): Promise<Reservation> => {
  const reservation = await loadReservation(context.table, id);
  if (!reservation) throw new NotFound('reservation');
  permit(denyReservation(context.caller, reservation));
  return reservation;
};

/**
 * A reservation with its position today. The place of a title reservation is counted while it is
 * read: its id tells its line. Throws `NotFound` and `Forbidden`. One request, and one at the same
 * time; for a copy reservation one after it.
 */
export const viewReservation = async (context: RequestContext, id: string): Promise<ReservationToday> => {
  const counted = placeById(context, id);
  const [reservation, place] = await Promise.all([findReservation(context, id), counted]);
  if (place > 0) return onDay(reservation, { places: new Map([[id, place]]) }, context.today);
  const [shown] = await reservationsToday(context, [reservation]);
  return shown ?? reservation;
};

/** The place in line of the title reservation with this id; 0 when it has none, or is of a copy. */
const placeById = async ({ table }: RequestContext, id: string): Promise<number> => {
  const { kind, ownerId } = parseReservationId(id) ?? {};
  return kind === 'title' && ownerId !== undefined ? countUpTo(table, { id, titleId: ownerId }) : 0;
};
