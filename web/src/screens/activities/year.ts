import { addDays, daysBetween } from '../../lib/i18n/days.ts';

export interface Term {
  readonly startDate: string;
  readonly endDate: string;
}

const firstOf = (year: number): string => `${year}-01-01`;

export const yearOf = (day: string): number => Number(day.slice(0, 4));

/** Whether a period overlaps with a year. */
export const isIn = (year: number, { startDate, endDate }: Term): boolean =>
  startDate < firstOf(year + 1) && endDate >= firstOf(year);

/** The start of a day as a percentage of a year: 0 for an earlier day, 100 for a later one. */
export function placeIn(year: number, day: string): number {
  const length = daysBetween(firstOf(year), firstOf(year + 1));
  const place = (100 * daysBetween(firstOf(year), day)) / length;
  return Math.min(100, Math.max(0, place));
}

/** The place of an activity's bar in a year, in percentages. */
export function barIn(
  year: number,
  { startDate, endDate }: Term,
): { readonly left: number; readonly width: number } {
  const left = placeIn(year, startDate);
  return { left, width: placeIn(year, addDays(endDate, 1)) - left };
}

/** The same dates in the first year in which they have not started. */
export function nextTime({ startDate, endDate }: Term, today: string): Term {
  let year = yearOf(startDate) + 1;
  while (inYear(year, startDate) < today) year += 1;
  const start = inYear(year, startDate);
  return { startDate: start, endDate: addDays(start, daysBetween(startDate, endDate)) };
}

/** 29 February becomes 28 February in other years. */
const inYear = (year: number, day: string): string => {
  const isLeap = daysBetween(firstOf(year), firstOf(year + 1)) === 366;
  return `${year}${day.endsWith('-02-29') && !isLeap ? '-02-28' : day.slice(4)}`;
};
