import { addDays, type Day } from '../../lib/domain/calendar.ts';
import { easterSunday } from '../../lib/domain/easter.ts';
import { themesOf, type Theme } from '../../lib/domain/themes.ts';
import { KINDERBOEKENWEEK, SEASON, WEEK } from './assumptions.ts';

/**
 * The time at which events of a kind happen: at the desk, on the web, at night, or before or after
 * a theme.
 */
export type Profile = 'desk' | 'web' | 'night' | 'before-themes' | 'after-themes';

export const daysOf = (year: number): readonly Day[] => {
  const days: Day[] = [];
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) days.push(day);
  return days;
};

/** The days on which every library is closed. */
const holidaysOf = (year: number): ReadonlySet<Day> => {
  const easter = easterSunday(year);
  const moving = [0, 1, 39, 50].map((days) => addDays(easter, days));
  return new Set([`${year}-01-01`, `${year}-04-27`, `${year}-12-25`, `${year}-12-26`, ...moving]);
};

const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay();

const isIn = (day: Day, { startDate, endDate }: Theme): boolean => day >= startDate && day <= endDate;

/** Batches for a theme run this long before it; it is closed the day after it ends. */
const GATHERED_DAYS = 14;

/** The weight of each day of a year for events of a profile. */
export const weightsOf = (profile: Profile, year: number): readonly number[] => {
  const themes = themesOf(year);
  const holidays = holidaysOf(year);
  return daysOf(year).map((day) => {
    if (profile === 'before-themes') {
      return themes.filter(({ startDate }) => addDays(startDate, -GATHERED_DAYS) === day).length;
    }
    if (profile === 'after-themes') {
      return themes.filter(({ endDate }) => addDays(endDate, 1) === day).length;
    }
    if (profile === 'night') return 1;
    if (profile === 'desk' && holidays.has(day)) return 0;
    const children = themes.some((theme) => theme.key === 'kinderboekenweek' && isIn(day, theme));
    const season = SEASON[Number(day.slice(5, 7)) - 1] ?? 1;
    return (WEEK[profile][weekdayOf(day)] ?? 0) * season * (children ? KINDERBOEKENWEEK : 1);
  });
};

/** Distributes a number of events over days by their weights. */
export const spread = (count: number, weights: readonly number[]): readonly number[] => {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (count * weight) / sum);
};
