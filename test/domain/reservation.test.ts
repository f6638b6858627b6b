import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_RESERVATION_DAYS,
  firstLastDay,
  isOpen,
  isWaiting,
  lastDayOf,
  parseReservationId,
  reservationId,
  stampOf,
  statusOn,
  waitsAgain,
  withReadyUntil,
  type ReservationStatus,
} from '../../lib/domain/reservation.ts';
import { closed } from '../../lib/domain/reservation-closing.ts';
import { aCopyReservation, TODAY } from '../../testing/builders.ts';

const YESTERDAY = '2026-10-11';

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
