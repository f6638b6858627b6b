import type { Day } from '../domain/calendar.ts';
import { dayText, fillIn } from '../http/texts.ts';
import { mailTexts } from './texts.nl.ts';

/** A text of a mail, with its facts filled in. */
export const mailText = (
  key: keyof typeof mailTexts,
  facts: Readonly<Record<string, string | number>> = {},
): string => fillIn(mailTexts[key], 'nl', facts);

/** A day as a mail says it: `zo 12 okt 2026`. */
export const mailDay = (day: Day): string => dayText(day, 'nl');

/**
 * Text from the catalogue on one line, so that it can neither break a header nor look like a line
 * of the mail.
 */
export const oneLine = (words: string): string => words.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
