import type { Day } from '../../domain/calendar.ts';
import type { CopyAnswer, Refusal } from '../../domain/refusal.ts';
import type { RequestContext } from '../core/request-context.ts';
import {
  decideByAllCopies,
  loadCopyFacts,
  loadTitleRequestFacts,
  type ReserveRequest,
} from './reservation-facts.ts';
import {
  decideCopyReservation,
  type CopyDecision,
  type TitleDecision,
} from '../../domain/reservation-decision.ts';
import { withBranchNames } from '../core/branch-names.ts';

/** Whether a reservation would be allowed, and all reasons against it (rule R2). */
export interface ReservationAnswer {
  readonly allowed: boolean;
  readonly from?: Day;
  readonly reasons: readonly Refusal[];
  /** For a title: the answer of each of its copies. */
  readonly copies?: readonly CopyAnswer[];
}

const namedCopies = async (
  context: RequestContext,
  copies: readonly CopyAnswer[],
): Promise<readonly CopyAnswer[]> => {
  const [carrier] = await withBranchNames(context.table, [{ code: 'no-copy-can-serve', copies }]);
  return carrier?.copies ?? [];
};

const decide = async (
  context: RequestContext,
  request: ReserveRequest,
): Promise<CopyDecision | TitleDecision> => {
  const { copyId } = request;
  return copyId === undefined
    ? decideByAllCopies(context, await loadTitleRequestFacts(context, request), request)
    : decideCopyReservation(await loadCopyFacts(context, { ...request, copyId }), request, context.today);
};

/** Decides like `reserve`, and writes nothing (rules R2, R17). */
export const checkReservation = async (
  context: RequestContext,
  request: ReserveRequest,
): Promise<ReservationAnswer> => {
  const decision = await decide(context, request);
  const { refusals, from } = decision;
  return {
    allowed: refusals.length === 0,
    ...(refusals.length === 0 && from !== undefined && { from }),
    reasons: await withBranchNames(context.table, refusals),
    ...('answers' in decision && { copies: await namedCopies(context, decision.answers) }),
  };
};
