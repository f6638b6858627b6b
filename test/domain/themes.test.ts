import { describe, expect, it } from 'vitest';
import { themesOf, type ThemeBasis, type ThemeKey } from '../../lib/domain/themes.ts';
import { dayFrom } from '../../testing/arbitraries.ts';

const SUNDAY = 0;
const WEDNESDAY = 3;
const SATURDAY = 6;

const EVERY_YEAR = Array.from({ length: 101 }, (_, index) => 2000 + index);

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

const themeOf = (year: number, key: ThemeKey) => {
  const theme = themesOf(year).find((one) => one.key === key);
  if (!theme) throw new Error(`${key} is not there in ${year}`);
  return theme;
};

describe('the themes of a year', () => {
  it('are six, with their Dutch names, in the order in which they come', () => {
    expect(themesOf(2026)).toEqual([
      {
        key: 'nationale-voorleesdagen',
        name: 'Nationale Voorleesdagen',
        startDate: '2026-01-21',
        endDate: '2026-02-01',
        basis: 'announced',
      },
      { key: 'pasen', name: 'Pasen', startDate: '2026-04-05', endDate: '2026-04-06', basis: 'computed' },
      {
        key: 'griffels-penselen',
        name: 'Griffels en Penselen',
        startDate: '2026-06-15',
        endDate: '2026-10-01',
        basis: 'expected',
      },
      {
        key: 'kinderboekenweek',
        name: 'Kinderboekenweek',
        startDate: '2026-10-07',
        endDate: '2026-10-18',
        basis: 'expected',
      },
      {
        key: 'sinterklaas',
        name: 'Sinterklaas',
        startDate: '2026-11-14',
        endDate: '2026-12-05',
        basis: 'expected',
      },
      { key: 'kerst', name: 'Kerst', startDate: '2026-12-25', endDate: '2026-12-26', basis: 'fixed' },
    ]);
  });

  it.for<[ThemeKey, number, string, string, ThemeBasis]>([
    ['kinderboekenweek', 2022, '2022-10-05', '2022-10-16', 'expected'],
    ['kinderboekenweek', 2023, '2023-10-04', '2023-10-15', 'announced'],
    ['kinderboekenweek', 2024, '2024-10-02', '2024-10-13', 'announced'],
    ['kinderboekenweek', 2025, '2025-10-01', '2025-10-12', 'announced'],
    ['kinderboekenweek', 2030, '2030-10-02', '2030-10-13', 'expected'],
    ['kinderboekenweek', 2031, '2031-10-01', '2031-10-12', 'expected'],
    ['nationale-voorleesdagen', 2024, '2024-01-24', '2024-02-03', 'announced'],
    ['nationale-voorleesdagen', 2025, '2025-01-22', '2025-02-02', 'expected'],
    ['nationale-voorleesdagen', 2027, '2027-01-20', '2027-01-31', 'expected'],
    ['nationale-voorleesdagen', 2028, '2028-01-26', '2028-02-06', 'expected'],
    ['sinterklaas', 2022, '2022-11-12', '2022-12-05', 'expected'],
    ['sinterklaas', 2023, '2023-11-18', '2023-12-05', 'expected'],
    ['griffels-penselen', 2025, '2025-06-15', '2025-10-01', 'expected'],
    ['pasen', 2024, '2024-03-31', '2024-04-01', 'computed'],
    ['pasen', 2038, '2038-04-25', '2038-04-26', 'computed'],
    ['kerst', 2000, '2000-12-25', '2000-12-26', 'fixed'],
  ])('%s of %i: %s to %s, %s', ([key, year, startDate, endDate, basis]) => {
    expect(themeOf(year, key)).toMatchObject({ startDate, endDate, basis });
  });
});

describe('in every year of a century', () => {
  it.each(EVERY_YEAR)('%i has the six, each in that year, one after another', (year) => {
    const themes = themesOf(year);
    expect(themes.map(({ key }) => key).sort()).toEqual([
      'griffels-penselen',
      'kerst',
      'kinderboekenweek',
      'nationale-voorleesdagen',
      'pasen',
      'sinterklaas',
    ]);
    for (const { startDate, endDate } of themes) {
      expect(startDate <= endDate).toBe(true);
      expect([startDate.slice(0, 4), endDate.slice(0, 4)]).toEqual([`${year}`, `${year}`]);
    }
    const starts = themes.map(({ startDate }) => startDate);
    expect(starts).toEqual([...starts].sort());
  });

  it.each(EVERY_YEAR)('%i has its themes on the weekdays and in the weeks where they belong', (year) => {
    const easter = themeOf(year, 'pasen');
    expect(weekdayOf(easter.startDate)).toBe(SUNDAY);
    expect(easter.endDate).toBe(dayFrom(easter.startDate, 1));
    const within = [
      ['pasen', SUNDAY, '03-22', '04-25'],
      ['nationale-voorleesdagen', WEDNESDAY, '01-20', '01-26'],
      ['kinderboekenweek', WEDNESDAY, '10-01', '10-07'],
      ['sinterklaas', SATURDAY, '11-12', '11-18'],
    ] as const;
    for (const [key, weekday, earliest, latest] of within) {
      const { startDate } = themeOf(year, key);
      expect([key, weekdayOf(startDate)]).toEqual([key, weekday]);
      expect(startDate.slice(5) >= earliest && startDate.slice(5) <= latest).toBe(true);
    }
  });
});
