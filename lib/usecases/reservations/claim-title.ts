import { defined } from '../../domain/defined.ts';
import { omit } from '../../domain/omit.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { Patron } from '../../domain/patron.ts';
import { Refused } from '../../domain/errors.ts';
import { countOnCard } from '../../store/patrons.ts';
import { type Claim, claimTitle } from '../../store/claims.ts';
import { addWork, workIdOf, type Joining } from '../../store/work.ts';
import { together, WriteLost } from '../../store/writes.ts';
import { finishJoining, type KnownClaim } from '../circulation/join-line.ts';
import { fitFor } from '../core/serving-copies.ts';
import { prepareLine } from '../core/title-line.ts';
import { decideByAllCopies, loadTitleRequestFacts, type ReserveRequest } from './reservation-facts.ts';
import { refusalsBesidesCopies } from '../../domain/reservation-decision.ts';

import { closeLapsed, newReservation, refuse, type RecordEffect, type Reserved } from './new-reservation.ts';

/** The name of a joining: of its attempt, so that one that came to nothing is not met again. */
export const refOf = ({ requestId }: RequestContext, attempt: number): string =>
  attempt === 1 ? requestId : `${requestId}-${attempt}`;

type TitleRequest = ReserveRequest & { readonly titleId: string };

/** The claim of a title reservation, and the work that finishes it. */
const claimFor = (
  context: RequestContext,
  patron: Patron,
  request: TitleRequest,
  ref: string,
): { readonly claim: Claim; readonly joining: Joining } => {
  const { titleId, pickupBranchId } = request;
  const { patronId, branchId, kind } = patron;
  const card = { patronId, branchId, kind };
  const reservation = newReservation(context, { patron, request }, { titleId });
  const owner = context.idempotencyKey && omit(context.idempotencyKey, 'isUsed');
  return {
    claim: { ref, card, reservation, ...defined({ owner }) },
    joining: { kind: 'join', ref, titleId, card, pickupBranchId, at: context.now, version: ref },
  };
};

/** A claim that was made, and whether a copy may be asked for at once. */
export interface Claimed extends KnownClaim {
  readonly joining: Joining;
  readonly someIdle: boolean;
}

/**
 * Claims a title reservation, on the items of this card alone, and prepares the line meanwhile. All
 * copies are read only when none is known that can serve.
 */
export const claimTitleFor = async (
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
  if (!isSimple) refuse((await decideByAllCopies(context, facts, request)).refusals);
  if (!patron) throw new Error('Nothing was refused, yet the patron is not known.');
  const { claim, joining } = claimFor(context, patron, request, ref);
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
export const answerJoining = async (
  context: RequestContext,
  joining: Joining,
  known?: Claimed,
): Promise<Reserved> => {
  const end = await finishJoining(context, joining, known);
  if (!end) throw new WriteLost(['joining']);
  if ('refusals' in end) throw new Refused(end.refusals);
  // Every try gives the same answer: the recorded effect.
  if (end.byOthers && context.idempotencyKey) throw new WriteLost(['joining']);
  const isToBeAsked = known === undefined || known.someIdle;
  return { placed: end.placed, ...(isToBeAsked && { workId: workIdOf(joining) }) };
};
