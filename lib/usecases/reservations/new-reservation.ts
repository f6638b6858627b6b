import { defined } from '../../domain/defined.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { Day } from '../../domain/calendar.ts';
import { isSpecial, type Patron } from '../../domain/patron.ts';
import { Refused } from '../../domain/errors.ts';
import type { OpenReservation } from '../../domain/reservation.ts';
import type { Joining } from '../../store/work.ts';
import type { Writes } from '../../store/writes.ts';
import type { Placed } from '../circulation/join-line.ts';
import type { ReserveRequest } from './reservation-facts.ts';
import { expireReservation } from './close-reservation.ts';
import type { Refusal } from '../../domain/refusal.ts';

/** Records what came of a request in the write that causes it. */
export type RecordEffect = (effect: Effect) => Writes;

/**
 * A reservation that was placed, or one on its way into the line, which a repeated request
 * finishes.
 */
export type Effect = Placed | { readonly joining: Joining };

/** A new reservation, and the work that asks for a copy (rule R8). */
export interface Reserved {
  readonly placed: Placed;
  readonly workId?: string;
}

/** Throws `Refused` if there are reasons. */
export const refuse = (refusals: readonly Refusal[]): void => {
  if (refusals.length > 0) throw new Refused(refusals);
};

/**
 * Closes lapsed reservations of a card before the night does: they must not count today (rules R5,
 * R9, T2).
 */
export const closeLapsed = async (
  context: RequestContext,
  lapsed: readonly OpenReservation[],
): Promise<void> => {
  await Promise.all(lapsed.map(({ id }) => expireReservation(context, id)));
};

/** A reservation before it has a number, and by that an id. */
export type New = Omit<OpenReservation, 'id'>;

/** A reservation that waits, as it is asked for now. */
export const newReservation = (
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
