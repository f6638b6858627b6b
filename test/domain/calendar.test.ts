import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAST_DAY, addDays, dayAfter, dayOf, daysBetween, isDay, isPast } from '../../lib/domain/calendar.ts';
import { anyDay, dayFrom } from '../../testing/arbitraries.ts';

describe('T1: an instant belongs to the day that it is in Amsterdam', () => {
  it.each([
    ['last second of a summer day', '2026-07-14T21:59:59.999Z', '2026-07-14'],
    ['first instant of a summer day', '2026-07-14T22:00:00.000Z', '2026-07-15'],
    ['last second of a winter day', '2026-01-14T22:59:59.999Z', '2026-01-14'],
    ['first instant of a winter day', '2026-01-14T23:00:00.000Z', '2026-01-15'],
    ['before midnight on the eve of summer time', '2026-03-28T22:59:59.999Z', '2026-03-28'],
    ['first instant of the day of 23 hours', '2026-03-28T23:00:00.000Z', '2026-03-29'],
    ['last second of the day of 23 hours', '2026-03-29T21:59:59.999Z', '2026-03-29'],
    ['the day after the day of 23 hours', '2026-03-29T22:00:00.000Z', '2026-03-30'],
    ['first instant of the day of 25 hours', '2026-10-24T22:00:00.000Z', '2026-10-25'],
    ['the first 02:30 of the day of 25 hours', '2026-10-25T00:30:00.000Z', '2026-10-25'],
    ['the second 02:30 of the day of 25 hours', '2026-10-25T01:30:00.000Z', '2026-10-25'],
    ['last second of the day of 25 hours', '2026-10-25T22:59:59.999Z', '2026-10-25'],
    ['the day after the day of 25 hours', '2026-10-25T23:00:00.000Z', '2026-10-26'],
    ['last second of the year', '2026-12-31T22:59:59.999Z', '2026-12-31'],
    ['first instant of the year', '2026-12-31T23:00:00.000Z', '2027-01-01'],
    ['leap day', '2028-02-29T12:00:00.000Z', '2028-02-29'],
    ['the night of N1, 03:30 in winter', '2026-01-14T02:30:00.000Z', '2026-01-14'],
    ['the night of N1, 03:30 in summer', '2026-07-14T01:30:00.000Z', '2026-07-14'],
  ])('%s: %s is on %s', (_name, instant, day) => {
    expect(dayOf(instant)).toBe(day);
    expect(dayOf(new Date(instant))).toBe(day);
  });

  it('noon of a day is on that day, all year round', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(dayOf(`${day}T12:00:00.000Z`)).toBe(day);
      }),
    );
  });
});

describe('T2: days are counted one by one, whatever the clock does', () => {
  it.each([
    ['over the start of summer time', '2026-03-28', 1, '2026-03-29'],
    ['from the day of 23 hours', '2026-03-29', 1, '2026-03-30'],
    ['over the end of summer time', '2026-10-24', 1, '2026-10-25'],
    ['from the day of 25 hours', '2026-10-25', 1, '2026-10-26'],
    ['back over the day of 25 hours', '2026-10-26', -1, '2026-10-25'],
    ['into the new year', '2026-12-31', 1, '2027-01-01'],
    ['back into the old year', '2027-01-01', -1, '2026-12-31'],
    ['to leap day', '2028-02-28', 1, '2028-02-29'],
    ['past leap day', '2028-02-29', 1, '2028-03-01'],
    ['past the end of February in an ordinary year', '2026-02-28', 1, '2026-03-01'],
    ['a loan of three weeks over the clock change', '2026-10-12', 21, '2026-11-02'],
    ['a year over leap day', '2027-10-01', 365, '2028-09-30'],
    ['none', '2026-10-12', 0, '2026-10-12'],
  ])('%s: %s and %i days is %s', (_name, day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
  });

  const anyNumber = fc.integer({ min: -20_000, max: 20_000 });

  it('adding days is a group action: nothing adds nothing, a and then b is a + b, and back again', () => {
    fc.assert(
      fc.property(anyDay, anyNumber, anyNumber, (day, a, b) => {
        expect(addDays(day, 0)).toBe(day);
        expect(addDays(addDays(day, a), b)).toBe(addDays(day, a + b));
        expect(addDays(addDays(day, a), -a)).toBe(day);
      }),
    );
  });

  it('agrees with counting in blocks of 24 hours UTC', () => {
    fc.assert(
      fc.property(anyDay, anyNumber, (day, n) => {
        expect(addDays(day, n)).toBe(dayFrom(day, n));
      }),
    );
  });
});

