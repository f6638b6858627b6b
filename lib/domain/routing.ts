import { omit } from './omit.ts';
import { defined } from './defined.ts';
import { addDays, type Day } from './calendar.ts';
import type { Copy, Hold } from './copy.ts';
import type { Branch } from './branch.ts';
import { isSpecial } from './patron.ts';
import {
  isWaiting,
  recount,
  statusOn,
  waitsAgain,
  withReadyUntil,
  type OpenReservation,
} from './reservation.ts';
import { matchOf } from './stored-match.ts';
import { destinationAt, mayServe, type Destination, type Circumstances, type Patrons } from './hold-rules.ts';

/** A copy that is at a branch, with both queues that it may serve. */
export interface Situation {
  readonly copy: Copy;
  /** Its own queue, and that of its title. */
  readonly queue: readonly OpenReservation[];
  readonly titleQueue: readonly OpenReservation[];
}

/** A reservation before and after. */
export type Change = readonly [OpenReservation, OpenReservation];

/** The destination of a copy, the copy after that, and the changed reservations. */
export interface Routing {
  readonly destination: Destination;
  readonly after: Copy;
  readonly changes: readonly Change[];
}

/**
 * The reservation that a copy is on hold for and can still serve: a ready reservation stays ready,
 * and a later agreement affects only waiting reservations (rules B7, R7).
 */
export const keptFor = (
  { copy, queue, titleQueue }: Situation,
  patrons: Patrons,
  today: Day,
): OpenReservation | undefined => {
  const held = [...queue, ...titleQueue].find(({ id }) => id === copy.hold?.reservationId);
  if (!held || statusOn(held, today) === 'ready') return held;
  return held.status === 'in-transit' &&
    mayServe(copy, held, patrons.get(held.patronId), { agreements: [], today })
    ? held
    : undefined;
};

/**
 * The reservation after a copy is put on hold for it, or sent to it; unchanged when it was so
 * already (rule R7).
 */
const served = (
  reservation: OpenReservation,
  { next }: Destination,
  { copyId }: Copy,
  readyUntil: Day | undefined,
): OpenReservation => {
  const status = next === 'transit' ? 'in-transit' : 'ready';
  if (reservation.status === status && reservation.servedBy === copyId) return reservation;
  return {
    ...omit(reservation, 'readyUntil'),
    status,
    servedBy: copyId,
    ...(status === 'ready' && readyUntil !== undefined && { readyUntil }),
    version: reservation.version + 1,
  };
};

const holdFor = (reservation: OpenReservation): Hold => ({
  reservationId: reservation.id,
  patronId: reservation.patronId,
  kind: reservation.kind,
  branchId: reservation.pickupBranchId,
  ...defined({ readyUntil: reservation.readyUntil }),
});

/** The copy at its destination: on hold, in transit, or on the shelf. */
const copyAt = (copy: Copy, destination: Destination, reservation: OpenReservation | undefined): Copy => ({
  ...omit(copy, 'hold', 'transitTo'),
  ...(reservation && { hold: holdFor(reservation) }),
  ...(destination.next === 'transit' && { transitTo: destination.toBranchId }),
});

/** The branch of a copy, and the facts that limit its hold. */
export interface CopyPlace {
  readonly branchId: string;
  readonly branch: Branch | undefined;
  /**
   * The last day of the activity of the special card that gets it; undefined without an activity.
   */
  readonly activityEnd?: Day | undefined;
}

/**
 * The last day of a hold for a special card: that of its activity, but not before today (rule R7).
 */
export const lastDayOnCard = (activityEnd: Day | undefined, today: Day): Day | undefined =>
  activityEnd !== undefined && activityEnd < today ? today : activityEnd;

/** The last day of a hold; undefined without a limit (rule R7). */
const lastDayReady = (
  reservation: OpenReservation | undefined,
  { branch, activityEnd }: CopyPlace,
  { patrons, today }: Pick<Circumstances, 'patrons' | 'today'>,
): Day | undefined => {
  const patron = patrons.get(reservation?.patronId ?? '');
  if (!patron) return undefined;
  if (isSpecial(patron)) return lastDayOnCard(activityEnd, today);
  return branch && addDays(today, branch.pickupDays);
};

const changesBetween = (before: readonly OpenReservation[], after: readonly OpenReservation[]): Change[] =>
  before.flatMap((old, index) => {
    const now = after[index];
    return now && now !== old ? [[old, now] as const] : [];
  });

/**
 * Routes a copy at a branch to this reservation, or to none: its destination, and the changes in
 * both queues (rules R7, R8). A reservation that it was in transit for, and does not serve any
 * more, waits again.
 */
export const routeTo = (
  { copy, queue, titleQueue }: Situation,
  chosen: OpenReservation | undefined,
  at: CopyPlace,
  circumstances: Circumstances,
): Routing => {
  const { today } = circumstances;
  const destination = destinationAt(at.branchId, copy, chosen);
  const readyUntil = lastDayReady(chosen, at, circumstances);
  const turned = (reservation: OpenReservation): OpenReservation => {
    if (reservation === chosen) return served(reservation, destination, copy, readyUntil);
    const dropped = reservation.id === copy.hold?.reservationId && reservation.status === 'in-transit';
    return dropped ? waitsAgain(reservation) : reservation;
  };
  const queueAfter = queue.map(turned);
  const titleAfter = titleQueue.map(turned);
  const now = [...queueAfter, ...titleAfter].find(({ id }) => id === chosen?.id);
  const onShelf = destination.next === 'shelf';
  const isAwaited = [...queueAfter, ...titleAfter].some((one) => isWaiting(one, today));
  const after = {
    ...recount(copyAt(copy, destination, now), queueAfter, today),
    wanted: onShelf && isAwaited,
  };
  return {
    destination: now && 'reservation' in destination ? { ...destination, reservation: now } : destination,
    // Nobody who waits can have a copy that goes to the shelf.
    after: after.wanted ? { ...after, match: matchOf(after, undefined, circumstances) } : after,
    changes: [...changesBetween(queue, queueAfter), ...changesBetween(titleQueue, titleAfter)],
  };
};

/** A copy and the reservation of its queue that it is on hold for, kept until another day (R7). */
export const heldUntil = (
  { copy, queue }: Pick<Situation, 'copy' | 'queue'>,
  reservation: OpenReservation,
  readyUntil: Day | undefined,
  today: Day,
): { readonly copy: Copy; readonly held: OpenReservation } => {
  const held = withReadyUntil(reservation, readyUntil);
  const after = queue.map((one) => (one === reservation ? held : one));
  return { copy: recount({ ...copy, hold: holdFor(held) }, after, today), held };
};
