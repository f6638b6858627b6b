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
 * Refusals that staff of the copy's branch may override for a loan: the desk needs the displayed
 * book (rule S5).
 */
const OVERRIDABLE: readonly ReasonCode[] = ['copy-on-special-card', 'copy-loan-blocked'];

/**
 * Whether a reservation of somebody else keeps a copy: the one that it is on hold for, or the first
 * copy reservation in line. A blocked patron is skipped, as at check-in (rule R7). Behind a loan
 * block no ordinary reservation can be served: a special card of the copy's own branch then waits
 * only for other such cards (rules B7, R6, S1).
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

/** Refusals for everybody: the copy is out, missing or withdrawn. Rules R2, S2. */
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
 * All refusals to lend this copy to this patron today. Rules B3, B7, R2, S1, S2. An unknown patron
 * gets only the refusals that apply to everybody.
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
  // The copy is on this very card: no override makes that a new loan.
  if (loan?.special && loan.patronId === patron.patronId) refusals.push({ code: 'copy-on-loan', copyId });
  if (loanBlock && !isSpecial(patron)) refusals.push({ code: 'copy-loan-blocked', copyId, ...loanBlock });
  if (isReservedForAnother(copy, patron, queue, circumstances)) {
    refusals.push({ code: 'copy-reserved', copyId });
  }
  return refusals;
};

/** The refusals that remain after an override by the copy's branch (rule S5). */
export const passLoanOverridable = (refusals: readonly Refusal[]): readonly Refusal[] =>
  refusals.filter(({ code }) => !OVERRIDABLE.includes(code));

/**
 * The patron's own open reservations that this loan fulfils. A reservation that another copy serves
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

/** A copy that was in somebody's hands: an order for it has ended (rule R11). */
const arrived = (copy: Copy): Copy => ({ ...copy, onOrder: false, arrived: true });

/** A copy after check-out: without a hold, no longer on order, with its new queue (R11). */
export const copyLent = (copy: Copy, loan: Loan, queue: readonly OpenReservation[], today: Day): Copy =>
  recount({ ...omit(arrived(copy), 'hold', 'transitTo'), loan, wanted: false }, queue, today);

/** A copy after check-in: without a loan, no longer missing or on order (rule R11). */
export const takenIn = (copy: Copy): Copy => ({ ...omit(arrived(copy), 'loan'), missing: false });
