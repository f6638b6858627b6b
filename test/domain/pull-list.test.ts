import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOnShelf, type Copy } from '../../lib/domain/copy.ts';
import { isWaiting, type OpenReservation } from '../../lib/domain/reservation.ts';
import { mayServe } from '../../lib/domain/hold-rules.ts';
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

  it('a copy is fetched elsewhere only when no copy at the pick-up branch is left for it', () => {
    fc.assert(
      fc.property(anyCopiesOnShelf, anyQueue, anyDayNear, (copies, queue, today) => {
        const pulls = copiesToPull(copies, queue, { patrons, agreements: [], today });
        const pulled = pulls.map(({ copy }) => copy);
        for (const { copy, reservation } of pulls) {
          if (copy.branchId === reservation.pickupBranchId) continue;
          const better = copies.filter(
            (one) =>
              one.branchId === reservation.pickupBranchId &&
              isOnShelf(one) &&
              !pulled.includes(one) &&
              mayServe(one, reservation, patrons.get(reservation.patronId), { agreements: [], today }),
          );
          expect(better).toEqual([]);
        }
      }),
    );
  });
});
