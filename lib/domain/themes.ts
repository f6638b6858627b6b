import { addDays, type Day } from './calendar.ts';
import { easterSunday } from './easter.ts';

export type ThemeKey =
  'kinderboekenweek' | 'nationale-voorleesdagen' | 'griffels-penselen' | 'pasen' | 'sinterklaas' | 'kerst';

/**
 * How sure the days are: the same every year, computed, announced by the organizers, or expected.
 */
export type ThemeBasis = 'fixed' | 'computed' | 'announced' | 'expected';

/** A yearly theme of Dutch libraries, in one year: a proposal for an activity. */
export interface Theme {
  readonly key: ThemeKey;
  readonly name: string;
  readonly startDate: Day;
  readonly endDate: Day;
  readonly basis: ThemeBasis;
}

interface Days {
  readonly startDate: Day;
  readonly endDate: Day;
}

/** Days of the week as the calendar of JavaScript counts them. */
const WEDNESDAY = 3;
const SATURDAY = 6;

/** A start, on a day of the year or on the first such weekday from it, and a length or an end. */
interface Pattern {
  readonly from: string;
  readonly weekday?: number;
  readonly lasts: number | { readonly until: string };
}

/** A line of the theme calendar. */
interface ThemeRow {
  readonly key: ThemeKey;
  readonly name: string;
  /** The days of a year without an announcement, and how sure they are. */
  readonly usual: Pattern | ((year: number) => Days);
  readonly basis: Exclude<ThemeBasis, 'announced'>;
  /** The announced first and last days, a row per year. Add a row when new days are announced. */
  readonly announced?: readonly (readonly [Day, Day])[];
}

const easterDays = (year: number): Days => {
  const sunday = easterSunday(year);
  return { startDate: sunday, endDate: addDays(sunday, 1) };
};

/**
 * The theme calendar, in the order of the year. Griffels and Penselen: from the silver ones to the
 * gold ones.
 */
const CALENDAR: readonly ThemeRow[] = [
  {
    key: 'nationale-voorleesdagen',
    name: 'Nationale Voorleesdagen',
    usual: { from: '01-20', weekday: WEDNESDAY, lasts: 12 },
    basis: 'expected',
    announced: [
      ['2024-01-24', '2024-02-03'],
      ['2026-01-21', '2026-02-01'],
    ],
  },
  { key: 'pasen', name: 'Pasen', usual: easterDays, basis: 'computed' },
  {
    key: 'griffels-penselen',
    name: 'Griffels en Penselen',
    usual: { from: '06-15', lasts: { until: '10-01' } },
    basis: 'expected',
  },
  {
    key: 'kinderboekenweek',
    name: 'Kinderboekenweek',
    usual: { from: '10-01', weekday: WEDNESDAY, lasts: 12 },
    basis: 'expected',
    announced: [
      ['2023-10-04', '2023-10-15'],
      ['2024-10-02', '2024-10-13'],
      ['2025-10-01', '2025-10-12'],
    ],
  },
  {
    key: 'sinterklaas',
    name: 'Sinterklaas',
    usual: { from: '11-12', weekday: SATURDAY, lasts: { until: '12-05' } },
    basis: 'expected',
  },
  { key: 'kerst', name: 'Kerst', usual: { from: '12-25', lasts: 2 }, basis: 'fixed' },
];

/** The first such weekday on or after a day. */
const firstOnOrAfter = (day: Day, weekday: number): Day =>
  addDays(day, (weekday - new Date(`${day}T00:00:00Z`).getUTCDay() + 7) % 7);

const daysByPattern = ({ from, weekday, lasts }: Pattern, year: number): Days => {
  const earliest: Day = `${year}-${from}`;
  const startDate = weekday === undefined ? earliest : firstOnOrAfter(earliest, weekday);
  const endDate = typeof lasts === 'number' ? addDays(startDate, lasts - 1) : `${year}-${lasts.until}`;
  return { startDate, endDate };
};

const themeIn = (year: number, { key, name, usual, basis, announced = [] }: ThemeRow): Theme => {
  const row = announced.find(([first]) => first.startsWith(`${year}-`));
  if (row) return { key, name, startDate: row[0], endDate: row[1], basis: 'announced' };
  return { key, name, ...(typeof usual === 'function' ? usual(year) : daysByPattern(usual, year)), basis };
};

/** The themes of a year in order: as announced, or as usual. */
export const themesOf = (year: number): readonly Theme[] => CALENDAR.map((row) => themeIn(year, row));
