/** What must be true of the whole table whatever happened. It reads all of it, as only a test may. */
import { isDeepStrictEqual } from 'node:util';
import { slotKey, slotOf, type Block } from '../../lib/domain/block.ts';
import type { Day } from '../../lib/domain/calendar.ts';
import type { Copy, Loan } from '../../lib/domain/copy.ts';
import type { Patron } from '../../lib/domain/people.ts';
import type { HistoryLine } from '../../lib/domain/history.ts';
import type { Reservation } from '../../lib/domain/reservation.ts';
import { everythingIn, type Item, type TestTable } from './engine.ts';
import { activitiesAreWhole } from './invariants-of-activities.ts';
import { batchesAreWhole } from './invariants-of-batches.ts';

/** The table by what stands in it. */
const sorted = (items: readonly Item[]) => {
  const of = (pk: string, sk: string) =>
    items.filter((item) => item.pk.startsWith(pk) && item.sk.startsWith(sk));
  const reservations = (state: string) =>
    [...of('COPY#', state), ...of('TITLE#', state)].map((item) => item.reservation as Reservation);
  return {
    copies: of('COPY#', 'META').map((item) => item.copy as Copy),
    titles: of('TITLE#', 'META'),
    listed: of('TITLE#', 'COPY#'),
    patrons: of('PATRON#', 'META'),
    open: of('PATRON#', 'OPEN#'),
    loans: of('PATRON#', 'LOAN#'),
    queued: reservations('QUEUE#'),
    closed: reservations('CLOSED#'),
    history: of('COPY#', 'HISTORY#').sort((a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1)),
  };
};

type Sorted = ReturnType<typeof sorted>;

const isOver = (lastDay: Day | undefined, today: Day): boolean => lastDay !== undefined && lastDay < today;

/** Past its last day: only the night is still to close it. */
const hasLapsed = ({ status, expiresOn, readyUntil }: Reservation, today: Day): boolean =>
  (status === 'waiting' && isOver(expiresOn, today)) || (status === 'ready' && isOver(readyUntil, today));

const reservationsAreWhole = ({ queued, closed, open, patrons }: Sorted): string[] => {
  const ids = [...queued, ...closed].map(({ id }) => id);
  const onCards = open.map((item) => item.reservation as Reservation);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `reservation ${id} is there twice`),
    ...queued
      .filter((one) => !onCards.some((other) => isDeepStrictEqual(one, other)))
      .map(({ id }) => `reservation ${id} is in a queue and not, or otherwise, on its card`),
    ...onCards
      .filter(({ id }) => !queued.some((one) => one.id === id))
      .map(({ id }) => `reservation ${id} is on a card and in no queue`),
    ...closed
      .filter(({ closedOn }) => !closedOn)
      .map(({ id }) => `reservation ${id} is closed and knows no day`),
    ...patrons
      .filter(({ pk, openReservations }) => openReservations !== open.filter((item) => item.pk === pk).length)
      .map(({ pk, openReservations }) => `${pk} counts ${String(openReservations)} open reservations`),
  ];
};

const loansAreWhole = ({ copies, loans, patrons }: Sorted): string[] => {
  const onCards = loans.map((item) => item.loan as Loan & { copyId: string });
  const loanOf = (id: string) => copies.find(({ copyId }) => copyId === id)?.loan;
  return [
    ...copies
      .filter(
        ({ copyId, loan }) =>
          loan && !onCards.some((one) => one.copyId === copyId && one.since === loan.since),
      )
      .map(({ copyId }) => `copy ${copyId} is on loan and not on the card`),
    ...onCards
      .filter(({ copyId, patronId }) => loanOf(copyId)?.patronId !== patronId)
      .map(({ copyId }) => `copy ${copyId} is on a card and not on loan to it`),
    ...patrons
      .filter((patron) => patron.loans !== loans.filter((item) => item.pk === patron.pk).length)
      .map((patron) => `${patron.pk} counts ${String(patron.loans)} loans`),
  ];
};

const holdsAreWhole = ({ copies, queued }: Sorted, today: Day): string[] => [
  ...copies.flatMap(({ copyId, hold, loan, transitTo }) => {
    if (!hold) return [];
    const held = queued.find(({ id }) => id === hold.reservationId);
    const travels = held?.status === 'in-transit';
    const fits = held?.servedBy === copyId && (travels || held.status === 'ready');
    return [
      ...(fits ? [] : [`copy ${copyId} is put aside for a reservation that is ${held?.status ?? 'gone'}`]),
      ...(loan ? [`copy ${copyId} is on loan and put aside`] : []),
      ...((transitTo !== undefined) === travels
        ? []
        : [`copy ${copyId} travels as its reservation does not`]),
    ];
  }),
  ...queued
    .filter((one) => one.status !== 'waiting' && !hasLapsed(one, today))
    .filter((one) => copies.find(({ copyId }) => copyId === one.servedBy)?.hold?.reservationId !== one.id)
    .map(({ id, status }) => `reservation ${id} is ${status} and no copy is put aside for it`),
];

