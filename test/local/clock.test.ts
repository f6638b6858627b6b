import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { amsterdamDay, isCalendarDay, shiftDays, shifted } from '../../local/clock.ts';

describe('the shifted clock', () => {
  test.each([
    ['an ordinary afternoon', '2026-11-23T14:00:00Z', '2026-12-05', 12],
    ['no shift for today', '2026-11-23T14:00:00Z', '2026-11-23', 0],
    ['back in time', '2026-11-23T14:00:00Z', '2026-11-01', -22],
    ['just after midnight in Amsterdam, still yesterday in UTC', '2026-11-22T23:10:00Z', '2026-11-24', 1],
    [
      'just before midnight in winter, a day in summer: an hour later is the next day',
      '2026-11-23T22:30:00Z',
      '2026-07-10',
      -137,
    ],
    [
      'just after midnight in summer, a day in winter: an hour earlier is the day before',
      '2026-07-09T22:30:00Z',
      '2026-12-24',
      168,
    ],
    ['the night that the clock goes forward', '2026-03-28T23:30:00Z', '2026-03-29', 0],
    ['the night that the clock goes back', '2026-10-24T22:30:00Z', '2026-10-26', 2],
    ['over New Year', '2026-12-31T22:59:59Z', '2027-01-01', 1],
  ])('%s', (_, now, today, days) => {
    expect(shiftDays(today, new Date(now))).toBe(days);
    expect(amsterdamDay(shifted(new Date(now), days))).toBe(today);
  });

  it('is on the day asked for, whenever it is started', () => {
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2040-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, instants, (now, other) => {
        const today = amsterdamDay(other);
        expect(amsterdamDay(shifted(now, shiftDays(today, now)))).toBe(today);
      }),
    );
  });

  it('is the real one without --today', () => {
    expect(shiftDays(undefined, new Date())).toBe(0);
  });

  test.each([
    ['2026-10-12', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-10-12T00:00', false],
    ['', false],
  ])('whether "%s" is a day: %s', (text, answer) => {
    expect(isCalendarDay(text)).toBe(answer);
  });
});
