import { addDays, type Day } from '../domain/calendar.ts';
import type { Copy, Hold } from '../domain/copy.ts';
import { isSpecial, type Branch, type Patron } from '../domain/people.ts';
import { firstLastDay, inLine, recount, waitsAgain, type OpenReservation } from '../domain/reservation.ts';
import { destinationAt, firstServed, mayServe, type Destination, type Patrons } from '../domain/serving.ts';
import { isBranch, toBranch } from '../store/branches.ts';
import { loadCopyWithQueue } from '../store/copies.ts';
import { branchKey, patronKey } from '../store/keys.ts';
import { isPatron, toPatron } from '../store/patrons.ts';
import { changeReservation } from '../store/reservations.ts';
import { together, type Writes } from '../store/table.ts';
import { loadTitleWithQueue, type TitleRecord } from '../store/titles.ts';
import type { Act } from './act.ts';
import { omit } from '../domain/omit.ts';

/** A copy with both queues that it may serve, as just read. */
export interface Situation {
  readonly copy: Copy;
  readonly queue: readonly OpenReservation[];
  readonly record: TitleRecord;
}

/** Where a copy goes, the copy as it is then, and what follows for its reservation and its title's queue. */
export interface Routing {
  readonly destination: Destination;
  readonly after: Copy;
  /** The writes for the reservations that change. */
  readonly writes: Writes;
  /** Until when the count of the title's queue holds. */
  readonly waitingUntil: Day | undefined;
  /** Whether the title's queue must take notice: one of it changes, or a copy comes to the shelf. */
  readonly concernsTitle: boolean;
}

/** A copy with its own queue and that of its title. Two requests. */
export const loadSituation = async (act: Act, copyId: string): Promise<Situation | undefined> => {
  const found = await loadCopyWithQueue(act.table, copyId);
  if (!found) return undefined;
  const record = await loadTitleWithQueue(act.table, found.copy.titleId);
  if (!record) throw new Error(`Title ${found.copy.titleId} of a copy is not there.`);
  return { ...found, record };
};

const PATRONS_AT_ONCE = 90;

interface Cards {
  readonly patrons: Patrons;
  readonly branch: Branch | undefined;
}

const loadCards = async (
  act: Act,
  reservations: readonly OpenReservation[],
  branchId: string,
): Promise<Cards> => {
  const items = await act.table.getAll([
    branchKey(branchId),
    ...reservations.map((r) => patronKey(r.patronId)),
  ]);
  return {
    patrons: new Map(items.filter(isPatron).map((item) => [toPatron(item).patronId, toPatron(item)])),
    branch: items.filter(isBranch).map(toBranch)[0],
  };
};

/** The reservation that the copy is already put aside for and may go on serving: a ready one stays so (rule B7). */
const keptFor = (
  copy: Copy,
  reservations: readonly OpenReservation[],
  patrons: Patrons,
  today: Day,
): OpenReservation | undefined => {
  const held = reservations.find((reservation) => reservation.id === copy.hold?.reservationId);
  if (!held) return undefined;
  if (held.status === 'ready' && !(held.readyUntil !== undefined && held.readyUntil < today)) return held;
  return held.status === 'in-transit' && mayServe(copy, held, patrons.get(held.patronId), today)
    ? held
    : undefined;
};

/** Looks along the line, some ninety cards at a time, until somebody can be served. */
const findServed = async (
  act: Act,
  copy: Copy,
  reservations: readonly OpenReservation[],
  at: string,
): Promise<{ chosen: OpenReservation | undefined; branch: Branch | undefined; patrons: Patrons }> => {
  const held = reservations.filter((reservation) => reservation.id === copy.hold?.reservationId);
  let line = inLine(reservations, copy, act.today);
  for (;;) {
    const part = line.slice(0, PATRONS_AT_ONCE);
    const { patrons, branch } = await loadCards(act, [...held, ...part], at);
    const chosen = keptFor(copy, held, patrons, act.today) ?? firstServed(copy, part, patrons, act.today);
    line = line.slice(PATRONS_AT_ONCE);
    if (chosen || line.length === 0) return { chosen, branch, patrons };
  }
};

