/** The invariants of the lines of titles, and of what is asked for from the shelves. */
import { isDeepStrictEqual } from 'node:util';
import type { Day } from '../../lib/domain/calendar.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { stampOf, type Reservation } from '../../lib/domain/reservation.ts';
import { stampOfNumber, type TitleLine } from '../../lib/domain/title-line.ts';
import { hasLapsed, type Sorted } from './sorted-items.ts';

/** Those who wait in the line of a title, and the number that its line should count. */
const lineOf = ({ titleId, joined, counted }: TitleLine, { queued, open, work }: Sorted) => {
  const waiting = queued.filter(
    (one) => one.kind === 'title' && one.titleId === titleId && one.status === 'waiting',
  );
  const claims = open.flatMap((item) => (item.claim === undefined ? [] : [item.ref as string]));
  const onTheWay = claims.filter((ref) => joined[ref] !== undefined);
  const uncounted = work.flatMap((one) =>
    one.kind === 'count' && one.titleId === titleId && !counted[one.ref] ? [one.change] : [],
  );
  const expected = waiting.length + onTheWay.length - uncounted.reduce((sum, change) => sum + change, 0);
  return { waiting, expected };
};

/** The line of a title knows who waits, in their order, and how many (rule R6). */
export const linesAreWhole = (table: Sorted): string[] => {
  const { lines, titles, entries, open, queued, work } = table;
  const entriesByTitle = Map.groupBy(entries, ({ pk }) => pk);
  const opened = new Set(lines.map(({ titleId }) => `TITLE#${titleId}`));
  const joinings = new Set(work.flatMap((one) => (one.kind === 'join' ? [one.ref] : [])));
  return [
    ...lines.flatMap((line) => {
      const { waiting, expected } = lineOf(line, table);
      const known = (entriesByTitle.get(`TITLE#${line.titleId}`) ?? []).map(({ sk }) => sk).sort();
      const right = waiting.map(({ id }) => `WAITS#${stampOf(id)}`).sort();
      return [
        ...(line.waiting === expected
          ? []
          : [`the line of ${line.titleId} counts ${line.waiting}, and ${expected} wait`]),
        ...(isDeepStrictEqual(known, right) ? [] : [`the line of ${line.titleId} has not those who wait`]),
        ...queued
          .filter(({ titleId, id }) => titleId === line.titleId && stampOf(id) > stampOfNumber(line.last))
          .map(({ id }) => `reservation ${id} has a number that its line has not given yet`),
      ];
    }),
    ...titles
      .filter(({ pk }) => !opened.has(pk))
      .flatMap(({ titleId, waiting = 0 }) => {
        const queue = queued.filter((one) => one.kind === 'title' && one.titleId === titleId);
        return queue.length === waiting ? [] : [`title ${String(titleId)} has a queue and no line`];
      }),
    ...open
      .filter((item) => item.claim !== undefined && !joinings.has(item.ref as string))
      .map(({ pk, sk }) => `${pk} ${sk} is a claim that no work finishes`),
  ];
};

const isOnShelf = ({ withdrawn, missing, onOrder, loan, hold, transitTo }: Copy): boolean =>
  !withdrawn && !missing && !onOrder && !loan && !hold && transitTo === undefined;

/** An idle copy could be fetched for this title reservation at once, whatever the agreements. */
const couldFetch = ({ pickupBranchId }: Reservation, { branchId, blocks }: Copy): boolean =>
  branchId === pickupBranchId && Object.keys(blocks).length === 0;

/**
 * A copy on the shelf that somebody has reserved is on the pull list. Of the copies of a title
 * there is one at least, when somebody waits who could get one; unless work is still to ask for it
 * (R8).
 */
export const shelvesAreMarked = ({ copies, queued, work }: Sorted, today: Day): string[] => {
  const waiting = queued.filter((one) => one.status === 'waiting' && !hasLapsed(one, today));
  const idle = copies.filter((copy) => isOnShelf(copy) && !copy.wanted);
  const asked = new Set(waiting.flatMap(({ copyId }) => copyId ?? []));
  const marked = new Set(
    copies.filter((copy) => isOnShelf(copy) && copy.wanted).map(({ titleId }) => titleId),
  );
  const toBeAsked = new Set(work.flatMap((one) => (one.kind === 'join' && !one.asked ? [one.titleId] : [])));
  return [
    ...idle
      .filter(({ copyId }) => asked.has(copyId))
      .map(({ copyId }) => `copy ${copyId} is on the shelf, is reserved, and no pull list knows`),
    ...waiting
      .filter(({ kind, titleId }) => kind === 'title' && !marked.has(titleId) && !toBeAsked.has(titleId))
      .filter((one) => idle.some((copy) => copy.titleId === one.titleId && couldFetch(one, copy)))
      .map(({ id }) => `reservation ${id} waits, a copy is on the shelf, and no pull list knows`),
  ];
};
