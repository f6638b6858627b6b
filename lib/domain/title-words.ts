import { searchForm, wordsIn } from './search-form.ts';

/** Words in so many titles that a list of them helps nobody. */
const FREQUENT = new Set(
  'de het een t van en in op te the a an of and to der die das und le la les du et'.split(' '),
);

/** Bounds for what a title takes in the table; nearly all are far below. */
const MOST_WORDS = 40;
const LONGEST_WORD = 50;

const cut = (word: string): string => word.slice(0, LONGEST_WORD).toWellFormed();

/**
 * The words that list a title: its first forty without frequent ones, or with them when it has no
 * others.
 */
export const listedWords = (title: string): readonly string[] => {
  const words = wordsIn(title);
  const rare = words.filter((word) => !FREQUENT.has(word));
  return [...new Set((rare.length > 0 ? rare : words).map(cut))].slice(0, MOST_WORDS);
};

/** A word of a search. One that is not whole is the beginning of a word. */
export interface SoughtWord {
  readonly text: string;
  readonly isWhole: boolean;
}

/**
 * The words of a search. The last one may be cut short, from two letters on: people type half a
 * word, but a volume 1 is not a volume 10.
 */
export const soughtWords = (text: string): readonly SoughtWord[] => {
  const last = searchForm(text).split(' ').at(-1) ?? '';
  if (last === '') return [];
  const isWhole = Array.from(last).length < 2;
  const before = wordsIn(text).filter((word) => word !== last);
  return [...before.map((word) => ({ text: word, isWhole: true })), { text: last, isWhole }];
};

/** Whether a title may have this word without being listed under it. */
const isUnlisted = ({ text, isWhole }: SoughtWord): boolean =>
  isWhole ? FREQUENT.has(text) : [...FREQUENT].some((word) => word.startsWith(text));

/** Whether a word is the sought one, or begins with it. */
export const fits =
  ({ text, isWhole }: SoughtWord) =>
  (word: string): boolean =>
    isWhole ? word === text : word.startsWith(text);

/** Words that a search may try; more would find nothing rarer. */
const MOST_TRIED = 4;

/**
 * The words of a search that list every title that has them, cut as in lists: the longest first,
 * because long words are rare. Only the last one when all are frequent.
 */
export const wordsToReadBy = (sought: readonly SoughtWord[]): readonly SoughtWord[] => {
  const listed = sought
    .filter((word) => !isUnlisted(word))
    // A whole word that begins like the half one has fewer titles, and any title has both.
    .filter((word) => word.isWhole || !sought.some(({ text, isWhole }) => isWhole && fits(word)(text)))
    .toSorted((a, b) => b.text.length - a.text.length);
  const words = listed.length > 0 ? listed.slice(0, MOST_TRIED) : sought.slice(-1);
  return words.map(({ text, isWhole }) => ({ text: cut(text), isWhole }));
};

/** Whether a title has all words of a search, in any order. */
export const hasWords = (title: string, sought: readonly SoughtWord[]): boolean => {
  const words = wordsIn(title);
  return sought.every((one) => words.some(fits(one)));
};

/**
 * The word under which a search that reads by a sought word shows a title: the first that fits, so
 * that a title with several is shown once.
 */
export const shownUnder = (title: string, readBy: SoughtWord): string | undefined =>
  listedWords(title).find(fits(readBy));
