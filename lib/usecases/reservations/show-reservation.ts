import { defined } from '../../domain/defined.ts';
import { firstDayLendable } from '../../domain/block.ts';
import { isPast, type Day } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import { inLine, isWaiting, positions, statusOn, type Reservation } from '../../domain/reservation.ts';
import { loadCopyWithQueue } from '../../store/copies.ts';
import { loadTitleWithQueue } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import { omit } from '../../domain/omit.ts';

/** A reservation on a given day. */
export type ReservationToday = Reservation & { readonly position?: number };

/** The positions in a queue, and its copy if it is the queue of a copy. */
export interface Line {
  readonly places: ReadonlyMap<string, number>;
  readonly copy?: Copy;
}

const lineOfCopy = async (context: RequestContext, copyId: string): Promise<Line> => {
  const found = await loadCopyWithQueue(context.table, copyId);
  if (!found) return { places: new Map() };
  return { places: positions(inLine(found.queue, found.copy, context.today)), copy: found.copy };
};

const lineOfTitle = async (context: RequestContext, titleId: string): Promise<Line> => {
  const record = await loadTitleWithQueue(context.table, titleId);
  const waiting = (record?.queue ?? []).filter((reservation) => isWaiting(reservation, context.today));
  return { places: positions(waiting) };
};

const lineOf = (context: RequestContext, { copyId, titleId }: Reservation): Promise<Line> =>
  copyId === undefined ? lineOfTitle(context, titleId) : lineOfCopy(context, copyId);

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
  const owners = new Map(waiting.map((reservation) => [ownerOf(reservation), reservation]));
  const lines = new Map(
    await Promise.all([...owners].map(async ([owner, one]) => [owner, await lineOf(context, one)] as const)),
  );
  return reservations.map((reservation) =>
    onDay(reservation, lines.get(ownerOf(reservation)), context.today),
  );
};

const ownerOf = ({ kind, copyId, titleId }: Reservation): string => `${kind} ${copyId ?? titleId}`;
