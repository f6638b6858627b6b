import { IntlMessageFormat } from 'intl-messageformat';
import type { Day } from '../domain/calendar.ts';
import type { Language } from './language.ts';
import { en } from './texts.en.ts';
import { nl } from './texts.nl.ts';

export type TextKey = keyof typeof nl;

const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { nl, en };
const LOCALES: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };

const compiled: Readonly<Record<Language, Map<string, IntlMessageFormat>>> = {
  nl: new Map(),
  en: new Map(),
};

const compile = (message: string, language: Language): IntlMessageFormat => {
  const found = compiled[language].get(message) ?? new IntlMessageFormat(message, LOCALES[language]);
  compiled[language].set(message, found);
  return found;
};

type Facts = Readonly<Record<string, string | number>>;

/** Fills the facts into an ICU message. Compiles it on first use. */
export const fillIn = (message: string, language: Language, facts: Facts = {}): string =>
  String(compile(message, language).format(facts));

export const text = (key: TextKey, language: Language, facts: Facts = {}) =>
  fillIn(TEXTS[language][key], language, facts);

export const isTextKey = (key: string): key is TextKey => Object.hasOwn(nl, key);

/** A day for readers: `zo 12 okt 2026`. */
export const dayText = (day: Day, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
    .format(new Date(`${day}T00:00:00Z`))
    .replaceAll(/[.,]/g, '');
