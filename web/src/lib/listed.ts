/** Lists that people type, or paste from a spreadsheet. */

const QUOTES = `["'“”„‘’]`;

/** A number as a spreadsheet shows one of many digits. Its comma separates nothing. */
const NUMBER = String.raw`\d(?:[.,]\d+)?E\+\d+`;

const PART = new RegExp(`=?${QUOTES}*${NUMBER}${QUOTES}*(?!\\w)|[^\\s,;]+`, 'gi');

/** Some systems write `="031"`, so that a spreadsheet keeps the zero. */
const AROUND = new RegExp(`^=?${QUOTES}+|${QUOTES}+$`, 'g');

const ROUNDED = new RegExp(`^${NUMBER}$`, 'i');

/**
 * The parts of a list, without the quotes around them; spaces, lines, tabs, commas and semicolons
 * separate them.
 */
export const partsOf = (text: string): string[] =>
  [...text.matchAll(PART)].map(([part]) => part.replace(AROUND, '')).filter((part) => part !== '');

/** The parts of a list without duplicates. */
export const listed = (text: string): string[] => [...new Set(partsOf(text))];

/** Whether a part was a code, which a spreadsheet took for a number: its last digits are lost. */
export const isRounded = (part: string): boolean => ROUNDED.test(part);
