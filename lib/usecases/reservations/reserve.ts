import { byPerson, type RequestContext } from '../core/request-context.ts';
import type { HistoryLine } from '../../domain/history.ts';
import { defined } from '../../domain/defined.ts';
import { omit } from '../../domain/omit.ts';
import { freedOn, isUnmatched } from '../../domain/copy.ts';
import { goesFirst, joined as joinedBy, reservationId } from '../../domain/reservation.ts';
import { matchedOnJoining } from '../../domain/stored-match.ts';
import { stampOfNumber } from '../../domain/title-line.ts';
import { sameAgreements } from '../../store/theme-agreements.ts';
import { askingFor, changeCopy } from '../../store/copies.ts';
import { countOnCard } from '../../store/patrons.ts';
import { placeReservation } from '../../store/reservations.ts';
import { workIdOf } from '../../store/work.ts';
import { together } from '../../store/writes.ts';
import { numbersIn } from '../core/title-line.ts';
import { retryOnConflict } from '../core/retry.ts';
import { loadCopyFacts, type ReserveRequest } from './reservation-facts.ts';
import { decideCopyReservation } from '../../domain/reservation-decision.ts';
import { oncePerRequest } from '../core/idempotency.ts';

import { answerJoining, claimTitleFor, refOf, type Claimed } from './claim-title.ts';
import {
  closeLapsed,
  newReservation,
  refuse,
  type Effect,
  type RecordEffect,
  type Reserved,
} from './new-reservation.ts';

const reserveCopy = async (
  context: RequestContext,
  request: ReserveRequest & { copyId: string },
  recordEffect: RecordEffect,
): Promise<Reserved> => {
  const facts = await loadCopyFacts(context, request, ({ titleId }) => numbersIn(context, titleId));
  await closeLapsed(context, facts.lapsed);
  const { refusals, from, overridden } = decideCopyReservation(facts, request, context.today);
  refuse(refusals);
  const { copy, patron, limit, agreements, taken } = facts;
  if (!copy || !patron || !taken)
    throw new Error('Nothing was refused, yet the copy or the patron is not known.');
  const { copyId, titleId } = copy;
  const reservation = {
    ...newReservation(context, { patron, request }, { copyId, titleId, from }),
    id: reservationId('copy', copyId, stampOfNumber(taken.last)),
  };
  const first = goesFirst(reservation, copy);
  const placed = { ...reservation, position: (first ? copy.waitingFirst : copy.waiting) + 1 };
  const lines: HistoryLine[] =
    overridden && request.override
      ? [{ ...byPerson(context), action: 'override', reason: request.override.reason }]
      : [];
  const freed = freedOn(copy, context.today);
  const joined = joinedBy(freed, reservation, first);
  const circumstances = { patron, agreements: agreements.list, today: context.today };
  const after =
    taken.waiting === 0 ? matchedOnJoining(freed, joined, reservation, circumstances) : omit(joined, 'match');
  await context.table.write(
    together(
      changeCopy(copy, after, lines),
      placeReservation(reservation),
      countOnCard(patron, { openReservations: 1 }, limit),
      sameAgreements(copy.copyId, agreements),
      recordEffect(placed),
    ),
  );
  return { placed, ...(isUnmatched(after) && { workId: workIdOf(askingFor(copy)) }) };
};

/**
 * Reserves a copy or title. Four round trips for a title: the facts, the claim, the line with a
 * second look at what others share, and the reservation; one more when it is collected elsewhere.
 * Three for a copy: the facts, its number with the rest of them, and one write. Throws `Invalid`,
 * `Forbidden`, and `Refused` with every reason (rule R2). A repeated request gets the same
 * reservation.
 */
export const reserve = (context: RequestContext, request: ReserveRequest): Promise<Reserved> => {
  let attempts = 0;
  return retryOnConflict(async () => {
    const { copyId, titleId = '' } = request;
    let known: Claimed | undefined;
    let asks: string | undefined;
    const effect = await oncePerRequest<Effect>(context, async (recordEffect) => {
      if (copyId !== undefined) {
        const { placed, workId } = await reserveCopy(context, { ...request, copyId }, recordEffect);
        asks = workId;
        return placed;
      }
      const ref = refOf(context, ++attempts);
      known = await claimTitleFor(context, { ...request, titleId }, ref, recordEffect);
      return { joining: known.joining };
    });
    return 'joining' in effect
      ? answerJoining(context, effect.joining, known)
      : { placed: effect, ...defined({ workId: asks }) };
  });
};
