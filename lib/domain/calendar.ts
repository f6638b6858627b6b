/** A calendar day in Europe/Amsterdam, written `YYYY-MM-DD` (rule T1). Days compare as strings. */
export type Day = string;

/**
 * An instant in UTC, RFC 3339 with milliseconds: `2026-10-12T01:30:00.000Z`. Instants compare as
 * strings.
 */
export type Instant = string;

const amsterdam = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * The day it is in Amsterdam at an instant; right on days of 23 and 25 hours too (rules T1, T2).
 */
export const dayOf = (instant: Instant | Date): Day => amsterdam.format(new Date(instant));

/** The last day that can be written. What ends on it never ends: the day after it never comes. */
export const LAST_DAY: Day = '9999-12-31';

/** Negative numbers go back. `LAST_DAY` for all days behind it. */
export const addDays = (day: Day, days: number): Day => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.getUTCFullYear() > 9999 ? LAST_DAY : date.toISOString().slice(0, 10);
};

/** The day after; undefined when it never comes. */
export const dayAfter = (day: Day): Day | undefined => (day < LAST_DAY ? addDays(day, 1) : undefined);

const MS_PER_DAY = 86_400_000;

/** The number of days from the first to the second; negative when the second is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY;

/** Whether a text is an existing day of the years 1900 to 9999; `2026-02-30` does not exist. */
export const isDay = (text: string): boolean => {
  if (!/^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/**
 * Whether something with this last day has lapsed: from the first minute of the next day (rule T2).
 */
export const isPast = (lastDay: Day | undefined, today: Day): boolean =>
  lastDay !== undefined && lastDay < today;
