import { defined } from '../../domain/defined.ts';
import { byPerson, type RequestContext } from '../core/request-context.ts';
import type { Day } from '../../domain/calendar.ts';
import type { HistoryLine } from '../../domain/history.ts';
import { isSpecial, type Patron } from '../../domain/patron.ts';
import { Refused } from '../../domain/errors.ts';
import {
  goesFirst,
  joined as joinedBy,
  reservationId,
  type OpenReservation,
} from '../../domain/reservation.ts';
import { stampOfNumber } from '../../domain/title-line.ts';
import { sameAgreements } from '../../store/theme-agreements.ts';
import { changeCopy } from '../../store/copies.ts';
import { countOnCard } from '../../store/patrons.ts';
import { placeReservation } from '../../store/reservations.ts';
import { type Claim, claimTitle } from '../../store/claims.ts';
import { addWork, workIdOf, type Joining } from '../../store/work.ts';
import { together, WriteLost, type Writes } from '../../store/writes.ts';
import { finishJoining, type KnownClaim, type Placed } from '../circulation/join-line.ts';
import { fitFor } from '../core/serving-copies.ts';
import { numbersIn, prepareLine } from '../core/title-line.ts';
import { retryOnConflict } from '../core/retry.ts';
import {
  decideByAllCopies,
  loadCopyFacts,
  loadTitleRequestFacts,
  type ReserveRequest,
} from './reservation-facts.ts';
import { expireReservation } from './close-reservation.ts';
import { decideCopyReservation, refusalsBesidesCopies } from '../../domain/reservation-decision.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { oncePerRequest } from '../core/idempotency.ts';

type RecordEffect = (effect: Effect) => Writes;

/**
 * A reservation that was placed, or one on its way into the line, which a repeated request
 * finishes.
 */
type Effect = Placed | { readonly joining: Joining };

/** A new reservation, and the work that asks for a copy (rule R8). */
export interface Reserved {
  readonly placed: Placed;
  readonly workId?: string;
}

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

type New = Omit<OpenReservation, 'id'>;

const newReservation = (
  context: RequestContext,
  { patron, request }: { patron: Patron; request: ReserveRequest },
  of: { copyId?: string; titleId: string; from?: Day | undefined },
): New => ({
  kind: of.copyId === undefined ? 'title' : 'copy',
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
});

const reserveCopy = async (
  context: RequestContext,
  request: ReserveRequest & { copyId: string },
  recordEffect: RecordEffect,
): Promise<Placed> => {
  const facts = await loadCopyFacts(context, request, ({ titleId }) => numbersIn(context, titleId));
  await closeLapsed(context, facts.lapsed);
  const { refusals, from, overridden } = decideCopyReservation(facts, request, context.today);
  refuse(refusals);
  const { copy, patron, limit, agreements, number } = facts;
  if (!copy || !patron || number === undefined)
    throw new Error('Nothing was refused, yet the copy or the patron is not known.');
  const { copyId, titleId } = copy;
  const reservation = {
    ...newReservation(context, { patron, request }, { copyId, titleId, from }),
    id: reservationId('copy', copyId, stampOfNumber(number)),
  };
  const first = goesFirst(reservation, copy);
  const placed = { ...reservation, position: (first ? copy.waitingFirst : copy.waiting) + 1 };
  const lines: HistoryLine[] =
    overridden && request.override
      ? [{ ...byPerson(context), action: 'override', reason: request.override.reason }]
      : [];
  await context.table.write(
    together(
      changeCopy(copy, joinedBy(copy, reservation, first), lines),
      placeReservation(reservation),
      countOnCard(patron, { openReservations: 1 }, limit),
      sameAgreements(copy.copyId, agreements),
      recordEffect(placed),
    ),
  );
  return placed;
};

/** The name of a joining: of its attempt, so that one that came to nothing is not met again. */
const refOf = ({ requestId }: RequestContext, attempt: number): string =>
  attempt === 1 ? requestId : `${requestId}-${attempt}`;

type TitleRequest = ReserveRequest & { readonly titleId: string };

/** The claim of a title reservation, and the work that finishes it. */
const claimFor = (
  context: RequestContext,
  patron: Patron,
  request: TitleRequest,
  { ref, from }: { readonly ref: string; readonly from: Day | undefined },
): { readonly claim: Claim; readonly joining: Joining } => {
  const { titleId, pickupBranchId } = request;
  const { patronId, branchId, kind } = patron;
  const card = { patronId, branchId, kind };
  const reservation = newReservation(context, { patron, request }, { titleId, from });
  return {
    claim: { ref, card, reservation, ...defined({ answerKey: context.idempotencyKey?.key }) },
    joining: { kind: 'join', ref, titleId, card, pickupBranchId, at: context.now, version: ref },
  };
};

/** A claim that was made, and whether a copy may be asked for at once. */
interface Claimed extends KnownClaim {
  readonly joining: Joining;
  readonly someIdle: boolean;
}

/**
 * Claims a title reservation, on the items of this card alone, and prepares the line meanwhile. All
 * copies are read only when none is known that can serve.
 */
const claimTitleFor = async (
  context: RequestContext,
  request: TitleRequest,
  ref: string,
  recordEffect: RecordEffect,
): Promise<Claimed> => {
  const facts = await loadTitleRequestFacts(context, request);
  await closeLapsed(context, facts.lapsed);
  const { patron, limit, line, agreements } = facts;
  const { pickupBranchId } = request;
  const candidates = patron
    ? fitFor(facts.candidates, { patron, pickupBranchId, agreements: agreements.list })
    : [];
  const isSimple = candidates.length > 0 && refusalsBesidesCopies(facts).length === 0;
  const decision = isSimple ? undefined : await decideByAllCopies(context, facts, request);
  refuse(decision?.refusals ?? []);
  if (!patron) throw new Error('Nothing was refused, yet the patron is not known.');
  const { claim, joining } = claimFor(context, patron, request, { ref, from: decision?.from });
  const writes = together(
    claimTitle(claim),
    countOnCard(patron, { openReservations: 1 }, limit),
    addWork(joining),
    recordEffect({ joining }),
  );
  await Promise.all([context.table.write(writes), prepareLine(context, request.titleId, line)]);
  return { claim, candidates, joining, someIdle: facts.candidates.someIdle };
};

/** Answers a joining; starts again when it came to nothing in other hands. */
const joined = async (context: RequestContext, joining: Joining, known?: Claimed): Promise<Reserved> => {
  const end = await finishJoining(context, joining, known);
  if (!end) throw new WriteLost(['joining']);
  if ('refusals' in end) throw new Refused(end.refusals);
  // Every try gives the same answer: the recorded effect.
  if (end.byOthers && context.idempotencyKey) throw new WriteLost(['joining']);
  const isToBeAsked = known === undefined || known.someIdle;
  return { placed: end.placed, ...(isToBeAsked && { workId: workIdOf(joining) }) };
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
    const effect = await oncePerRequest<Effect>(context, async (recordEffect) => {
      if (copyId !== undefined) return reserveCopy(context, { ...request, copyId }, recordEffect);
      const ref = refOf(context, ++attempts);
      known = await claimTitleFor(context, { ...request, titleId }, ref, recordEffect);
      return { joining: known.joining };
    });
    return 'joining' in effect ? joined(context, effect.joining, known) : { placed: effect };
  });
};
