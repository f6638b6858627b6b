import type { Copy, Loan } from '../domain/copy.ts';
import type { HistoryLine } from '../domain/history.ts';
import { dueDateFor, fulfilledBy, passLoanOverridable, refusalsToLend } from '../domain/lending.ts';
import { actsFor, isSpecial, type Patron } from '../domain/people.ts';
import { Refused, type Refusal } from '../domain/refusal.ts';
import { recount, type OpenReservation } from '../domain/reservation.ts';
import { isBranch } from '../store/branches.ts';
import { changeCopy, loadCopyWithQueue } from '../store/copies.ts';
import { branchKey, openKey, patronKey, titleKey } from '../store/keys.ts';
import { addLoan, endLoan, isPatron, releaseCard, toPatron, useCard } from '../store/patrons.ts';
import { closeReservation, toReservation } from '../store/reservations.ts';
import { together, type Item } from '../store/table.ts';
import { changeQueue, isTitle, toTitle } from '../store/titles.ts';
import { byPerson, type Act } from './act.ts';
import { named, otherBranch } from './explain.ts';
import { untilSettled } from './settle.ts';
import { omit } from '../domain/omit.ts';

export interface CheckOutRequest {
  readonly copyId: string;
  readonly patronId: string;
  readonly branchId: string;
  readonly override?: { readonly reason: string } | undefined;
}

export type CheckOut = Loan & { readonly copyId: string };

/** Everything that lending needs to know of the cards and of the patron's own title reservation, in one request. */
const loadRest = async (
  act: Act,
  request: CheckOutRequest,
  copy: Copy,
  queue: readonly OpenReservation[],
) => {
  const items = await act.table.getAll([
    patronKey(request.patronId),
    branchKey(request.branchId),
    openKey(request.patronId, 'title', copy.titleId),
    titleKey(copy.titleId),
    ...queue.slice(0, 90).map((reservation) => patronKey(reservation.patronId)),
  ]);
  const patrons = new Map(items.filter(isPatron).map((item) => [toPatron(item).patronId, toPatron(item)]));
  const ownTitle = items.find((item: Item) => item.reservation !== undefined);
  const title = items.find(isTitle);
  return {
    patrons,
    patron: patrons.get(request.patronId),
    knowsBranch: items.some(isBranch),
    own: ownTitle ? [toReservation(ownTitle) as OpenReservation] : [],
    title: title && toTitle(title),
  };
};

const unknowns = (patron: Patron | undefined, knowsBranch: boolean): Refusal[] => [
  ...(!patron || patron.leaving ? [{ code: 'unknown-patron' as const }] : []),
  ...(knowsBranch ? [] : [{ code: 'unknown-branch' as const }]),
];

const loanOf = (act: Act, request: CheckOutRequest, patron: Patron): Loan => {
  const dueDate = dueDateFor(patron, act.today);
  return {
    patronId: patron.patronId,
    special: isSpecial(patron),
    ...(patron.label !== undefined && { label: patron.label }),
    ...(patron.activityId !== undefined && { activityId: patron.activityId }),
    branchId: request.branchId,
    since: act.now,
    ...(dueDate !== undefined && { dueDate }),
    requestId: act.requestId,
  };
};

/** The copy once it is lent: in nobody's way, and no longer where it was. */
const lent = (copy: Copy, loan: Loan, queue: readonly OpenReservation[], act: Act): Copy =>
  recount({ ...omit(copy, 'hold', 'transitTo'), loan, onOrder: false, wanted: false }, queue, act.today);

const mayOverride = async (act: Act, copy: Copy): Promise<void> => {
  if (!actsFor(act.caller, copy.branchId)) throw await otherBranch(act, copy.branchId, 'copy');
};

/** Checking out to a special card needs staff of its branch (rule S1). */
const mayUse = async (act: Act, patron: Patron | undefined): Promise<void> => {
  if (patron && isSpecial(patron) && !actsFor(act.caller, patron.branchId)) {
    throw await otherBranch(act, patron.branchId, 'card');
  }
};

/**
 * Lends a copy to a card, and fulfils that card's own reservation for it. A special card has no due date and no loan
 * block stops it (rule S1). Overriding lends from a special card or behind a loan block, as one write (rule S5).
 * Three round trips: the copy with its queue, the cards, one write. Throws `Refused` with every reason (R2).
 */
export const checkOut = async (act: Act, request: CheckOutRequest): Promise<CheckOut> => {
  if (!actsFor(act.caller, request.branchId)) throw await otherBranch(act, request.branchId, 'desk');
  return untilSettled(() => attempt(act, request));
};

const attempt = async (act: Act, request: CheckOutRequest): Promise<CheckOut> => {
  const { copyId, override } = request;
  const found = await loadCopyWithQueue(act.table, copyId);
  if (!found)
    throw new Refused([{ code: 'unknown-copy', copyId }, ...(await unknownsWithoutCopy(act, request))]);
  const { copy, queue } = found;
  const { patron, patrons, knowsBranch, own, title } = await loadRest(act, request, copy, queue);
  if (override) await mayOverride(act, copy);
  await mayUse(act, patron);
  const missing = unknowns(patron, knowsBranch);
  if (!patron || missing.length > 0) throw new Refused(missing);
  if (copy.loan?.requestId === act.requestId) return { ...copy.loan, copyId };
  const all = refusalsToLend(copy, patron, queue, patrons, act.today);
  const refusals = override ? passLoanOverridable(all) : all;
  if (refusals.length > 0) throw new Refused(await named(act, refusals));
  const line = override && all.length > 0 ? overrideLine(act, override.reason) : [];
  const loan = loanOf(act, request, patron);
  const done = fulfilledBy(copy, patron, [...queue, ...own], act.today);
  const after = lent(
    copy,
    loan,
    queue.filter((reservation) => !done.includes(reservation)),
    act,
  );
  const fulfilsTitle = done.some((reservation) => reservation.kind === 'title');
  const previous = copy.loan;
  const counts = { loans: 1, openReservations: -done.length };
  await act.table.write(
    together(
      changeCopy(copy, after, line),
      previous ? endLoan(copyId, previous) : {},
      previous ? releaseCard(previous.patronId, { loans: -1 }) : {},
      addLoan(copyId, loan),
      useCard(patron, counts),
      ...done.map((reservation) =>
        closeReservation(reservation, {
          status: 'fulfilled',
          today: act.today,
          retentionDays: act.settings.patronRetentionDays,
        }),
      ),
      fulfilsTitle && title ? changeQueue(title, { waiting: -1 }) : {},
    ),
  );
  return { ...loan, copyId };
};

const unknownsWithoutCopy = async (act: Act, request: CheckOutRequest): Promise<readonly Refusal[]> => {
  const items = await act.table.getAll([patronKey(request.patronId), branchKey(request.branchId)]);
  const patron = items.filter(isPatron).map(toPatron)[0];
  return unknowns(patron, items.some(isBranch));
};

const overrideLine = (act: Act, reason: string): readonly HistoryLine[] => [
  { ...byPerson(act), action: 'override', reason },
];