/** The reservation once this copy is put aside for it, or sent on its way to it (rule R7). */
const served = (
  reservation: OpenReservation,
  destination: Destination,
  copy: Copy,
  branch: Branch | undefined,
  patron: Patron | undefined,
  today: Day,
): OpenReservation => {
  const rest = omit(reservation, 'readyUntil');
  if (destination.next === 'transit') return { ...rest, status: 'in-transit', servedBy: copy.copyId };
  if (reservation.status === 'ready' && reservation.servedBy === copy.copyId) return reservation;
  const limited = patron && !isSpecial(patron) && branch;
  return {
    ...rest,
    status: 'ready',
    servedBy: copy.copyId,
    ...(limited && { readyUntil: addDays(today, branch.pickupDays) }),
  };
};

const holdFor = (reservation: OpenReservation): Hold => ({
  reservationId: reservation.id,
  patronId: reservation.patronId,
  kind: reservation.kind,
  branchId: reservation.pickupBranchId,
  ...(reservation.readyUntil !== undefined && { readyUntil: reservation.readyUntil }),
});

/** The copy at its destination: put aside, on its way, or on the shelf. */
const copyAt = (copy: Copy, destination: Destination, reservation: OpenReservation | undefined): Copy => {
  return {
    ...omit(copy, 'hold', 'transitTo'),
    ...(reservation && { hold: holdFor(reservation) }),
    ...(destination.next === 'transit' && { transitTo: destination.toBranchId }),
    wanted: false,
  };
};

/** The reservations that change because of where the copy goes: the one served, and one that it no longer serves. */
const changesOf = (
  before: readonly OpenReservation[],
  after: readonly OpenReservation[],
): readonly [OpenReservation, OpenReservation][] =>
  before.flatMap((old, index) => {
    const now = after[index];
    return now && now !== old ? [[old, now] as [OpenReservation, OpenReservation]] : [];
  });

/**
 * Decides where a copy that is at a branch goes, and what that changes (rule R7): the reservation that it is kept for,
 * the first in line that it may serve, the shelf, or home. One request, for the cards; the caller saves.
 */
export const routeCopy = async (act: Act, situation: Situation, at: string): Promise<Routing> => {
  const { copy, queue, record } = situation;
  const all = [...queue, ...record.queue];
  const { chosen, branch, patrons } = await findServed(act, copy, all, at);
  const destination = destinationAt(at, copy, chosen);
  const turned = (reservation: OpenReservation): OpenReservation => {
    if (reservation === chosen) {
      return served(reservation, destination, copy, branch, patrons.get(reservation.patronId), act.today);
    }
    const dropped = reservation.id === copy.hold?.reservationId && reservation.status === 'in-transit';
    return dropped ? waitsAgain(reservation) : reservation;
  };
  const queueAfter = queue.map(turned);
  const titleAfter = record.queue.map(turned);
  const now = [...queueAfter, ...titleAfter].find((reservation) => reservation.id === chosen?.id);
  const placed = recount(copyAt(copy, destination, now), queueAfter, act.today);
  const onShelf = destination.next === 'shelf';
  const titleChanges = changesOf(record.queue, titleAfter);
  return {
    destination: now && 'reservation' in destination ? { ...destination, reservation: now } : destination,
    after: { ...placed, wanted: onShelf && all.length > 0 },
    writes: together(
      ...[...changesOf(queue, queueAfter), ...titleChanges].map(([old, change]) =>
        changeReservation(old, change),
      ),
    ),
    waitingUntil: firstLastDay(titleAfter),
    concernsTitle: onShelf || titleChanges.length > 0,
  };
};
