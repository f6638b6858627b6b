import { addDays, daysBetween } from '../../lib/i18n/days.ts';

/** First and last day, as an activity has them. */
export interface Term {
  readonly startDate: string;
  readonly endDate: string;
}

const firstOf = (year: number): string => `${year}-01-01`;

/** The year that a day is in. */
export const yearOf = (day: string): number => Number(day.slice(0, 4));

/** Whether any of these days is in that year. */
export const isIn = (year: number, { startDate, endDate }: Term): boolean =>
  startDate < firstOf(year + 1) && endDate >= firstOf(year);

/** How far into a year a day begins, in percents: 0 where it is before, 100 where it is after. */
export function placeIn(year: number, day: string): number {
  const length = daysBetween(firstOf(year), firstOf(year + 1));
  const place = (100 * daysBetween(firstOf(year), day)) / length;
  return Math.min(100, Math.max(0, place));
}

/** Where the bar of an activity is in a year, in percents. */
export function barIn(
  year: number,
  { startDate, endDate }: Term,
): { readonly left: number; readonly width: number } {
  const left = placeIn(year, startDate);
  return { left, width: placeIn(year, addDays(endDate, 1)) - left };
}

/** The same days in the first year after their own in which they have not begun yet. */
export function nextTime({ startDate, endDate }: Term, today: string): Term {
  let year = yearOf(startDate) + 1;
  while (inYear(year, startDate) < today) year += 1;
  const start = inYear(year, startDate);
  return { startDate: start, endDate: addDays(start, daysBetween(startDate, endDate)) };
}

/** 29 February is 28 February in other years. */
const inYear = (year: number, day: string): string => {
  const isLeap = daysBetween(firstOf(year), firstOf(year + 1)) === 366;
  return `${year}${day.endsWith('-02-29') && !isLeap ? '-02-28' : day.slice(4)}`;
};
