import { defined } from '../../domain/defined.ts';
import { byPerson, type RequestContext } from '../core/request-context.ts';
import { activitiesOf } from '../../domain/block.ts';
import {
  copyLent,
  dueDateFor,
  fulfilledBy,
  passLoanOverridable,
  refusalsToLend,
} from '../../domain/lending-rules.ts';
import { denyCopy, denyDesk, denySpecialCard } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import type { Copy, Loan } from '../../domain/copy.ts';
import { isSpecial, type Patron } from '../../domain/patron.ts';
import { isWaiting, statusOn } from '../../domain/reservation.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { Refused } from '../../domain/errors.ts';
import { changeCopy, loadCopyWithQueue, type CopyWithQueue } from '../../store/copies.ts';
import { addLoan, endLoan, uncountFromCard, countOnCard } from '../../store/patrons.ts';
import { closeReservation } from '../../store/reservations.ts';
import { together, type Writes } from '../../store/writes.ts';
import { loadBorrower, type Borrower } from './borrower.ts';
import { oncePerRequest } from '../core/idempotency.ts';
import { lookAgainAt } from '../core/look-again.ts';
import { writeAndCount } from '../core/title-line.ts';

export interface CheckOutRequest {
  readonly copyId: string;
  readonly patronId: string;
  readonly branchId: string;
  readonly override?: { readonly reason: string } | undefined;
}

/** A loan, with what the desk should tell (rule R7). */
export type CheckOut = Loan & {
  readonly copyId: string;
  /** Title reservations that still wait for a copy; left out when there are none. */
  readonly waiting?: number;
  /** The own reservation of the title that lies ready with another copy. */
  readonly otherReady?: { readonly reservationId: string; readonly copyId: string };
};

/**
 * Lends a copy to a card, and fulfils the reservations of that card for it. A special card has no
 * due date, and ignores loan blocks (rule S1). An override lends a copy that is on a special card
 * or has a loan block, in one write (rule S5). Three round trips: the copy with its queue, the
 * cards, and one write; one more for activities. Throws `Forbidden`, and `Refused` with every
 * reason (R2).
 */
export const checkOut = (context: RequestContext, request: CheckOutRequest): Promise<CheckOut> =>
  oncePerRequest<CheckOut>(context, async (recordEffect) => {
    permit(denyDesk(context.caller, request.branchId));
    const found = await loadCopyWithQueue(context.table, request.copyId);
    const borrower = await loadBorrower(context, request, found);
    if (request.override && found) permit(denyCopy(context.caller, found.copy));
    permit(denySpecialCard(context.caller, borrower.patron));
    const { passed, refusals } = decide(context, request, found, borrower);
    if (!found || !borrower.patron || refusals.length > 0) throw new Refused(refusals);
    const loan = loanOf(context, request, borrower.patron);
    const lent = { ...loan, copyId: request.copyId, ...toTell(context, found.copy, borrower) };
    const reason = passed ? request.override?.reason : undefined;
    const writes = lend(context, found, { ...borrower, patron: borrower.patron }, { loan, reason });
    const again = await lookAgainAt(context, activitiesConcerned(found.copy, borrower.patron));
    await writeAndCount(context, together(writes, again, recordEffect(lent)));
    return lent;
  });

/** What staff should tell with a loan: who else waits, and what lies ready for this card. */
const toTell = (
  { today }: RequestContext,
  copy: Copy,
  { patron, own, waiting }: Borrower,
): Pick<CheckOut, 'waiting' | 'otherReady'> => {
  const done = patron ? fulfilledBy(copy, patron, own, today) : [];
  const still = waiting - done.filter((reservation) => isWaiting(reservation, today)).length;
  const other = own.find(
    (reservation) => statusOn(reservation, today) === 'ready' && reservation.servedBy !== copy.copyId,
  );
  return {
    ...(still > 0 && { waiting: still }),
    ...(other?.servedBy !== undefined && {
      otherReady: { reservationId: other.id, copyId: other.servedBy },
    }),
  };
};

/** All reasons against the loan, and whether the override removed any. */
const decide = (
  context: RequestContext,
  { copyId, override }: CheckOutRequest,
  found: CopyWithQueue | undefined,
  { patron, patrons, knowsBranch }: Borrower,
): { readonly refusals: readonly Refusal[]; readonly passed: boolean } => {
  const all = found ? refusalsToLend(found.copy, patron, found.queue, { patrons, today: context.today }) : [];
  const left = override ? passLoanOverridable(all) : all;
  const refusals: Refusal[] = [
    ...(found ? [] : [{ code: 'unknown-copy' as const, copyId }]),
    ...(patron ? [] : [{ code: 'unknown-patron' as const }]),
    ...(knowsBranch ? [] : [{ code: 'unknown-branch' as const }]),
    ...left,
  ];
  return { refusals, passed: left.length < all.length };
};

/**
 * The activities that a loan concerns: that of the new special card (rule S4), and those of the
 * blocks of a copy that leaves one (rule A2).
 */
const activitiesConcerned = ({ loan, blocks }: Copy, { activityId }: Patron): readonly string[] => [
  ...(activityId === undefined ? [] : [activityId]),
  ...(loan?.special ? activitiesOf(blocks) : []),
];

const loanOf = (context: RequestContext, request: CheckOutRequest, patron: Patron): Loan => {
  const dueDate = dueDateFor(patron, context.today);
  return {
    patronId: patron.patronId,
    special: isSpecial(patron),
    ...defined({ label: patron.label, activityId: patron.activityId }),
    ...(isSpecial(patron) && { cardBranchId: patron.branchId }),
    branchId: request.branchId,
    since: context.now,
    ...defined({ dueDate }),
  };
};

/**
 * The writes that lend a copy: remove it from its previous card, add it to this one, and fulfil the
 * reservations of this card.
 */
const lend = (
  context: RequestContext,
  { copy, queue }: CopyWithQueue,
  { patron, own }: Borrower & { readonly patron: Patron },
  { loan, reason }: { readonly loan: Loan; readonly reason: string | undefined },
): Writes => {
  const done = fulfilledBy(copy, patron, [...queue, ...own], context.today);
  const rest = queue.filter((reservation) => !done.includes(reservation));
  const lines = reason === undefined ? [] : [{ ...byPerson(context), action: 'override' as const, reason }];
  const closing = {
    status: 'fulfilled' as const,
    today: context.today,
    retentionDays: context.settings.patronRetentionDays,
  };
  return together(
    changeCopy(copy, copyLent(copy, loan, rest, context.today), lines),
    copy.loan ? endLoan(copy.copyId, copy.loan) : {},
    copy.loan ? uncountFromCard(copy.loan.patronId, { loans: -1 }) : {},
    addLoan(copy.copyId, loan),
    countOnCard(patron, { loans: 1, openReservations: -done.length }),
    ...done.map((reservation) => closeReservation(reservation, closing, context.now)),
  );
};
