import {
  refusalsOfPatron,
  answerForTitle,
  availableFrom,
  passOverridable,
  refusalsOfKind,
  refusalsOfState,
  refusalsToReserve,
  type ReservationRequest,
} from './reservation-rules.ts';
import { defined } from './defined.ts';
import type { Branch } from './branch.ts';
import type { Day } from './calendar.ts';
import type { Copy } from './copy.ts';
import type { Patron } from './patron.ts';
import type { CopyAnswer, Refusal } from './refusal.ts';
import type { OpenReservation } from './reservation.ts';
import type { ThemeAgreement } from './theme-agreement.ts';

/** The facts about the card and the pick-up branch, on the day of the decision. */
export interface CardFacts {
  /** `openReservations` is counted today. */
  readonly patron: Patron | undefined;
  readonly pickup: Branch | undefined;
  /** The card's open reservation of the same copy or title. */
  readonly open: Pick<OpenReservation, 'kind' | 'copyId'> | undefined;
  /** Open reservations that the card may have; undefined for no limit: a special card (rule R9). */
  readonly limit: number | undefined;
  /** The theme agreements of the network (rule A5). */
  readonly agreements: { readonly list: readonly ThemeAgreement[] };
}

/** The same with the copy that is asked for. */
export type CopyFacts = CardFacts & { readonly copy: Copy | undefined };

/** The same with the title that is asked for, and its copies. */
export type TitleFacts = CardFacts & { readonly isKnown: boolean; readonly copies: readonly Copy[] };

/** The terms of a reservation. */
export interface ReservationTerms {
  readonly pickupBranchId: string;
  /** Set when staff override a refusal (rule R10). */
  readonly override?: { readonly reason: string } | undefined;
}

interface Decision {
  readonly refusals: readonly Refusal[];
  /**
   * The first day on which a copy is available, when a loan block with an end date is in the way
   * (rule B6).
   */
  readonly from: Day | undefined;
}

/** The decision about a copy. */
export interface CopyDecision extends Decision {
  /** Whether the override removed a refusal (rule R10). */
  readonly overridden: boolean;
}

/** The decision about a title, with the answer of each of its copies. */
export interface TitleDecision extends Decision {
  readonly answers: readonly CopyAnswer[];
}

/** Refusals for things that do not exist. */
const unknowns = (
  what: 'copy' | 'title',
  isKnown: boolean,
  { patron, pickup }: Pick<CardFacts, 'patron' | 'pickup'>,
): readonly Refusal[] => [
  ...(isKnown ? [] : [{ code: `unknown-${what}` as const }]),
  ...(patron ? [] : [{ code: 'unknown-patron' as const }]),
  ...(pickup ? [] : [{ code: 'unknown-branch' as const }]),
];

const already = ({ kind, copyId }: Pick<OpenReservation, 'kind' | 'copyId'>): Refusal => ({
  code: 'already-reserved',
  kind,
  ...defined({ copyId }),
});

/** Refusals of the card: blocked, at its limit, or the same reservation is open (rules R5, R9). */
const refusalsOfCard = ({
  patron,
  open,
  limit = Infinity,
}: Pick<CardFacts, 'patron' | 'open' | 'limit'>): readonly Refusal[] =>
  patron ? [...refusalsOfPatron(patron, limit), ...(open ? [already(open)] : [])] : [];

/** The input for the rules of a copy; undefined for an unknown patron. */
const requestOf = (
  { patron, agreements }: CardFacts,
  { pickupBranchId }: ReservationTerms,
): ReservationRequest | undefined => patron && { patron, pickupBranchId, agreements: agreements.list };

/**
 * The refusals of the copy; an unknown patron gets only those that apply to everybody (rule R2).
 */
const refusalsOfCopy = (
  copy: Copy | undefined,
  request: ReservationRequest | undefined,
  today: Day,
): readonly Refusal[] => {
  if (!copy) return [];
  return request ? refusalsToReserve(copy, request, today) : refusalsOfState(copy);
};

/**
 * Whether a copy may be reserved as asked, with every reason why not (rules A5, R2, R4, R5, R9,
 * R10, B4–B6).
 */
export const decideCopyReservation = (
  facts: CopyFacts,
  terms: ReservationTerms,
  today: Day,
): CopyDecision => {
  const { copy } = facts;
  const request = requestOf(facts, terms);
  const ofCopy = refusalsOfCopy(copy, request, today);
  const left = terms.override ? passOverridable(ofCopy) : ofCopy;
  return {
    refusals: [...unknowns('copy', copy !== undefined, facts), ...refusalsOfCard(facts), ...left],
    overridden: left.length < ofCopy.length,
    from: copy && request && availableFrom(copy, request, today),
  };
};

/** Every reason against a title reservation but those of the copies (rules R2, R4, R5, R9). */
export const refusalsBesidesCopies = (
  facts: Omit<CardFacts, 'agreements'> & { readonly isKnown: boolean },
): readonly Refusal[] => [
  ...unknowns('title', facts.isKnown, facts),
  ...refusalsOfCard(facts),
  ...(facts.patron ? refusalsOfKind(facts.patron) : []),
];

/**
 * Whether any copy of a title could serve as asked, with every reason why not, per copy (rules A5,
 * R2, R3, R5, R9).
 */
export const decideTitleReservation = (
  facts: TitleFacts,
  terms: ReservationTerms,
  today: Day,
): TitleDecision => {
  const { isKnown, copies } = facts;
  const request = requestOf(facts, terms);
  const answer = isKnown && request && answerForTitle(copies, request, today);
  return {
    refusals: [
      ...unknowns('title', isKnown, facts),
      ...refusalsOfCard(facts),
      ...(answer ? answer.refusals : []),
    ],
    answers: answer ? answer.copies : [],
    from: answer ? answer.from : undefined,
  };
};
