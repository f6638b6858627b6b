import { defined } from './defined.ts';
import { keptAtHomeBy, type ThemeAgreement } from './theme-agreement.ts';
import { codeInForce, firstDayLendable, loanBlockInForce } from './block.ts';
import type { Day } from './calendar.ts';
import type { Copy } from './copy.ts';
import { isSpecial, type Card, type Patron } from './patron.ts';
import type { CopyAnswer, ReasonCode, Refusal } from './refusal.ts';

/** The patron, the pick-up branch and the theme agreements (rule A5). */
export interface ReservationRequest {
  readonly patron: Card;
  readonly pickupBranchId: string;
  readonly agreements: readonly ThemeAgreement[];
}

/**
 * Refusals that staff of the copy's branch, or an admin, may override for a copy reservation (rule
 * R10).
 */
const OVERRIDABLE: readonly ReasonCode[] = [
  'theme-agreement',
  'copy-not-reservable',
  'own-patrons-only',
  'leaves-branch',
];

/**
 * Whether the card is a special card of the copy's own branch: an exhibition put together (rule
 * R4).
 */
export const isForOwnDisplay = (copy: Copy, patron: Card): boolean =>
  isSpecial(patron) && patron.branchId === copy.branchId;

/** Refusals for everybody: the copy is withdrawn or missing. */
export const refusalsOfState = ({ copyId, withdrawn, missing }: Copy): Refusal[] => [
  ...(withdrawn ? [{ code: 'copy-withdrawn' as const, copyId }] : []),
  ...(missing ? [{ code: 'copy-missing' as const, copyId }] : []),
];

/** Why the reservation blocks of a copy refuse a request (rules B4, B5). */
const refusalsOfCode = (copy: Copy, { patron, pickupBranchId }: ReservationRequest): Refusal[] => {
  const { copyId, branchId } = copy;
  const code = codeInForce(copy.blocks);
  if (code === 8) return [{ code: 'copy-not-reservable', copyId }];
  if (code === null) return [];
  const refusals: Refusal[] = [];
  if (patron.branchId !== branchId) refusals.push({ code: 'own-patrons-only', copyId, branchId });
  if (pickupBranchId !== branchId) refusals.push({ code: 'leaves-branch', copyId, branchId });
  return refusals;
};

/** Refusals by theme agreements: the copy would leave its branch (rule A5). */
const refusalsOfAgreements = (
  copy: Copy,
  { pickupBranchId, agreements }: ReservationRequest,
  today: Day,
): Refusal[] =>
  keptAtHomeBy(copy, pickupBranchId, agreements, today).map(({ activityId, name, until }) => ({
    code: 'theme-agreement',
    copyId: copy.copyId,
    branchId: copy.branchId,
    activityId,
    activityName: name,
    until,
  }));

/**
 * Whether a reservation block or an agreement keeps a copy from a title reservation when it comes
 * in (B4, B5, R7).
 */
export const isKeptFromTitleQueue = (copy: Copy, request: ReservationRequest, today: Day): boolean =>
  refusalsOfCode(copy, request).length > 0 || refusalsOfAgreements(copy, request, today).length > 0;

const refusalsOfUse = (copy: Copy, patron: Card, today: Day): Refusal[] => {
  const { copyId, loan } = copy;
  const refusals: Refusal[] = [];
  const loanBlock = loanBlockInForce(copy.blocks, today);
  if (loanBlock && loanBlock.until === undefined) refusals.push({ code: 'copy-loan-blocked', copyId });
  if (loan?.special && loan.patronId !== patron.patronId) {
    refusals.push({
      code: 'copy-on-special-card',
      copyId,
      ...defined({ label: loan.label }),
    });
  }
  return refusals;
};

/** All refusals to reserve this copy for this patron today. Rules A5, B4–B6, R2, R4, R5. */
export const refusalsToReserve = (
  copy: Copy,
  request: ReservationRequest,
  today: Day,
): readonly Refusal[] => {
  const refusals = refusalsOfState(copy);
  if (copy.loan?.patronId === request.patron.patronId) {
    refusals.push({ code: 'already-on-loan', copyId: copy.copyId });
  }
  const ofAgreements = refusalsOfAgreements(copy, request, today);
  if (isForOwnDisplay(copy, request.patron)) return [...refusals, ...ofAgreements];
  return [
    ...refusals,
    ...refusalsOfCode(copy, request),
    ...refusalsOfUse(copy, request.patron, today),
    ...ofAgreements,
  ];
};

/** Refusals of a card for any reservation: blocked, or at its limit (rules R2, R9). */
export const refusalsOfPatron = (patron: Patron, limit: number): readonly Refusal[] => {
  const refusals: Refusal[] = [];
  if (patron.blocked) refusals.push({ code: 'patron-blocked' });
  if (!isSpecial(patron) && patron.openReservations >= limit) {
    refusals.push({ code: 'reservation-limit-reached', limit });
  }
  return refusals;
};

/** The refusals that remain after an override by the copy's branch (rule R10). */
export const passOverridable = (refusals: readonly Refusal[]): readonly Refusal[] =>
  refusals.filter(({ code }) => !OVERRIDABLE.includes(code));

/**
 * The first day on which a reserved copy is available; undefined unless a loan block with an end
 * date is in the way (rule B6).
 */
export const availableFrom = (
  copy: Copy,
  { patron }: Pick<ReservationRequest, 'patron'>,
  today: Day,
): Day | undefined => (isForOwnDisplay(copy, patron) ? undefined : firstDayLendable(copy.blocks, today));

/** A special card reserves copies, never a title (rule R4). */
export const refusalsOfKind = (patron: Card): readonly Refusal[] =>
  isSpecial(patron) ? [{ code: 'special-card-needs-copy' }] : [];

/** The answers of the copies of a title to a request (rules R2, R3). */
export interface TitleAnswer {
  readonly refusals: readonly Refusal[];
  readonly copies: readonly CopyAnswer[];
  readonly from?: Day;
}

/**
 * Whether any copy of a title could serve this patron, now or after its loan or dated loan block
 * (rules R1, R3).
 */
export const answerForTitle = (
  copies: readonly Copy[],
  request: ReservationRequest,
  today: Day,
): TitleAnswer => {
  const answers = copies.map((copy) => {
    const reasons = refusalsToReserve(copy, request, today);
    return { copyId: copy.copyId, allowed: reasons.length === 0, reasons };
  });
  const refusals: Refusal[] = [
    ...refusalsOfKind(request.patron),
    ...(copies.length === 0 ? [{ code: 'no-copies' as const }] : []),
  ];
  if (refusals.length > 0) return { refusals, copies: answers };
  const serving = copies.filter((_, index) => answers[index]?.allowed);
  if (serving.length === 0) {
    return { refusals: [{ code: 'no-copy-can-serve', copies: answers }], copies: answers };
  }
  const days = serving.map((copy) => availableFrom(copy, request, today) ?? '').sort();
  return { refusals: [], copies: answers, ...(days[0] && { from: days[0] }) };
};
