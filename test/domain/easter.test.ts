import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { easterSunday } from '../../lib/domain/easter.ts';
import { dayFrom } from '../../testing/arbitraries.ts';

/** Carter's method for Easter, which holds from 1900 to 2099. */
const easterByCarter = (year: number): string => {
  let moon = 225 - 11 * (year % 19);
  while (moon > 50) moon -= 30;
  if (moon > 48) moon -= 1;
  const weekday = (year + Math.floor(year / 4) + moon + 1) % 7;
  return dayFrom(`${year}-03-01`, moon + 6 - weekday);
};

describe('Easter Sunday', () => {
  it.each([
    [1818, '1818-03-22'],
    [1943, '1943-04-25'],
    [1954, '1954-04-18'],
    [1961, '1961-04-02'],
    [1981, '1981-04-19'],
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2076, '2076-04-19'],
    [2285, '2285-03-22'],
  ])('in %i is %s', (year, day) => {
    expect(easterSunday(year)).toBe(day);
  });

  it('is what another way of computing it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2099 }), (year) => {
        expect(easterSunday(year)).toBe(easterByCarter(year));
      }),
    );
  });
});
