import { isDeepStrictEqual } from 'node:util';
import { defined } from '../domain/defined.ts';
import { isbnsIn } from '../domain/isbn.ts';
import { searchForm, withoutArticle } from '../domain/search-form.ts';
import type { Title } from '../domain/title.ts';
import { listedWords } from '../domain/title-words.ts';
import { put, remove } from './expression.ts';
import type { Key } from './keys.ts';
import {
  articleEntryKey,
  isbnEntryKey,
  isbnIndexKeys,
  prefixIndexKeys,
  startOf,
  wordEntryKey,
} from './search-keys.ts';
import type { Item } from './table.ts';
import type { Writes } from './writes.ts';

/**
 * What a title is found by. It is stored on the title, so that a change knows which entries there
 * are, and a title of before shows that it has none.
 */
interface SearchTerms {
  readonly start: string;
  /** The start after a leading article. */
  readonly pastArticle?: string;
  readonly isbns: readonly string[];
  readonly words: readonly string[];
}

const termsOf = ({ title, isbn }: Title): SearchTerms => {
  const form = searchForm(title);
  const rest = withoutArticle(form);
  return {
    start: startOf(form),
    ...defined({ pastArticle: rest && startOf(rest) }),
    isbns: isbn === undefined ? [] : isbnsIn(isbn),
    words: listedWords(title),
  };
};

/** The attributes by which a title is found without an entry, and those that tell its entries. */
export const searchAttributes = (title: Title) => {
  const terms = termsOf(title);
  const [isbn] = terms.isbns;
  return {
    terms,
    ...prefixIndexKeys(title.titleId, terms.start),
    ...(isbn !== undefined && isbnIndexKeys(title.titleId, isbn)),
  };
};

/** Whether a stored title has the entries that it should have. */
export const hasItsEntries = (item: Item, title: Title): boolean =>
  isDeepStrictEqual(item.terms, termsOf(title));

const entryKeys = (titleId: string, { start, pastArticle, isbns, words }: SearchTerms): readonly Key[] => [
  ...words.map((word) => wordEntryKey(titleId, word, start)),
  ...(pastArticle === undefined
    ? []
    : [{ ...articleEntryKey(titleId), ...prefixIndexKeys(titleId, pastArticle) }]),
  ...isbns.slice(1).map((isbn) => ({ ...isbnEntryKey(titleId, isbn), ...isbnIndexKeys(titleId, isbn) })),
];

/**
 * The entries of a title: its words, its start after an article, its ISBNs but the first. Each
 * holds the description, so that a search reads nothing else.
 */
export const entriesOf = (title: Title): readonly (Key & Readonly<Record<string, unknown>>)[] => {
  const { titleId, title: name, author, isbn, materialType } = title;
  const description = { titleId, title: name, ...defined({ author, isbn, materialType }) };
  return entryKeys(titleId, termsOf(title)).map((keys) => ({ ...keys, ...description }));
};

/**
 * The entries of a title in place of those that a stored one has. The condition on the title guards
 * them: they are written with it, and never without.
 */
export const writeEntries = (before: Item | undefined, after: Title): Writes => {
  const entries = entriesOf(after);
  const kept = new Set(entries.map(({ pk, sk }) => `${pk}\n${sk}`));
  const terms = before?.terms as SearchTerms | undefined;
  const gone = (terms ? entryKeys(after.titleId, terms) : []).filter(
    ({ pk, sk }) => !kept.has(`${pk}\n${sk}`),
  );
  return Object.fromEntries([
    ...entries.map((entry, n) => [`entry-${n}`, put(entry)] as const),
    ...gone.map((key, n) => [`entry-gone-${n}`, remove(key)] as const),
  ]);
};