const isOnShelf = ({ withdrawn, missing, onOrder, loan, hold, transitTo }: Copy): boolean =>
  !withdrawn && !missing && !onOrder && !loan && !hold && transitTo === undefined;

const countsAreRight = ({ copies, titles, queued }: Sorted, today: Day): string[] => [
  ...copies.flatMap((copy) => {
    const { copyId, branchId, countsUntil, reservations, waiting, waitingFirst } = copy;
    if (isOver(countsUntil, today)) return [];
    const queue = queued.filter((one) => one.copyId === copyId && !hasLapsed(one, today));
    const line = queue.filter(({ status }) => status === 'waiting');
    const first = line.filter(({ cardBranchId }) => cardBranchId === branchId);
    const right = [queue.length, line.length, first.length];
    return isDeepStrictEqual([reservations, waiting, waitingFirst], right)
      ? []
      : [
          `copy ${copyId} counts ${reservations}, ${waiting}, ${waitingFirst} where there are ${right.join(', ')}`,
        ];
  }),
  ...titles.flatMap(({ titleId, waiting }) => {
    const queue = queued.filter((one) => one.kind === 'title' && one.titleId === titleId);
    return queue.length === waiting ? [] : [`title ${String(titleId)} counts ${String(waiting)} waiting`];
  }),
];

/** Whoever waits for a copy that stands on the shelf is on the pull list, or would be but for a block (rule R8). */
const shelvesAreMarked = ({ copies, queued }: Sorted, today: Day): string[] =>
  copies
    .filter((copy) => isOnShelf(copy) && !copy.wanted)
    .filter(({ copyId, titleId }) =>
      queued
        .filter((one) => one.status === 'waiting' && !hasLapsed(one, today))
        .some((one) => (one.kind === 'copy' ? one.copyId === copyId : one.titleId === titleId)),
    )
    .map(({ copyId }) => `copy ${copyId} stands on the shelf, somebody waits for it, and no pull list knows`);

const listsAreWhole = ({ copies, listed }: Sorted): string[] => {
  const wanted = copies.map(({ titleId, copyId }) => `TITLE#${titleId} COPY#${copyId}`).sort();
  const there = listed.map(({ pk, sk }) => `${pk} ${sk}`).sort();
  return isDeepStrictEqual(wanted, there)
    ? []
    : ['the copies listed under titles are not the copies there are'];
};

/** Special cards, and no others, are listed under their branch and their activity (rule S0). */
const cardsAreListed = ({ patrons }: Sorted): string[] =>
  patrons
    .filter(({ patron, listKey, listSort, activityKey, activitySort }) => {
      const { patronId, branchId, kind, activityId } = patron as Patron;
      const wanted = kind === 'special' ? [`CARDS#${branchId}`, patronId] : [undefined, undefined];
      const underActivity = typeof activityKey === 'string' && activityKey.split('#').slice(0, 3).join('#');
      return !(
        isDeepStrictEqual([listKey, listSort], wanted) &&
        underActivity === (activityId !== undefined && `ACTIVITY#${activityId}#CARDS`) &&
        activitySort === (activityId === undefined ? undefined : patronId)
      );
    })
    .map(({ pk }) => `${pk} is listed where it does not belong, or is not listed`);

/** The blocks of a copy as its history tells them from the start; undefined where it contradicts itself. */
const toldBy = (lines: readonly HistoryLine[]): Record<string, Block> | undefined => {
  let told: Record<string, Block> = {};
  for (const { before, after } of lines) {
    const block = after ?? before;
    if (!block) continue;
    const key = slotKey(block.kind, slotOf(block));
    if (!isDeepStrictEqual(told[key], before)) return undefined;
    const others = Object.entries(told).filter(([other]) => other !== key);
    told = Object.fromEntries(after ? [...others, [key, after]] : others);
  }
  return told;
};

/** The history of a copy ends in the blocks that it has: they are written together or not at all (rule B9). */
const historiesTellAll = ({ copies, history }: Sorted): string[] =>
  copies
    .filter(({ copyId, blocks }) => {
      const lines = history
        .filter(({ pk }) => pk === `COPY#${copyId}`)
        .map(({ line }) => line as HistoryLine);
      return !isDeepStrictEqual(toldBy(lines), blocks);
    })
    .map(({ copyId }) => `the history of copy ${copyId} does not tell how its blocks came about`);

/** What is wrong with what lies in a table on a day, in sentences; empty when all is well. */
export const violationsIn = (items: readonly Item[], today: Day): readonly string[] => {
  const table = sorted(items);
  return [
    ...reservationsAreWhole(table),
    ...loansAreWhole(table),
    ...holdsAreWhole(table, today),
    ...countsAreRight(table, today),
    ...shelvesAreMarked(table, today),
    ...listsAreWhole(table),
    ...cardsAreListed(table),
    ...historiesTellAll(table),
    ...activitiesAreWhole(items, today),
    ...batchesAreWhole(items),
  ];
};

/** What is wrong with the table on a day, in sentences; empty when all is well. */
export const violations = async (store: TestTable, today: Day): Promise<readonly string[]> =>
  violationsIn(await everythingIn(store), today);
