import { defined } from './defined.ts';
import { loanBlockInForce } from './block.ts';
import { addDays, isPast, type Day } from './calendar.ts';
import type { Copy, Loan } from './copy.ts';
import { omit } from './omit.ts';
import { isSpecial, type Patron } from './patron.ts';
import type { ReasonCode, Refusal } from './refusal.ts';
import { goesFirst, inLine, isOpen, recount, type OpenReservation } from './reservation.ts';
import { isForOwnDisplay, refusalsOfState } from './reservation-rules.ts';
import type { Circumstances } from './hold-rules.ts';

/** Days until an ordinary loan is due; a special card has no due date (rule S1). */
const LOAN_DAYS = 21;

export const dueDateFor = (patron: Patron, today: Day): Day | undefined =>
  isSpecial(patron) ? undefined : addDays(today, LOAN_DAYS);

/**
 * What staff of the copy's branch may let a loan pass: the desk needs the displayed book (rule S5).
 */
const OVERRIDABLE: readonly ReasonCode[] = ['copy-on-special-card', 'copy-loan-blocked'];

/**
 * Whether somebody else's reservation keeps a copy: one that it is put aside for, or the copy
 * reservation first in line. A blocked patron is passed over, as at check-in (rule R7). Behind a
 * loan block nobody ordinary can be served: then a special card of the copy's own branch need only
 * let other such cards go first (rules B7, R6, S1).
 */
const isReservedForAnother = (
  copy: Copy,
  patron: Patron,
  queue: readonly OpenReservation[],
  { patrons, today }: Pick<Circumstances, 'patrons' | 'today'>,
): boolean => {
  const { hold } = copy;
  if (hold && !isPast(hold.readyUntil, today)) return hold.patronId !== patron.patronId;
  const goesBefore = isForOwnDisplay(copy, patron) && loanBlockInForce(copy.blocks, today) !== undefined;
  const first = inLine(queue, copy, today).find((reservation) => {
    const other = patrons.get(reservation.patronId);
    return other && !other.blocked && !other.leaving && (!goesBefore || goesFirst(reservation, copy));
  });
  return first !== undefined && first.patronId !== patron.patronId;
};

/** Why a copy cannot be lent to anybody as it is: out, or gone. Rules R2, S2. */
const refusalsOfPlace = (copy: Copy): Refusal[] => {
  const refusals = refusalsOfState(copy);
  const { copyId, loan } = copy;
  if (loan?.special) {
    refusals.push({
      code: 'copy-on-special-card',
      copyId,
      ...defined({ label: loan.label }),
    });
  }
  if (loan && !loan.special) refusals.push({ code: 'copy-on-loan', copyId });
  return refusals;
};

/**
 * Why a copy cannot be lent to this patron today; empty where nothing stands in the way. Rules B3,
 * B7, R2, S1, S2. Of an unknown patron only what nobody could pass is told.
 */
export const refusalsToLend = (
  copy: Copy,
  patron: Patron | undefined,
  queue: readonly OpenReservation[],
  circumstances: Pick<Circumstances, 'patrons' | 'today'>,
): readonly Refusal[] => {
  const { copyId, loan } = copy;
  const refusals = refusalsOfPlace(copy);
  if (!patron) return refusals;
  const loanBlock = loanBlockInForce(copy.blocks, circumstances.today);
  if (patron.blocked) refusals.push({ code: 'patron-blocked' });
  // It is on this very card already: no override makes that a new loan.
  if (loan?.special && loan.patronId === patron.patronId) refusals.push({ code: 'copy-on-loan', copyId });
  if (loanBlock && !isSpecial(patron)) refusals.push({ code: 'copy-loan-blocked', copyId, ...loanBlock });
  if (isReservedForAnother(copy, patron, queue, circumstances)) {
    refusals.push({ code: 'copy-reserved', copyId });
  }
  return refusals;
};

/** What remains of the refusals when the copy's branch lends it all the same (rule S5). */
export const passLoanOverridable = (refusals: readonly Refusal[]): readonly Refusal[] =>
  refusals.filter(({ code }) => !OVERRIDABLE.includes(code));

/**
 * The patron's own open reservations that lending this copy fulfils. One that another copy serves
 * stays.
 */
export const fulfilledBy = (
  copy: Copy,
  patron: Patron,
  reservations: readonly OpenReservation[],
  today: Day,
): readonly OpenReservation[] =>
  reservations.filter(
    (reservation) =>
      reservation.patronId === patron.patronId &&
      isOpen(reservation, today) &&
      (reservation.servedBy === undefined || reservation.servedBy === copy.copyId) &&
      (reservation.kind === 'title'
        ? reservation.titleId === copy.titleId
        : reservation.copyId === copy.copyId),
  );

/**
 * A copy that has been lent, with those who still wait for it: kept for nobody, and come in (R11).
 */
export const copyLent = (copy: Copy, loan: Loan, queue: readonly OpenReservation[], today: Day): Copy =>
  recount({ ...omit(copy, 'hold', 'transitTo'), loan, onOrder: false, wanted: false }, queue, today);

/** A copy that has been taken in: on no card, found, and come in if it was on order (rule R11). */
export const takenIn = (copy: Copy): Copy => ({ ...omit(copy, 'loan'), missing: false, onOrder: false });
