import type { Day } from '../domain/calendar.ts';
import { dayText, fillIn } from '../http/texts.ts';
import { mailTexts } from './texts.nl.ts';

export const mailText = (
  key: keyof typeof mailTexts,
  facts: Readonly<Record<string, string | number>> = {},
): string => fillIn(mailTexts[key], 'nl', facts);

/** A day in a mail: `zo 12 okt 2026`. */
export const mailDay = (day: Day): string => dayText(day, 'nl');

/**
 * Puts text from the catalogue on one line, so that it cannot break a header or imitate a line of
 * the mail.
 */
export const oneLine = (words: string): string => words.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
