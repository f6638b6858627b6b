import type { Day } from '../../domain/calendar.ts';
import {
  asOpen,
  isOpen,
  recount,
  statusOn,
  type OpenReservation,
  type Reservation,
} from '../../domain/reservation.ts';
import { type ReservationClosing, closed } from '../../domain/reservation-closing.ts';
import type { Situation } from '../../domain/routing.ts';
import { changeCopy, loadCopyWithQueue } from '../../store/copies.ts';
import { uncountFromCard } from '../../store/patrons.ts';
import { closeReservation, loadReservation } from '../../store/reservations.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { changeReservations, routeCopy } from '../circulation/route-copy.ts';
import { type LoadedSituation, loadSituation } from '../circulation/load-situation.ts';
import { retryOnConflict } from '../core/retry.ts';
import { ensureLine, writeAndCount } from '../core/title-line.ts';
import { omit } from '../../domain/omit.ts';

const takenOff = (
  { now }: RequestContext,
  reservation: OpenReservation,
  closing: ReservationClosing,
): Writes =>
  together(
    closeReservation(reservation, closing, now),
    uncountFromCard(reservation.patronId, { openReservations: -1 }),
  );

/** Closes a reservation that has no copy on hold, and counts it out of its queue. */
const closeWaiting = async (
  context: RequestContext,
  reservation: OpenReservation,
  closing: ReservationClosing,
): Promise<void> => {
  if (reservation.copyId !== undefined) {
    const found = await loadCopyWithQueue(context.table, reservation.copyId);
    if (!found) throw new Error(`Copy ${reservation.copyId} of a reservation is not there.`);
    const rest = found.queue.filter(({ id }) => id !== reservation.id);
    const after = recount(found.copy, rest, context.today);
    await context.table.write(
      together(changeCopy(found.copy, after), takenOff(context, reservation, closing)),
    );
    return;
  }
  await ensureLine(context, reservation.titleId);
  await writeAndCount(context, takenOff(context, reservation, closing));
};

/** The situation after a reservation and its hold are removed. */
const withoutReservation = (situation: LoadedSituation, id: string): LoadedSituation => ({
  ...situation,
  copy: omit(situation.copy, 'hold'),
  queue: situation.queue.filter((reservation) => reservation.id !== id),
  titleQueue: situation.titleQueue.filter((reservation) => reservation.id !== id),
});

/** A copy in transit keeps travelling; the check-in at its destination routes it. */
const letTravel = ({ copy, queue }: Situation, context: RequestContext) => ({
  after: recount(copy, queue, context.today),
  changes: [],
  conditions: {},
  reliedOn: [],
});

/**
 * Closes a reservation, and gives its copy to the next in line at the branch where it is (rule R7).
 */
const releaseCopy = async (
  context: RequestContext,
  reservation: OpenReservation,
  closing: ReservationClosing,
  situation: LoadedSituation,
): Promise<void> => {
  const rest = withoutReservation(situation, reservation.id);
  const travels = situation.copy.transitTo !== undefined;
  const routing = travels
    ? letTravel(rest, context)
    : await routeCopy(context, rest, reservation.pickupBranchId);
  await writeAndCount(
    context,
    together(
      changeCopy(situation.copy, routing.after, [], routing.reliedOn),
      changeReservations(context, routing),
      routing.conditions,
      takenOff(context, reservation, closing),
    ),
  );
};

const closeOnce = async (
  context: RequestContext,
  reservation: OpenReservation,
  closing: ReservationClosing,
): Promise<void> => {
  const { servedBy } = reservation;
  const situation = servedBy === undefined ? undefined : await loadSituation(context, servedBy);
  if (situation?.copy.hold?.reservationId === reservation.id) {
    await releaseCopy(context, reservation, closing, situation);
  } else {
    await closeWaiting(context, reservation, closing);
  }
};

/**
 * Closes an open reservation and releases the copy on hold for it. Answers the closed reservation;
 * undefined when it was not open, or `stillApplies` is false.
 */
export const closeOpen = (
  context: RequestContext,
  id: string,
  how: { readonly status: ReservationClosing['status']; readonly retentionDays?: number },
  stillApplies: (reservation: Reservation) => boolean = (reservation) => isOpen(reservation, context.today),
): Promise<Reservation | undefined> =>
  retryOnConflict(async () => {
    const reservation = asOpen(await loadReservation(context.table, id));
    if (!reservation || !stillApplies(reservation)) return undefined;
    const closing: ReservationClosing = {
      status: how.status,
      today: context.today,
      retentionDays: how.retentionDays ?? context.settings.patronRetentionDays,
    };
    await closeOnce(context, reservation, closing);
    return closed(reservation, closing);
  });

/**
 * Expires a reservation that is past its last day (rule R7); undefined when it is not, or was
 * closed before.
 */
export const expireReservation = (
  context: RequestContext,
  id: string,
  day: Day = context.today,
): Promise<Reservation | undefined> =>
  closeOpen(context, id, { status: 'expired' }, (reservation) => statusOn(reservation, day) === 'expired');
