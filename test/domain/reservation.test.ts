import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  closed,
  DEFAULT_RESERVATION_DAYS,
  firstLastDay,
  goesFirst,
  inLine,
  isOpen,
  isWaiting,
  joined,
  lastDayOf,
  parseReservationId,
  positions,
  recount,
  reservationId,
  stampOf,
  statusOn,
  waitingUntilWith,
  waitsAgain,
  withReadyUntil,
  type ReservationStatus,
} from '../../lib/domain/reservation.ts';
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

describe('R7, T2: a reservation has expired when its last day is over, before any night', () => {
  it.each<[string, ReservationStatus, object, ReservationStatus]>([
    ['waiting, on its last day', 'waiting', { expiresOn: TODAY }, 'waiting'],
    ['waiting, after its last day', 'waiting', { expiresOn: YESTERDAY }, 'expired'],
    ['waiting: a pick-up day from before says nothing', 'waiting', { readyUntil: YESTERDAY }, 'waiting'],
    ['ready, on its last day', 'ready', { readyUntil: TODAY }, 'ready'],
    ['ready, after its last day', 'ready', { readyUntil: YESTERDAY }, 'expired'],
    ['ready for a special card, without limit', 'ready', {}, 'ready'],
    ['ready in time, however long it waited', 'ready', { expiresOn: YESTERDAY, readyUntil: TODAY }, 'ready'],
    ['in transit, whatever its last day', 'in-transit', { expiresOn: YESTERDAY }, 'in-transit'],
    ['fulfilled stays so', 'fulfilled', { expiresOn: YESTERDAY, readyUntil: YESTERDAY }, 'fulfilled'],
    ['cancelled stays so', 'cancelled', { expiresOn: YESTERDAY, readyUntil: YESTERDAY }, 'cancelled'],
    ['expired stays so', 'expired', { expiresOn: TODAY }, 'expired'],
  ])('%s', (_name, status, over, expected) => {
    const reservation = aCopyReservation({ status, ...over });
    expect(statusOn(reservation, TODAY)).toBe(expected);
    expect(isOpen(reservation, TODAY)).toBe(['waiting', 'ready', 'in-transit'].includes(expected));
    expect(isWaiting(reservation, TODAY)).toBe(expected === 'waiting');
  });

  it('waits a year where nobody says otherwise', () => {
    expect(DEFAULT_RESERVATION_DAYS).toBe(365);
  });
});

describe('R7: the last day on which it is open as it stands', () => {
  const days = { expiresOn: '2027-01-01', readyUntil: '2026-10-19' };
  it.each<[string, ReservationStatus, object, string | undefined]>([
    ['waiting', 'waiting', days, '2027-01-01'],
    ['ready', 'ready', days, '2026-10-19'],
    ['ready without limit', 'ready', { expiresOn: '2027-01-01' }, undefined],
    ['in transit', 'in-transit', days, undefined],
    ['cancelled', 'cancelled', days, undefined],
  ])('%s', (_name, status, over, day) => {
    expect(lastDayOf(aCopyReservation({ status, ...over }))).toBe(day);
  });

  it('the earliest of a queue is the one that counts hold until', () => {
    const queue = [
      aCopyReservation({ expiresOn: '2026-12-01' }),
      aCopyReservation({ status: 'in-transit', expiresOn: '2026-10-13' }),
      aCopyReservation({ status: 'ready', readyUntil: '2026-10-19' }),
      aCopyReservation({ expiresOn: '2026-11-01' }),
    ];
    expect(firstLastDay(queue)).toBe('2026-10-19');
    expect(firstLastDay(queue.slice(1, 2))).toBeUndefined();
    expect(firstLastDay([])).toBeUndefined();
  });
});

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

describe('B7: a reservation that loses its copy waits again, at its old place', () => {
  it('without the copy and its pick-up day, as a version of its own', () => {
    const waiting = aCopyReservation({ nth: 3 });
    const ready = { ...waiting, status: 'ready', servedBy: '2905', readyUntil: '2026-10-19' } as const;
    expect(waitsAgain(ready)).toStrictEqual({ ...waiting, version: 2 });
  });
});

describe('R7: a ready reservation may be kept until another day', () => {
  const without = aCopyReservation({ status: 'ready', servedBy: '2905' });
  it.each([
    ['later', { ...without, readyUntil: '2026-10-19' }, '2026-12-05'],
    ['earlier', { ...without, readyUntil: '2026-10-19' }, TODAY],
    ['where it had no limit', without, '2026-12-05'],
  ])('%s, as a version of its own', (_name, ready, readyUntil) => {
    expect(withReadyUntil(ready, readyUntil)).toStrictEqual({ ...ready, readyUntil, version: 2 });
  });
});

describe('R1: a reservation’s id tells its kind, whose queue it is in, and when it was asked for', () => {
  it.each([
    ['c.2905.stamp', { kind: 'copy', ownerId: '2905', stamp: 'stamp' }],
    ['t.T1.stamp', { kind: 'title', ownerId: 'T1', stamp: 'stamp' }],
    ['c.a.b.c.stamp', { kind: 'copy', ownerId: 'a.b.c', stamp: 'stamp' }],
    [`t.${'x'.repeat(40)}.s`, { kind: 'title', ownerId: 'x'.repeat(40), stamp: 's' }],
    [`t.${'x'.repeat(41)}.s`, undefined],
    ['c..stamp', undefined],
    ['c.2905', undefined],
    ['c.2905.', undefined],
    ['c.2905.stamp.', undefined],
    ['x.2905.stamp', undefined],
    ['xc.2905.stamp', undefined],
    ['2905', undefined],
    ['', undefined],
  ])('"%s"', (id, parsed) => {
    expect(parseReservationId(id)).toEqual(parsed);
  });

  it('and reading it gives what it was made of', () => {
    const anyOwner = fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/);
    const anyStamp = fc.stringMatching(/^[a-z0-9]{1,21}$/);
    fc.assert(
      fc.property(
        fc.constantFrom('copy' as const, 'title' as const),
        anyOwner,
        anyStamp,
        (kind, ownerId, stamp) => {
          const id = reservationId(kind, ownerId, stamp);
          expect(parseReservationId(id)).toEqual({ kind, ownerId, stamp });
          expect(stampOf(id)).toBe(stamp);
        },
      ),
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

  it.each([
    [undefined, '2027-01-01'],
    ['2026-12-31', '2026-12-31'],
    ['2027-01-02', '2027-01-01'],
  ])('T2: the counts of a title that hold until %s', (until, expected) => {
    expect(waitingUntilWith(reservation, until)).toBe(expected);
  });
});

describe('P2: a closed reservation', () => {
  const ready = aCopyReservation({ patronId: 'p1', status: 'ready', readyUntil: '2026-10-19', version: 4 });
  it('keeps its patron for a while, and is ready no longer', () => {
    const after = closed(ready, { status: 'fulfilled', today: '2026-10-12', retentionDays: 90 });
    expect(after).toMatchObject({
      status: 'fulfilled',
      closedOn: '2026-10-12',
      patronId: 'p1',
      patronUntil: '2027-01-10',
    });
    expect('readyUntil' in after).toBe(false);
    expect(after.version).toBe(5);
  });

  it('forgets its patron at once where none is kept', () => {
    const after = closed(ready, { status: 'cancelled', today: '2026-10-12', retentionDays: 0 });
    expect(['patronId' in after, 'patronUntil' in after]).toEqual([false, false]);
  });
});
