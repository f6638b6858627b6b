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
import { placesInLine } from '../../store/line-entries.ts';
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

/** The line of reservations of one copy or title. One request. */
const lineOf = (context: RequestContext, { copyId, titleId }: Reservation): Promise<Line> =>
  copyId === undefined ? queueOfTitle(context, titleId) : lineOfCopy(context, copyId);

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

/** Whether it is the only one here of the line of a title: then its place is counted. */
const isAlone = ([first, ...others]: Queued): boolean => first.kind === 'title' && others.length === 0;

const linesOf = async (
  context: RequestContext,
  queues: readonly Queued[],
): Promise<ReadonlyMap<string, Line>> =>
  new Map(
    await Promise.all(queues.map(async ([first]) => [ownerOf(first), await lineOf(context, first)] as const)),
  );

/**
 * Reservations today, with the positions of the waiting ones (rule R6). One request per queue, and
 * one per 100, at the same time; one more for a line that is not open yet.
 */
export const reservationsToday = async (
  context: RequestContext,
  reservations: readonly Reservation[],
): Promise<readonly ReservationToday[]> => {
  const waiting = reservations.filter((reservation) => isWaiting(reservation, context.today));
  const queues = [...Map.groupBy(waiting, ownerOf).values()] as Queued[];
  const alone = queues.filter(isAlone);
  const counted = placesInLine(
    context.table,
    alone.map(([first]) => first),
  );
  const read = linesOf(
    context,
    queues.filter((queue) => !isAlone(queue)),
  );
  const [places, lines] = await Promise.all([counted, read]);
  const others = await linesOf(
    context,
    alone.filter(([first]) => !places.has(first.id)),
  );
  return reservations.map((reservation) => {
    const owner = ownerOf(reservation);
    return onDay(reservation, lines.get(owner) ?? others.get(owner) ?? { places }, context.today);
  });
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
  const counted = placesInLine(context.table, titleReservation(id));
  const [reservation, places] = await Promise.all([findReservation(context, id), counted]);
  if (places.size > 0) return onDay(reservation, { places }, context.today);
  const [shown] = await reservationsToday(context, [reservation]);
  return shown ?? reservation;
};

/** The title reservation that this id names, if it does. */
const titleReservation = (id: string): readonly Pick<Reservation, 'id' | 'titleId'>[] => {
  const { kind, ownerId } = parseReservationId(id) ?? {};
  return kind === 'title' && ownerId !== undefined ? [{ id, titleId: ownerId }] : [];
};
