import {
  goesFirst,
  inLine,
  joined,
  movedTo,
  numberOf,
  oldestFirst,
  positions,
  recount,
} from '../../lib/domain/reservation.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDayNear, anyQueue } from '../../testing/arbitraries.ts';
import {
  aCopy,
  aCopyReservation,
  aLoan,
  aTitleReservation,
  OWN,
  SIBLING,
  TODAY,
} from '../../testing/builders.ts';

const YESTERDAY = '2026-10-11';
const copy = aCopy();

describe('R6: oldest first; copy reservations for special cards of the copy’s own branch before all others', () => {
  it.each([
    ['a copy reservation of the own branch’s special card', aCopyReservation({ cardBranchId: OWN }), true],
    ['of another branch’s special card', aCopyReservation({ cardBranchId: SIBLING }), false],
    ['of an ordinary patron', aCopyReservation(), false],
    ['a title reservation', aTitleReservation({ cardBranchId: OWN }), false],
  ])('%s', (_name, reservation, first) => {
    expect(goesFirst(reservation, copy)).toBe(first);
  });

  it('over both queues, and without those that wait no longer', () => {
    const oldest = aTitleReservation({ nth: 1 });
    const middle = aCopyReservation({ nth: 2 });
    const youngest = aTitleReservation({ nth: 3 });
    const otherCard = aCopyReservation({ nth: 4, cardBranchId: SIBLING });
    const card = aCopyReservation({ nth: 5, cardBranchId: OWN });
    const laterCard = aCopyReservation({ nth: 6, cardBranchId: OWN });
    const lapsed = aCopyReservation({ nth: 0, expiresOn: YESTERDAY });
    const ready = aCopyReservation({ nth: 0, status: 'ready' });
    const line = inLine([laterCard, ready, youngest, card, lapsed, middle, otherCard, oldest], copy, TODAY);
    expect(line).toEqual([card, laterCard, oldest, middle, youngest, otherCard]);
    expect([...positions(line)]).toEqual(line.map(({ id }, index) => [id, index + 1]));
  });

  it('whatever the order in which they are read', () => {
    fc.assert(
      fc.property(anyQueue, anyDayNear, (queue, today) => {
        expect(inLine([...queue].reverse(), copy, today)).toEqual(inLine(queue, copy, today));
      }),
    );
  });
});

describe('R6: a copy keeps the counts of its queue', () => {
  const queue = [
    aCopyReservation({ nth: 1, status: 'ready', readyUntil: '2026-10-14' }),
    aCopyReservation({ nth: 2 }),
    aCopyReservation({ nth: 3, cardBranchId: OWN }),
    aCopyReservation({ nth: 4, status: 'in-transit' }),
    aCopyReservation({ nth: 5, status: 'cancelled' }),
  ];

  it.each([
    ['an empty queue', [], TODAY, { reservations: 0, waiting: 0, waitingFirst: 0 }],
    ['a queue', queue, TODAY, { reservations: 4, waiting: 2, waitingFirst: 1, countsUntil: '2026-10-14' }],
    [
      'the same after a last day',
      queue,
      '2026-10-15',
      { reservations: 3, waiting: 2, waitingFirst: 1, countsUntil: '2026-10-14' },
    ],
    ['nothing that can lapse', queue.slice(3), TODAY, { reservations: 1, waiting: 0, waitingFirst: 0 }],
  ])('%s', (_name, reservations, today, counts) => {
    const counted = aCopy({ reservations: 9, waiting: 9, waitingFirst: 9, countsUntil: '2026-01-01' });
    expect(recount(counted, reservations, today)).toStrictEqual({ ...copy, ...counts });
  });

  it('T2: the counts hold up to the day that they name', () => {
    fc.assert(
      fc.property(anyQueue, anyDayNear, anyDayNear, (reservations, today, later) => {
        const { countsUntil = '9999-12-31', ...counted } = recount(copy, reservations, today);
        fc.pre(today <= later && later <= countsUntil);
        expect(recount(copy, reservations, later)).toMatchObject(counted);
      }),
    );
  });
});

describe('R6: one more in line', () => {
  const reservation = aCopyReservation({ expiresOn: '2027-01-01' });
  it.each([
    [
      'counted, and last',
      {},
      false,
      { reservations: 1, waiting: 1, waitingFirst: 0, countsUntil: '2027-01-01' },
    ],
    ['a special card, before the others', {}, true, { reservations: 1, waiting: 1, waitingFirst: 1 }],
    [
      'beside others',
      { reservations: 3, waiting: 2, waitingFirst: 1 },
      false,
      { reservations: 4, waiting: 3, waitingFirst: 1 },
    ],
    ['T2: what lapses first', { countsUntil: '2026-12-31' }, false, { countsUntil: '2026-12-31' }],
    ['T2: what lapses later', { countsUntil: '2027-01-02' }, false, { countsUntil: '2027-01-01' }],
    ['R8: on the shelf, wanted', {}, false, { wanted: true }],
    ['on loan, not wanted', { loan: aLoan() }, false, { wanted: false }],
    ['wanted already', { loan: aLoan(), wanted: true }, false, { wanted: true }],
  ])('%s', (_, over, first, expected) => {
    expect(joined(aCopy(over), reservation, first)).toMatchObject(expected);
  });
});

describe('R16: a reservation whose copy moved to another title', () => {
  const placed = aCopyReservation({ nth: 1 });
  const moved = movedTo(placed, 'T2', 'zzz');

  it('is about that title, under a number of its line, and is the same reservation', () => {
    expect(moved).toStrictEqual({ ...placed, titleId: 'T2', order: 'zzz', version: placed.version + 1 });
    expect([numberOf(placed), numberOf(moved)]).toEqual([placed.id.split('.').at(-1), 'zzz']);
  });

  it('stands behind those whose numbers are lower, whatever its id says', () => {
    const later = aCopyReservation({ nth: 2 });
    expect(inLine([moved, later], copy, TODAY)).toEqual([later, moved]);
    expect([oldestFirst(moved, moved), oldestFirst(later, moved), oldestFirst(moved, later)]).toEqual([
      0, -1, 1,
    ]);
  });
});
