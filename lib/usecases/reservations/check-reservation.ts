import type { Day } from '../../domain/calendar.ts';
import type { CopyAnswer, Refusal } from '../../domain/refusal.ts';
import type { Act } from '../core/request-context.ts';
import { decideOnCopy, decideOnTitle, type ReserveRequest } from './decide-reservation.ts';
import { named } from '../core/branch-names.ts';

/** The answer to the question whether a reservation would be allowed (rule R2). */
export interface ReservationAnswer {
  readonly allowed: boolean;
  readonly from?: Day;
  readonly reasons: readonly Refusal[];
  /** For a title: what each of its copies answers. */
  readonly copies?: readonly CopyAnswer[];
}

const namedCopies = async (act: Act, copies: readonly CopyAnswer[]): Promise<readonly CopyAnswer[]> => {
  const [carrier] = await named(act, [{ code: 'no-copy-can-serve', copies }]);
  return carrier?.copies ?? [];
};

/** Asks what `reserve` would answer, without reserving (rule R2). Closes what has lapsed on the card, as that would. */
export const checkReservation = async (act: Act, request: ReserveRequest): Promise<ReservationAnswer> => {
  const { copyId } = request;
  const decision =
    copyId === undefined
      ? await decideOnTitle(act, request)
      : await decideOnCopy(act, { ...request, copyId });
  const { refusals, from } = decision;
  return {
    allowed: refusals.length === 0,
    ...(refusals.length === 0 && from !== undefined && { from }),
    reasons: await named(act, refusals),
    ...('answers' in decision && { copies: await namedCopies(act, decision.answers) }),
  };
};
