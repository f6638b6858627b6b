import type { Day } from '../../domain/calendar.ts';
import {
  firstLastDay,
  isOpen,
  recount,
  statusOn,
  type OpenReservation,
  type Reservation,
} from '../../domain/reservation.ts';
import type { Situation } from '../../domain/routing.ts';
import { changeCopy, loadCopyWithQueue } from '../../store/copies.ts';
import { releaseCard } from '../../store/patrons.ts';
import { closed, closeReservation, loadReservation, type Closing } from '../../store/reservations.ts';
import { changeQueue, loadTitleWithQueue } from '../../store/titles.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { Act } from '../core/request-context.ts';
import {
  changeReservations,
  loadSituation,
  routeCopy,
  type LoadedSituation,
} from '../circulation/route-copy.ts';
import { untilSettled } from '../core/retry.ts';
import { omit } from '../../domain/omit.ts';

const takenOff = (reservation: OpenReservation, closing: Closing): Writes =>
  together(
    closeReservation(reservation, closing),
    releaseCard(reservation.patronId, { openReservations: -1 }),
  );

/** Out of the line of those waiting: the queue forgets it. */
const leaveLine = async (act: Act, reservation: OpenReservation, closing: Closing): Promise<void> => {
  if (reservation.copyId !== undefined) {
    const found = await loadCopyWithQueue(act.table, reservation.copyId);
    if (!found) throw new Error(`Copy ${reservation.copyId} of a reservation is not there.`);
    const rest = found.queue.filter(({ id }) => id !== reservation.id);
    const after = recount(found.copy, rest, act.today);
    await act.table.write(together(changeCopy(found.copy, after), takenOff(reservation, closing)));
    return;
  }
  const record = await loadTitleWithQueue(act.table, reservation.titleId);
  if (!record) throw new Error(`Title ${reservation.titleId} of a reservation is not there.`);
  const rest = record.queue.filter(({ id }) => id !== reservation.id);
  const change = { waiting: -1, waitingUntil: firstLastDay(rest) };
  await act.table.write(together(changeQueue(record.title, change), takenOff(reservation, closing)));
};

/** The same situation without one reservation, and nothing put aside. */
const withoutReservation = ({ copy, queue, titleQueue }: Situation, id: string): Situation => ({
  copy: omit(copy, 'hold'),
  queue: queue.filter((reservation) => reservation.id !== id),
  titleQueue: titleQueue.filter((reservation) => reservation.id !== id),
});

/** A copy on its way stays on its way: where it arrives it is checked in, and looked at then. */
const letTravel = ({ copy, queue, titleQueue }: Situation, act: Act) => ({
  after: recount(copy, queue, act.today),
  changes: [],
  concernsTitle: false,
  conditions: {},
  reliedOn: [],
  waitingUntil: firstLastDay(titleQueue),
});

/** The copy that was put aside goes to the next in line, at the branch where it is (rule R7). */
const releaseCopy = async (
  act: Act,
  reservation: OpenReservation,
  closing: Closing,
  situation: LoadedSituation,
): Promise<void> => {
  const rest = withoutReservation(situation, reservation.id);
  const travels = situation.copy.transitTo !== undefined;
  const routing = travels ? letTravel(rest, act) : await routeCopy(act, rest, reservation.pickupBranchId);
  const ofTitle = reservation.kind === 'title';
  const { waitingUntil } = routing;
  await act.table.write(
    together(
      changeCopy(situation.copy, routing.after, [], routing.reliedOn),
      changeReservations(routing),
      routing.conditions,
      ofTitle || routing.concernsTitle
        ? changeQueue(situation.title, { waiting: ofTitle ? -1 : 0, waitingUntil })
        : {},
      takenOff(reservation, closing),
    ),
  );
};

const closeOnce = async (act: Act, reservation: OpenReservation, closing: Closing): Promise<void> => {
  const { servedBy } = reservation;
  const situation = servedBy === undefined ? undefined : await loadSituation(act, servedBy);
  if (situation?.copy.hold?.reservationId === reservation.id) {
    await releaseCopy(act, reservation, closing, situation);
  } else {
    await leaveLine(act, reservation, closing);
  }
};

const asOpen = (reservation: Reservation | undefined): OpenReservation | undefined =>
  reservation?.patronId !== undefined && reservation.closedOn === undefined
    ? (reservation as OpenReservation)
    : undefined;

/**
 * Closes an open reservation and lets its copy go, if it had one. Answers what it is then; undefined where it was
 * no longer open to begin with.
 */
export const closeOpen = (
  act: Act,
  id: string,
  how: { readonly status: Closing['status']; readonly retentionDays?: number },
  stillApplies: (reservation: Reservation) => boolean = (reservation) => isOpen(reservation, act.today),
): Promise<Reservation | undefined> =>
  untilSettled(async () => {
    const reservation = asOpen(await loadReservation(act.table, id));
    if (!reservation || !stillApplies(reservation)) return undefined;
    const closing: Closing = {
      status: how.status,
      today: act.today,
      retentionDays: how.retentionDays ?? act.settings.patronRetentionDays,
    };
    await closeOnce(act, reservation, closing);
    return closed(reservation, closing);
  });

/** Closes a reservation that is past its last day on a day (rule R7); undefined where it isn't, or somebody was first. */
export const expireReservation = (
  act: Act,
  id: string,
  day: Day = act.today,
): Promise<Reservation | undefined> =>
  closeOpen(act, id, { status: 'expired' }, (reservation) => statusOn(reservation, day) === 'expired');
