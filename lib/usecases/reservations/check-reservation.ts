import type { Day } from '../../domain/calendar.ts';
import type { CopyAnswer, Refusal } from '../../domain/refusal.ts';
import type { RequestContext } from '../core/request-context.ts';
import { decideOnCopy, decideOnTitle, type ReserveRequest } from './decide-reservation.ts';
import { withBranchNames } from '../core/branch-names.ts';

/** The answer to the question whether a reservation would be allowed (rule R2). */
export interface ReservationAnswer {
  readonly allowed: boolean;
  readonly from?: Day;
  readonly reasons: readonly Refusal[];
  /** For a title: what each of its copies answers. */
  readonly copies?: readonly CopyAnswer[];
}

const namedCopies = async (
  context: RequestContext,
  copies: readonly CopyAnswer[],
): Promise<readonly CopyAnswer[]> => {
  const [carrier] = await withBranchNames(context.table, [{ code: 'no-copy-can-serve', copies }]);
  return carrier?.copies ?? [];
};

/**
 * Asks what `reserve` would answer, without reserving (rule R2). Closes what has lapsed on the
 * card, as that would.
 */
export const checkReservation = async (
  context: RequestContext,
  request: ReserveRequest,
): Promise<ReservationAnswer> => {
  const { copyId } = request;
  const decision =
    copyId === undefined
      ? await decideOnTitle(context, request)
      : await decideOnCopy(context, { ...request, copyId });
  const { refusals, from } = decision;
  return {
    allowed: refusals.length === 0,
    ...(refusals.length === 0 && from !== undefined && { from }),
    reasons: await withBranchNames(context.table, refusals),
    ...('answers' in decision && { copies: await namedCopies(context, decision.answers) }),
  };
};
