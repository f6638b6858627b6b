import { defined } from '../../domain/defined.ts';
import type { Day } from '../../domain/calendar.ts';
import { isOnShelf, type Copy } from '../../domain/copy.ts';
import type { HistoryLine } from '../../domain/history.ts';
import { isSpecial, type Patron } from '../../domain/patron.ts';
import { Refused } from '../../domain/errors.ts';
import {
  goesFirst,
  isWaiting,
  joined,
  reservationId,
  waitingUntilWith,
  type OpenReservation,
} from '../../domain/reservation.ts';
import { sameAgreements } from '../../store/theme-agreements.ts';
import { changeCopy } from '../../store/copies.ts';
import { countOnCard } from '../../store/patrons.ts';
import { placeReservation } from '../../store/reservations.ts';
import { changeQueue } from '../../store/titles.ts';
import { together, type Writes } from '../../store/writes.ts';
import { byPerson, type RequestContext } from '../core/request-context.ts';
import { loadCopyFacts, loadTitleFacts, type ReserveRequest } from './reservation-facts.ts';
import { expireReservation } from './close-reservation.ts';
import { decideCopyReservation, decideTitleReservation } from '../../domain/reservation-decision.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { oncePerRequest } from '../core/idempotency.ts';

/** A new reservation with its position in the queue (rule R6). */
export type Placed = OpenReservation & { readonly position?: number };

/**
 * Reserves a copy or title. Three round trips for a copy: the facts, the limit of the patron's
 * branch, and one write. Throws `Invalid`, `Forbidden`, and `Refused` with every reason (rule R2).
 * A repeated request gets the same reservation.
 */
export const reserve = (context: RequestContext, request: ReserveRequest): Promise<Placed> =>
  oncePerRequest<Placed>(context, async (recordEffect) => {
    const { copyId } = request;
    return copyId === undefined
      ? reserveTitle(context, request, recordEffect)
      : reserveCopy(context, { ...request, copyId }, recordEffect);
  });

type RecordEffect = (placed: Placed) => Writes;

const refuse = (refusals: readonly Refusal[]): void => {
  if (refusals.length > 0) throw new Refused(refusals);
};

/**
 * Closes lapsed reservations of a card before the night does: they must not count today (rules R5,
 * R9, T2).
 */
const closeLapsed = async (context: RequestContext, lapsed: readonly OpenReservation[]): Promise<void> => {
  await Promise.all(lapsed.map(({ id }) => expireReservation(context, id)));
};

const newReservation = (
  context: RequestContext,
  { patron, request }: { patron: Patron; request: ReserveRequest },
  of: { copyId?: string; titleId: string; from: Day | undefined },
): OpenReservation => {
  const kind = of.copyId === undefined ? 'title' : 'copy';
  return {
    id: reservationId(kind, of.copyId ?? of.titleId, context.requestId),
    kind,
    ...defined({ copyId: of.copyId }),
    titleId: of.titleId,
    patronId: patron.patronId,
    ...(isSpecial(patron) && { cardBranchId: patron.branchId }),
    pickupBranchId: request.pickupBranchId,
    status: 'waiting',
    placedAt: context.now,
    expiresOn: request.expiresOn,
    ...defined({ from: of.from }),
    version: 1,
  };
};

const reserveCopy = async (
  context: RequestContext,
  request: ReserveRequest & { copyId: string },
  recordEffect: RecordEffect,
): Promise<Placed> => {
  const facts = await loadCopyFacts(context, request);
  await closeLapsed(context, facts.lapsed);
  const { refusals, from, overridden } = decideCopyReservation(facts, request, context.today);
  refuse(refusals);
  const { copy, patron, limit, agreements } = facts;
  if (!copy || !patron) throw new Error('Nothing was refused, yet the copy or the patron is not known.');
  const reservation = newReservation(
    context,
    { patron, request },
    { copyId: copy.copyId, titleId: copy.titleId, from },
  );
  const first = goesFirst(reservation, copy);
  const placed = { ...reservation, position: (first ? copy.waitingFirst : copy.waiting) + 1 };
  const lines: HistoryLine[] =
    overridden && request.override
      ? [{ ...byPerson(context), action: 'override', reason: request.override.reason }]
      : [];
  await context.table.write(
    together(
      changeCopy(copy, joined(copy, reservation, first), lines),
      placeReservation(reservation),
      countOnCard(patron, { openReservations: 1 }, limit),
      sameAgreements(copy.copyId, agreements),
      recordEffect(placed),
    ),
  );
  return placed;
};

const reserveTitle = async (
  context: RequestContext,
  request: ReserveRequest,
  recordEffect: RecordEffect,
): Promise<Placed> => {
  const facts = await loadTitleFacts(context, request);
  await closeLapsed(context, facts.lapsed);
  const { refusals, from } = decideTitleReservation(facts, request, context.today);
  refuse(refusals);
  const { record, patron, limit, copies, agreements } = facts;
  if (!record || !patron) throw new Error('Nothing was refused, yet the title or the patron is not known.');
  const { title, queue } = record;
  const reservation = newReservation(context, { patron, request }, { titleId: title.titleId, from });
  const ahead = queue.filter((other) => isWaiting(other, context.today));
  const placed = { ...reservation, position: ahead.length + 1 };
  await markWanted(context, copies);
  await context.table.write(
    together(
      changeQueue(title, { waiting: 1, waitingUntil: waitingUntilWith(reservation, title.waitingUntil) }),
      placeReservation(reservation),
      countOnCard(patron, { openReservations: 1 }, limit),
      sameAgreements(title.titleId, agreements),
      recordEffect(placed),
    ),
  );
  return placed;
};

/**
 * Marks the copies on the shelves for the pull list, before the reservation is written. After a
 * crash in between, the pull list removes the marks. The queue guard of the title catches copies
 * that reach the shelf meanwhile (R8).
 */
const markWanted = async (context: RequestContext, copies: readonly Copy[]): Promise<void> => {
  const unmarked = copies.filter((copy) => isOnShelf(copy) && !copy.wanted);
  await Promise.all(unmarked.map((copy) => context.table.write(changeCopy(copy, { ...copy, wanted: true }))));
};