describe('T2: how many days lie between two days', () => {
  it.each([
    ['the same day', '2026-10-12', '2026-10-12', 0],
    ['the next day', '2026-10-12', '2026-10-13', 1],
    ['the day before', '2026-10-12', '2026-10-11', -1],
    ['over the start of summer time', '2026-03-28', '2026-03-30', 2],
    ['over the end of summer time', '2026-10-24', '2026-10-26', 2],
    ['over the year’s end', '2026-12-31', '2027-01-01', 1],
    ['over leap day', '2028-02-28', '2028-03-01', 2],
    ['a year', '2026-10-12', '2027-10-12', 365],
    ['a leap year, back', '2028-10-12', '2027-10-12', -366],
  ])('%s: from %s to %s', (_name, from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });

  it('as many as are to be added to the one to come to the other', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (day, n) => {
        expect(daysBetween(day, dayFrom(day, n))).toBe(n);
        expect(daysBetween(dayFrom(day, n), day) + n).toBe(0);
      }),
    );
  });
});

describe('T2: an end date is the last day in force', () => {
  it('is past from the next day on, and not on the day itself', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(isPast(day, addDays(day, -1))).toBe(false);
        expect(isPast(day, day)).toBe(false);
        expect(isPast(day, addDays(day, 1))).toBe(true);
      }),
    );
  });

  it('agrees with the order of the days as strings and in time', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(isPast(a, b)).toBe(a < b);
        expect(isPast(a, b)).toBe(Date.parse(a) < Date.parse(b));
      }),
    );
  });

  it('is never past where there is none', () => {
    fc.assert(
      fc.property(anyDay, (today) => {
        expect(isPast(undefined, today)).toBe(false);
      }),
    );
  });

  it.each([
    ['summer', '2026-07-14', '2026-07-14T21:59:59.999Z', '2026-07-14T22:00:00.000Z'],
    ['winter', '2026-01-14', '2026-01-14T22:59:59.999Z', '2026-01-14T23:00:00.000Z'],
    ['the day of 23 hours', '2026-03-29', '2026-03-29T21:59:59.999Z', '2026-03-29T22:00:00.000Z'],
    ['the day of 25 hours', '2026-10-25', '2026-10-25T22:59:59.999Z', '2026-10-25T23:00:00.000Z'],
    ['New Year’s Eve', '2026-12-31', '2026-12-31T22:59:59.999Z', '2026-12-31T23:00:00.000Z'],
  ])('in %s what ends on %s holds at %s and not at %s', (_name, end, before, after) => {
    expect(isPast(end, dayOf(before))).toBe(false);
    expect(isPast(end, dayOf(after))).toBe(true);
  });
});

describe('T1: a day is written YYYY-MM-DD and exists', () => {
  it.each([
    ['an ordinary day', '2026-10-12', true],
    ['leap day', '2028-02-29', true],
    ['the first day that is taken', '1900-01-01', true],
    ['the last day that is taken', '9999-12-31', true],
    ['leap day in an ordinary year', '2026-02-29', false],
    ['leap day in 1900, no leap year', '1900-02-29', false],
    ['30 February', '2026-02-30', false],
    ['31 April', '2026-04-31', false],
    ['month 13', '2026-13-01', false],
    ['day 0', '2026-10-00', false],
    ['day 32', '2026-10-32', false],
    ['too early', '1899-12-31', false],
    ['too late', '10000-01-01', false],
    ['with a sign', '+010000-01', false],
    ['without leading zeros', '2026-1-2', false],
    ['the Dutch way', '12-10-2026', false],
    ['an instant', '2026-10-12T00:00:00Z', false],
    ['something before it', 'x2026-10-12', false],
    ['a line break after it', '2026-10-12\n', false],
    ['nothing', '', false],
  ])('%s: "%s" is %s', (_name, text, expected) => {
    expect(isDay(text)).toBe(expected);
  });

  it('there is no day after the last one, and adding stops there', () => {
    expect([dayAfter('9999-12-30'), dayAfter(LAST_DAY)]).toEqual([LAST_DAY, undefined]);
    expect([addDays('9999-12-30', 1), addDays('9999-12-30', 2), addDays(LAST_DAY, 365)]).toEqual(
      Array.from({ length: 3 }, () => LAST_DAY),
    );
  });

  it('every day that is counted to is one', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1000, max: 1000 }), (day, n) => {
        const other = addDays(day, n);
        expect(isDay(other)).toBe(other >= '1900-01-01');
      }),
    );
  });
});
