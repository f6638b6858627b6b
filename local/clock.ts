import { NIGHTLY } from '../lib/contract.ts';

const MS_PER_DAY = 86_400_000;

const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: NIGHTLY.timeZone, dateStyle: 'short' });

/** The calendar day in Amsterdam at this instant, such as `2026-10-12`. */
export const amsterdamDay = (instant: Date): string => calendar.format(instant);

/** Whether the text is a day that exists, in the format `2026-10-12`. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** The instant plus this number of times 24 hours. */
export const shifted = (instant: Date, days: number): Date => new Date(instant.getTime() + days * MS_PER_DAY);

/**
 * The shift of the clock, in times 24 hours, that makes it `today` in Amsterdam. Near midnight it
 * can differ by one from the days between: one of the two days may be in summer time and the other
 * not.
 */
export function shiftDays(today: string | undefined, now: Date): number {
  if (today === undefined) return 0;
  const between = (Date.parse(today) - Date.parse(amsterdamDay(now))) / MS_PER_DAY;
  const fitting = [between, between - 1, between + 1].find(
    (days) => amsterdamDay(shifted(now, days)) === today,
  );
  return fitting ?? between;
}

/** The clock of the local system. */
export interface LocalClock {
  /** The shift from the machine's clock, in times 24 hours. */
  readonly days: number;
  readonly now: () => Date;
  /** The current day in Amsterdam. */
  readonly today: () => string;
}

/** The machine's clock, shifted so that it is now `today` in Amsterdam. */
export function clockOn(today: string | undefined): LocalClock {
  const days = shiftDays(today, new Date());
  const now = (): Date => shifted(new Date(), days);
  return { days, now, today: () => amsterdamDay(now()) };
}
