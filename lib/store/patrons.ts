import type { Loan } from '../domain/copy.ts';
import { isSpecial, type Patron } from '../domain/patron.ts';
import {
  absent,
  below,
  check,
  exists,
  is,
  put,
  remove,
  update,
  without,
  type Condition,
} from './expression.ts';
import { activityIndexKeys, branchCardKeys } from './index-keys.ts';
import { loanKey, loansOfPatron, patronKey } from './keys.ts';
import type { Item, ReadRange, Table } from './table.ts';
import type { Writes } from './writes.ts';
import { omit } from '../domain/omit.ts';

/** Lists a special card under its branch, and under its activity if it has one. */
const cardIndexKeys = (patron: Omit<Patron, keyof CardCountChange>): Readonly<Record<string, string>> => {
  const { patronId, branchId, activityId } = patron;
  return {
    ...(isSpecial(patron) && branchCardKeys(branchId, patronId)),
    ...(activityId !== undefined && activityIndexKeys('CARDS', activityId, patronId)),
  };
};

const CARD_INDEX_KEYS = ['listKey', 'listSort', 'activityKey', 'activitySort'];

const toItem = ({ openReservations, loans, ...patron }: Patron): Item => ({
  ...patronKey(patron.patronId),
  patron,
  version: patron.version,
  openReservations,
  loans,
  ...cardIndexKeys(patron),
});

/**
 * The counts are attributes of their own: reservations and loans change them without a new version
 * of the card.
 */
export const toPatron = (item: Item): Patron => ({
  ...(item.patron as Omit<Patron, 'openReservations' | 'loans'>),
  openReservations: item.openReservations as number,
  loans: item.loans as number,
});

export const isPatron = (item: Item): boolean => item.patron !== undefined;

/** The patrons among the items of a read, by card number. */
export const patronsIn = (items: readonly Item[]): ReadonlyMap<string, Patron> =>
  new Map(items.filter(isPatron).map((item) => [toPatron(item).patronId, toPatron(item)]));

/** Existing patrons, by card number. One request per 100. */
export const loadPatrons = async (
  table: Table,
  patronIds: readonly string[],
): Promise<ReadonlyMap<string, Patron>> => patronsIn(await table.getAll(patronIds.map(patronKey)));

/**
 * The condition that a card is there and not blocked, and of this branch where one is given. Lost
 * as `card-not-served`.
 */
export const canBeServed = (patronId: string, branchId: string | undefined): Writes => ({
  'card-not-served': check(
    patronKey(patronId),
    is('patron.blocked', false),
    without('patron.leaving'),
    ...(branchId === undefined ? [] : [is('patron.branchId', branchId)]),
  ),
});

/** Lost as `patron-changed` when the card exists. */
export const createPatron = (patron: Patron): Writes => ({ 'patron-changed': put(toItem(patron), absent) });

/**
 * Replaces the data of a card, and keeps its counts. Lost as `patron-changed` when the card was
 * changed since, or when a count that `free` names is not zero.
 */
export const replacePatron = (
  before: Patron,
  after: Patron,
  free: { readonly loans: boolean; readonly reservations: boolean },
): Writes => {
  const patron = omit({ ...after, version: before.version + 1 }, 'openReservations', 'loans');
  const conditions = [
    is('version', before.version),
    ...(free.loans ? [is('loans', 0)] : []),
    ...(free.reservations ? [is('openReservations', 0)] : []),
  ];
  const listed = cardIndexKeys(patron);
  const changes = {
    set: { patron, version: patron.version, ...listed },
    remove: CARD_INDEX_KEYS.filter((key) => listed[key] === undefined),
  };
  return { 'patron-changed': update(patronKey(before.patronId), changes, ...conditions) };
};

/**
 * Deletes a card. Lost as `patron-changed` when it was changed since, or has loans or reservations.
 */
export const deletePatron = ({ patronId, version }: Patron): Writes => ({
  'patron-changed': remove(
    patronKey(patronId),
    is('version', version),
    is('loans', 0),
    is('openReservations', 0),
  ),
});

/** Changes of the counts of a card. */
export interface CardCountChange {
  readonly openReservations?: number;
  readonly loans?: number;
}

const added = (counts: CardCountChange) => ({
  add: {
    ...(counts.openReservations && { openReservations: counts.openReservations }),
    ...(counts.loans && { loans: counts.loans }),
  },
});

/**
 * Counts a new reservation or loan on a card. Lost as `card-changed` when the card changed since it
 * was read, or reached its limit, if it has one (rules R9, S1).
 */
export const countOnCard = (patron: Patron, counts: CardCountChange, limit?: number): Writes => {
  const asSeen: Condition[] = [is('version', patron.version)];
  const belowLimit = limit === undefined ? [] : [below('openReservations', limit)];
  return { 'card-changed': update(patronKey(patron.patronId), added(counts), ...asSeen, ...belowLimit) };
};

/** Counts reservations or loans off a card. Lost as `card-gone` when the card was deleted. */
export const uncountFromCard = (patronId: string, counts: CardCountChange): Writes =>
  counts.loans || counts.openReservations
    ? { 'card-gone': update(patronKey(patronId), added(counts), exists) }
    : {};

export type PatronLoan = Loan & { readonly copyId: string };

/** Adds a loan to its card; a loan on a special card is also listed under the card's activity. */
export const addLoan = (copyId: string, loan: Loan): Writes => {
  const { patronId, special, activityId } = loan;
  const listed = special && activityId !== undefined && activityIndexKeys('LOANS', activityId, copyId);
  return { 'loan-exists': put({ ...loanKey(patronId, copyId), loan: { ...loan, copyId }, ...listed }) };
};

export const endLoan = (copyId: string, loan: Loan): Writes => ({
  'loan-ended': remove(loanKey(loan.patronId, copyId)),
});

/** The loans of a patron, by barcode, each with its sort key for paging. */
export const loadLoans = async (table: Table, patronId: string, how: ReadRange) =>
  (await table.readRange(loansOfPatron(patronId), how)).map((item) => ({
    loan: item.loan as PatronLoan,
    sk: item.sk,
  }));
