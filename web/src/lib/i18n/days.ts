import { texts, useLanguage, type Language } from './language.ts';

const ZONE = 'Europe/Amsterdam';
const DAY_MS = 86_400_000;

let shiftMs = 0;

/** Shifts the clock of the client by a number of days, to try out another day. */
export const shiftClock = (days: number): void => {
  shiftMs = days * DAY_MS;
};

const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE });

/** Today in the library (rule T1), such as `2026-10-12`. */
export const today = (): string => isoDay.format(Date.now() + shiftMs);

const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

export const addDays = (day: string, days: number): string =>
  new Date(noon(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** The number of days from the first day to the second. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((noon(to).getTime() - noon(from).getTime()) / DAY_MS);

const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const;

/** Made once per language: making a format is a hundred times slower than using it. */
const formatsIn = (of: Language) => ({
  day: new Intl.DateTimeFormat(LOCALES[of], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }),
  time: new Intl.DateTimeFormat(LOCALES[of], { hour: '2-digit', minute: '2-digit', timeZone: ZONE }),
});

const FORMATS = { nl: formatsIn('nl'), en: formatsIn('en') };

const dayText = (day: string, of: Language): string => FORMATS[of].day.format(noon(day)).replace(',', '');

const momentText = (instant: string, of: Language): string => {
  const at = new Date(instant);
  return `${dayText(isoDay.format(at), of)} ${FORMATS[of].time.format(at)}`;
};

/** The day in the library at an instant. */
export const dayOf = (instant: string): string => isoDay.format(new Date(instant));

const useRelative = texts(
  'days',
  {
    today: 'vandaag',
    in_one: 'morgen',
    in_other: 'over {{count}} dagen',
    left_one: 'nog 1 dag',
    left_other: 'nog {{count}} dagen',
    lastDay: 'vandaag de laatste dag',
    ago_one: 'gisteren',
    ago_other: '{{count}} dagen geleden',
    over_one: 'gisteren afgelopen',
    over_other: '{{count}} dagen geleden afgelopen',
    startsIn_one: 'begint morgen',
    startsIn_other: 'begint over {{count}} dagen',
  },
  {
    today: 'today',
    in_one: 'tomorrow',
    in_other: 'in {{count}} days',
    left_one: '1 day left',
    left_other: '{{count}} days left',
    lastDay: 'today is the last day',
    ago_one: 'yesterday',
    ago_other: '{{count}} days ago',
    over_one: 'ended yesterday',
    over_other: 'ended {{count}} days ago',
    startsIn_one: 'starts tomorrow',
    startsIn_other: 'starts in {{count}} days',
  },
);

/** Formats days in the current language. */
export interface Days {
  /** Such as `ma 12 okt 2026`. */
  readonly day: (day: string) => string;
  /** Such as `ma 12 okt 2026 14:05`. */
  readonly moment: (instant: string) => string;
  /** Formats a time of this machine's clock (milliseconds), shifted as the clock is. */
  readonly machineMoment: (time: number) => string;
  /** The distance from today: `over 3 dagen`, `gisteren`. */
  readonly distance: (day: string) => string;
  /**
   * The state of an activity: `begint over 3 dagen`, `nog 3 dagen`, `11 dagen geleden afgelopen`.
   */
  readonly term: (activity: { readonly startDate: string; readonly endDate: string }) => string;
}

export function useDays(): Days {
  const of = useLanguage();
  const t = useRelative();
  return {
    day: (day) => dayText(day, of),
    moment: (instant) => momentText(instant, of),
    machineMoment: (time) => momentText(new Date(time + shiftMs).toISOString(), of),
    distance: (day) => {
      const count = daysBetween(today(), day);
      if (count === 0) return t('today');
      return count > 0 ? t('in', { count }) : t('ago', { count: -count });
    },
    term: ({ startDate, endDate }) => {
      const now = today();
      if (now < startDate) return t('startsIn', { count: daysBetween(now, startDate) });
      const count = daysBetween(now, endDate);
      if (count === 0) return t('lastDay');
      return count > 0 ? t('left', { count }) : t('over', { count: -count });
    },
  };
}
