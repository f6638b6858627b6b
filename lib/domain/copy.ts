import { defined } from './defined.ts';
import {
  blocksInForce,
  codeInForce,
  firstDayLendable,
  loanBlockInForce,
  type Block,
  type BlockKind,
  type Blocks,
  type ReservationCode,
} from './block.ts';
import { isPast, type Day, type Instant } from './calendar.ts';
import { omit } from './omit.ts';

/** A copy on loan to a card; without a due date on a special card (rule S1). */
export interface Loan {
  readonly patronId: string;
  readonly special: boolean;
  readonly label?: string;
  readonly activityId?: string;
  /** Where it was checked out. */
  readonly branchId: string;
  /**
   * The branch of the special card; it gets the flag when the copy is left on the card (rule S4).
   */
  readonly cardBranchId?: string;
  readonly since: Instant;
  readonly dueDate?: Day;
}

/** A copy put aside for a reservation: on the reservation shelf, or on its way to it (rule R7). */
export interface Hold {
  readonly reservationId: string;
  readonly patronId: string;
  readonly kind: 'copy' | 'title';
  readonly branchId: string;
  /** The last day it is kept; as on the reservation. */
  readonly readyUntil?: Day;
}

/** Whom a copy on the shelf is to be fetched for, as it was matched last (rule R8). */
export interface StoredMatch {
  /** Absent when no waiting reservation can have the copy. */
  readonly reservationId?: string;
  /** The last day on which this holds while nothing changes; absent when no day ends it. */
  readonly until?: Day;
}

/** One physical copy (Dutch: exemplaar) with everything that decisions about it need. */
export interface Copy {
  readonly copyId: string;
  readonly titleId: string;
  readonly branchId: string;
  readonly collection?: string;
  readonly shelfmark?: string;
  readonly onOrder: boolean;
  /** Set once it was lent, put aside or checked in: no order can be open after that (rule R11). */
  readonly arrived?: true;
  readonly missing: boolean;
  readonly withdrawn: boolean;
  readonly blocks: Blocks;
  readonly loan?: Loan;
  readonly hold?: Hold;
  /** The branch it travels to, for a reservation or home. */
  readonly transitTo?: string;
  /**
   * Open copy reservations: all, those waiting, and of these the special cards' that go first (rule
   * R6).
   */
  readonly reservations: number;
  readonly waiting: number;
  readonly waitingFirst: number;
  /**
   * The last day on which these counts are right; absent while nothing in the queue can lapse (rule
   * T2).
   */
  readonly countsUntil?: Day;
  /**
   * Whether a waiting reservation may need it from the shelf: the pull list reads it then (rule
   * R8).
   */
  readonly wanted: boolean;
  /** For a wanted copy; absent when it must be matched anew: every other change takes it away. */
  readonly match?: StoredMatch;
  /** Its open flags by `flagKey`, each with the day it was raised (rule N2). */
  readonly flags?: Readonly<Record<string, Day>>;
  /** By kind of block: before this day no flag is raised for a block without an end (rule N2). */
  readonly quiet?: Readonly<Partial<Record<BlockKind, Day>>>;
  /** The edition of the standing rule whose block somebody has lifted from it (rule C3). */
  readonly exceptTo?: string;
  readonly version: number;
}

export type CopyStatus =
  | 'available'
  | 'on-loan'
  | 'on-special-card'
  | 'reservation-shelf'
  | 'in-transit'
  | 'on-order'
  | 'missing'
  | 'withdrawn';

/** The status of a copy; withdrawn comes first, then missing, then the loan. */
export const statusOf = (copy: Copy): CopyStatus => {
  if (copy.withdrawn) return 'withdrawn';
  if (copy.missing) return 'missing';
  if (copy.loan) return copy.loan.special ? 'on-special-card' : 'on-loan';
  if (copy.onOrder) return 'on-order';
  if (copy.transitTo !== undefined) return 'in-transit';
  return copy.hold ? 'reservation-shelf' : 'available';
};

/**
 * A copy on a day: free of a hold that has lapsed, whether or not a night has run (rule R13). Held
 * at another branch, it goes home.
 */
export const freedOn = (copy: Copy, today: Day): Copy => {
  const { hold, branchId } = copy;
  if (!hold || !isPast(hold.readyUntil, today)) return copy;
  return { ...omit(copy, 'hold'), ...(hold.branchId !== branchId && { transitTo: branchId }) };
};

/** Whether a copy stands on the shelf of its own branch. */
export const isOnShelf = (copy: Copy): boolean => statusOf(copy) === 'available';

/** Whether a copy is wanted for somebody, or for whom is not known yet (rule R8). */
export const isAskedFor = ({ wanted, match }: Copy): boolean =>
  wanted && (match === undefined || match.reservationId !== undefined);

/** Whether a copy on the shelf can be asked for: nobody is to get it. */
export const isIdle = (copy: Copy): boolean => isOnShelf(copy) && !isAskedFor(copy);

/** Whether a copy must be matched before the pull list can tell whom it is for (rule R8). */
export const isUnmatched = (copy: Copy): boolean => isOnShelf(copy) && copy.wanted && !copy.match;

/**
 * Whether an ordinary patron of its branch, with pick-up there, could reserve the copy today (rules
 * B4–B6, R4).
 */
export const reservableToday = (copy: Copy, today: Day) => {
  const code: ReservationCode | null = codeInForce(copy.blocks);
  const loanBlock = loanBlockInForce(copy.blocks, today);
  const from = firstDayLendable(copy.blocks, today);
  const out = copy.withdrawn || copy.missing || copy.loan?.special === true;
  const forReference = loanBlock !== undefined && from === undefined;
  return { code, open: !out && code !== 8 && !forReference, ...defined({ from }) };
};

/** Whether no loan block is in force, and otherwise the first day without one (rule B3). */
export const lendableToday = (copy: Copy, today: Day) => {
  const from = firstDayLendable(copy.blocks, today);
  return { open: loanBlockInForce(copy.blocks, today) === undefined, ...defined({ from }) };
};

/**
 * A copy as it is told on a day: its status, its blocks in force, and whether it can be reserved
 * and lent.
 */
export const describeCopy = (copy: Copy, today: Day) => ({
  ...copy,
  status: statusOf(freedOn(copy, today)),
  blocks: blocksInForce(copy.blocks, today),
  reservable: reservableToday(copy, today),
  lendable: lendableToday(copy, today),
});

/** The kinds of block on a copy, for the list of blocked copies of a branch. */
export const kindsBlocked = (blocks: Blocks): 'reservation' | 'loan' | 'both' | undefined => {
  const kinds = new Set(Object.values(blocks).map((block: Block) => block.kind));
  if (kinds.size === 2) return 'both';
  return [...kinds][0];
};
