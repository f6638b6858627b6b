import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOnShelf, type Copy } from '../../lib/domain/copy.ts';
import { goesFirst, isWaiting, oldestFirst, type OpenReservation } from '../../lib/domain/reservation.ts';
import { mayServe, type Circumstances } from '../../lib/domain/hold-rules.ts';
import { copiesToPull } from '../../lib/domain/pull-list.ts';
import { anyCopiesOnShelf, anyDayNear, anyQueue } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aCopyReservation,
  aLoan,
  aPatron,
  aReservationBlock,
  aSpecialCard,
  aTitleReservation,
  blocksOf,
  OWN,
  patronsOf,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const patrons = patronsOf(
  aPatron(),
  aPatron({ patronId: '16', branchId: SIBLING }),
  aPatron({ patronId: '7' }),
  aSpecialCard(),
);

describe('R8: the pull list asks for one copy per reservation', () => {
  const first = aTitleReservation({ nth: 1 });
  const second = aTitleReservation({ nth: 2, patronId: '7' });
  const own = aCopy({ copyId: '2' });
  const far = aCopy({ copyId: '1', branchId: SIBLING });
  const third = aCopy({ copyId: '3' });
  const ofOwn = aCopyReservation({ nth: 3, copyId: '2', patronId: '16' });
  const ofCard = aCopyReservation({ nth: 4, copyId: '2', patronId: 'S1', cardBranchId: OWN });
  it.each<
    [string, readonly Copy[], readonly OpenReservation[], readonly (readonly [string, OpenReservation])[]]
  >([
    ['nobody waits', [own], [], []],
    ['nothing on the shelf', [aCopy({ loan: aLoan() })], [first], []],
    ['R11: a copy on order is never asked for', [aCopy({ onOrder: true })], [first], []],
    ['at the pick-up branch where it has one', [far, own], [first], [['2', first]]],
    ['elsewhere where it has none', [far], [first], [['1', first]]],
    ['of more there, the first barcode', [third, own], [first], [['2', first]]],
    ['the oldest chooses first', [own], [second, first], [['2', first]]],
    [
      'each its own',
      [third, far, own],
      [second, first],
      [
        ['2', first],
        ['3', second],
      ],
    ],
    ['a copy reservation its own copy', [own, third], [ofOwn], [['2', ofOwn]]],
    [
      'R6: the special card before all others',
      [own, far],
      [first, ofCard],
      [
        ['2', ofCard],
        ['1', first],
      ],
    ],
    ['R6: not where its copy is out', [far], [first, ofCard], [['1', first]]],
    [
      'B4: not a copy with code 8 for a title',
      [aCopy({ copyId: '2', blocks: blocksOf(aReservationBlock()) }), far],
      [first],
      [['1', first]],
    ],
    [
      'not the copy that somebody reserved as such, while another would do',
      [own, third],
      [first, ofOwn],
      [
        ['3', first],
        ['2', ofOwn],
      ],
    ],
    [
      'who is before in line keeps a copy, also where two behind could be served instead',
      [own],
      [first, ofOwn, second],
      [['2', first]],
    ],
    [
      'at the pick-up branch only where that costs nobody a copy',
      [own, far],
      [first, ofOwn],
      [
        ['1', first],
        ['2', ofOwn],
      ],
    ],
    ['T2: not for one that has lapsed', [own], [{ ...first, expiresOn: '2026-10-11' }], []],
    ['not for one that is ready', [own], [{ ...first, status: 'ready' }], []],
  ])('%s', (_name, copies, reservations, pulls) => {
    expect(copiesToPull(copies, reservations, { patrons, agreements: [], today: TODAY })).toEqual(
      pulls.map(([copyId, reservation]) => ({
        copy: copies.find((copy) => copy.copyId === copyId),
        reservation,
      })),
    );
  });

  it('each copy and each reservation at most once, all of them able, and nobody left who could be served', () => {
    fc.assert(
      fc.property(anyCopiesOnShelf, anyQueue, anyDayNear, (copies, queue, today) => {
        const pulls = copiesToPull(copies, queue, { patrons, agreements: [], today });
        const may = (copy: Copy, one: OpenReservation) =>
          isOnShelf(copy) &&
          isWaiting(one, today) &&
          mayServe(copy, one, patrons.get(one.patronId), { agreements: [], today });
        const pulled = pulls.map(({ copy }) => copy);
        const served = pulls.map(({ reservation }) => reservation);
        expect(new Set(pulled).size).toBe(pulls.length);
        expect(new Set(served).size).toBe(pulls.length);
        for (const { copy, reservation } of pulls) expect(may(copy, reservation)).toBe(true);
        const left = copies.filter((copy) => !pulled.includes(copy));
        const waiting = queue.filter((one) => !served.includes(one));
        expect(left.filter((copy) => waiting.some((one) => may(copy, one)))).toEqual([]);
      }),
    );
  });

  it('serves whom the line serves: against all ways to hand out the copies', () => {
    fc.assert(
      fc.property(
        fc.array(anyCopiesOnShelf, { maxLength: 1 }).map(([copies = []]) => copies.slice(0, 4)),
        anyQueue.map((queue) => queue.slice(0, 5)),
        anyDayNear,
        (copies, queue, today) => {
          const circumstances = { patrons, agreements: [], today };
          const pulls = copiesToPull(copies, queue, circumstances);
          const line = inLineOf(queue, copies, today);
          const better = (a: readonly (Copy | undefined)[], b: readonly (Copy | undefined)[]) =>
            scoreOf(line, b) > scoreOf(line, a) ? 1 : -1;
          const best = line.length === 0 ? [] : allWays(line, copies, circumstances).toSorted(better)[0];
          const got = line.map((one) => pulls.find(({ reservation }) => reservation === one)?.copy);
          expect(scoreOf(line, got)).toEqual(scoreOf(line, best ?? []));
        },
      ),
    );
  });
});

/** Those who wait, special cards of the branch of their copy first (rule R6). */
const inLineOf = (queue: readonly OpenReservation[], copies: readonly Copy[], today: string) => {
  const goesBefore = (one: OpenReservation) =>
    copies.some((copy) => isOnShelf(copy) && copy.copyId === one.copyId && goesFirst(one, copy));
  const waiting = queue.filter((one) => isWaiting(one, today));
  return waiting.toSorted((a, b) => Number(goesBefore(b)) - Number(goesBefore(a)) || oldestFirst(a, b));
};

/** Each way to give each of a line a copy of its own, or none. */
const allWays = (
  [first, ...rest]: readonly OpenReservation[],
  copies: readonly Copy[],
  circumstances: Circumstances,
): readonly (readonly (Copy | undefined)[])[] => {
  if (!first) return [[]];
  const may = (copy: Copy) => mayServe(copy, first, patrons.get(first.patronId), circumstances);
  const choices = [undefined, ...copies.filter((copy) => isOnShelf(copy) && may(copy))];
  return choices.flatMap((copy) =>
    allWays(
      rest,
      copies.filter((one) => one !== copy),
      circumstances,
    ).map((others) => [copy, ...others]),
  );
};

/** Who is served, and then who at their pick-up branch, each in the order of the line. */
const scoreOf = (line: readonly OpenReservation[], way: readonly (Copy | undefined)[]): string =>
  [
    ...line.map((_, n) => (way[n] ? 1 : 0)),
    ...line.map((one, n) => (way[n]?.branchId === one.pickupBranchId ? 1 : 0)),
  ].join('');
