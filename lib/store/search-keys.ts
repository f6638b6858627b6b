import type { SoughtWord } from '../domain/title-words.ts';
import { titleKey, type Key, type Range } from './keys.ts';

/** The longest start of a title that fits in a key. */
const LONGEST_START = 200;

/** The start of a search form by which titles are sorted and found. */
export const startOf = (form: string): string => form.slice(0, LONGEST_START).toWellFormed();

export const prefixPartition = (start: string) => `PREFIX#${start.slice(0, 1).toWellFormed()}`;
export const prefixIndexKeys = (titleId: string, start: string) =>
  start === '' ? {} : { prefixKey: prefixPartition(start), prefixSort: `${start}#${titleId}` };

/** The ISBN has thirteen digits, or is some other number as a whole. */
export const isbnPartition = (isbn: string) => `ISBN#${isbn}`;
export const isbnIndexKeys = (titleId: string, isbn: string) => ({
  isbnKey: isbnPartition(isbn),
  isbnSort: titleId,
});

/** Finds a title by its start after a leading article. */
export const articleEntryKey = (titleId: string): Key => ({
  pk: titleKey(titleId).pk,
  sk: 'ALSO#PAST-ARTICLE',
});
/** Finds a title by a further ISBN. */
export const isbnEntryKey = (titleId: string, isbn: string): Key => ({
  pk: titleKey(titleId).pk,
  sk: `ALSO#ISBN#${isbn}`,
});
/** By the first two letters: few enough for half a word, and enough to spread the writes. */
const wordPartition = (word: string) => `WORD#${Array.from(word).slice(0, 2).join('')}`;
/** Finds a title by a word; alphabetical by word, then by the start of the title. */
export const wordEntryKey = (titleId: string, word: string, start: string): Key => ({
  pk: wordPartition(word),
  sk: `${word}#${start}#${titleId}`,
});
export const wordOfEntry = (sk: string): string => sk.slice(0, sk.indexOf('#'));
/** The entries of a word, or of all words that begin with it. */
export const wordEntries = ({ text, isWhole }: SoughtWord): Range => {
  const from = isWhole ? `${text}#` : text;
  return { pk: wordPartition(text), from, to: `${from}\u{10ffff}` };
};
