/** Invariants of the whole table. They read all of it, which only tests may. */
import { linesAreWhole, shelvesAreMarked } from './lines.ts';
import { twiceIn, batchesAreWhole } from './batches.ts';
import { activitiesAreWhole } from './activities.ts';
import { titlesAreFound } from './titles.ts';
import { isDeepStrictEqual } from 'node:util';
import { slotKey, slotOf, type Block } from '../../lib/domain/block.ts';
import type { Day } from '../../lib/domain/calendar.ts';
import type { Loan } from '../../lib/domain/copy.ts';
import type { Patron } from '../../lib/domain/patron.ts';
import type { HistoryLine } from '../../lib/domain/history.ts';
import type { Reservation } from '../../lib/domain/reservation.ts';
import { everythingIn, type Item, type TestTable } from '../database/empty-table.ts';
import { countsOf, hasLapsed, isOver, sorted, type Sorted } from './sorted-items.ts';

const reservationsAreWhole = ({ queued, closed, open, patrons }: Sorted): string[] => {
  const ids = [...queued, ...closed].map(({ id }) => id);
  const onCards = open.filter((item) => item.reservation).map((item) => item.reservation as Reservation);
  const onCardsById = Map.groupBy(onCards, ({ id }) => id);
  const idsInQueue = new Set(queued.map(({ id }) => id));
  const countsByCard = countsOf(open);
  return [
    ...twiceIn(ids).map((id) => `reservation ${id} is there twice`),
    ...queued
      .filter((one) => !onCardsById.get(one.id)?.some((other) => isDeepStrictEqual(one, other)))
      .map(({ id }) => `reservation ${id} is in a queue and not, or otherwise, on its card`),
    ...onCards
      .filter(({ id }) => !idsInQueue.has(id))
      .map(({ id }) => `reservation ${id} is on a card and in no queue`),
    ...closed
      .filter(({ closedOn }) => !closedOn)
      .map(({ id }) => `reservation ${id} is closed and knows no day`),
    ...patrons
      .filter(({ pk, openReservations }) => openReservations !== (countsByCard.get(pk) ?? 0))
      .map(({ pk, openReservations }) => `${pk} counts ${String(openReservations)} open reservations`),
  ];
};

const loansAreWhole = ({ copies, loans, patrons }: Sorted): string[] => {
  const onCards = loans.map((item) => item.loan as Loan & { copyId: string });
  const onCardsByCopy = Map.groupBy(onCards, ({ copyId }) => copyId);
  const loanByCopy = new Map(copies.map(({ copyId, loan }) => [copyId, loan]));
  const countsByCard = countsOf(loans);
  return [
    ...copies
      .filter(
        ({ copyId, loan }) => loan && !onCardsByCopy.get(copyId)?.some(({ since }) => since === loan.since),
      )
      .map(({ copyId }) => `copy ${copyId} is on loan and not on the card`),
    ...onCards
      .filter(({ copyId, patronId }) => loanByCopy.get(copyId)?.patronId !== patronId)
      .map(({ copyId }) => `copy ${copyId} is on a card and not on loan to it`),
    ...patrons
      .filter((patron) => patron.loans !== (countsByCard.get(patron.pk) ?? 0))
      .map((patron) => `${patron.pk} counts ${String(patron.loans)} loans`),
  ];
};

const holdsAreWhole = ({ copies, queued }: Sorted, today: Day): string[] => {
  const queuedById = new Map(queued.map((one) => [one.id, one]));
  const copiesById = new Map(copies.map((copy) => [copy.copyId, copy]));
  return [
    ...copies.flatMap(({ copyId, hold, loan, transitTo }) => {
      if (!hold) return [];
      const held = queuedById.get(hold.reservationId);
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
      .filter((one) => copiesById.get(one.servedBy ?? '')?.hold?.reservationId !== one.id)
      .map(({ id, status }) => `reservation ${id} is ${status} and no copy is put aside for it`),
  ];
};

const countsAreRight = ({ copies, queued }: Sorted, today: Day): string[] => {
  const queuedByCopy = Map.groupBy(queued, ({ copyId }) => copyId);
  return [
    ...copies.flatMap((copy) => {
      const { copyId, branchId, countsUntil, reservations, waiting, waitingFirst } = copy;
      if (isOver(countsUntil, today)) return [];
      const queue = (queuedByCopy.get(copyId) ?? []).filter((one) => !hasLapsed(one, today));
      const line = queue.filter(({ status }) => status === 'waiting');
      const first = line.filter(({ cardBranchId }) => cardBranchId === branchId);
      const right = [queue.length, line.length, first.length];
      return isDeepStrictEqual([reservations, waiting, waitingFirst], right)
        ? []
        : [
            `copy ${copyId} counts ${reservations}, ${waiting}, ${waitingFirst} where there are ${right.join(', ')}`,
          ];
    }),
  ];
};

const listsAreWhole = ({ copies, listed }: Sorted): string[] => {
  const wanted = copies.map(({ titleId, copyId }) => `TITLE#${titleId} COPY#${copyId}`).sort();
  const there = listed.map(({ pk, sk }) => `${pk} ${sk}`).sort();
  return isDeepStrictEqual(wanted, there)
    ? []
    : ['the copies listed under titles are not the copies there are'];
};

/**
 * Special cards are listed under their branch and their activity, and no other cards are (rule S0).
 */
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

/** Replays the history of a copy from its first line. Undefined when it contradicts itself. */
const blocksByHistory = (lines: readonly HistoryLine[]): Record<string, Block> | undefined => {
  let blocks: Record<string, Block> = {};
  for (const { before, after } of lines) {
    const block = after ?? before;
    if (!block) continue;
    const key = slotKey(block.kind, slotOf(block));
    if (!isDeepStrictEqual(blocks[key], before)) return undefined;
    const others = Object.entries(blocks).filter(([other]) => other !== key);
    blocks = Object.fromEntries(after ? [...others, [key, after]] : others);
  }
  return blocks;
};

/** The history of a copy ends in its current blocks: one transaction writes both (rule B9). */
const historiesTellAll = ({ copies, history }: Sorted): string[] => {
  const linesByCopy = Map.groupBy(history, ({ pk }) => pk);
  return copies
    .filter(({ copyId, blocks }) => {
      const lines = (linesByCopy.get(`COPY#${copyId}`) ?? []).map(({ line }) => line as HistoryLine);
      return !isDeepStrictEqual(blocksByHistory(lines), blocks);
    })
    .map(({ copyId }) => `the history of copy ${copyId} does not tell how its blocks came about`);
};

/** Describes each violation in these items on a day in a sentence. */
export const violationsIn = (items: readonly Item[], today: Day): readonly string[] => {
  const table = sorted(items);
  return [
    ...reservationsAreWhole(table),
    ...loansAreWhole(table),
    ...holdsAreWhole(table, today),
    ...countsAreRight(table, today),
    ...linesAreWhole(table),
    ...shelvesAreMarked(table, today),
    ...listsAreWhole(table),
    ...cardsAreListed(table),
    ...historiesTellAll(table),
    ...activitiesAreWhole(items, today),
    ...batchesAreWhole(items),
    ...titlesAreFound(items),
  ];
};

/** Describes each violation in a table on a day in a sentence. */
export const violations = async (store: TestTable, today: Day): Promise<readonly string[]> =>
  violationsIn(await everythingIn(store), today);
