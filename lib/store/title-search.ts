import { INDEXES } from '../contract.ts';
import { isbnsIn } from '../domain/isbn.ts';
import { searchForm, withoutArticle } from '../domain/search-form.ts';
import type { Title } from '../domain/title.ts';
import {
  fits,
  hasWords,
  shownUnder,
  soughtWords,
  wordsToReadBy,
  type SoughtWord,
} from '../domain/title-words.ts';
import { heldPage } from './held-list.ts';
import { titleKey } from './keys.ts';
import { filledPage, pageOfRange, type Page, type PageRange } from './page.ts';
import { isbnPartition, prefixPartition, startOf, wordEntries, wordOfEntry } from './search-keys.ts';
import type { IndexEntry } from './sharded-query.ts';
import type { Item, Table } from './table.ts';
import { isTitle, toTitle } from './titles.ts';

const NONE: Page<Title> = { items: [] };

/**
 * Titles that start with a text, in alphabetical order. A leading article matters neither in the
 * text nor in the titles. One request, and a few more when many begin so with and without it.
 */
export const titlesByPrefix = async (table: Table, text: string, part: PageRange): Promise<Page<Title>> => {
  const form = searchForm(text);
  const start = startOf(withoutArticle(form) ?? form);
  if (start === '') return NONE;
  const list = {
    index: INDEXES.titlesByPrefix,
    partitions: [prefixPartition(start)],
    prefix: start,
    // Each letter that somebody types asks again: to look up fifty titles would be too dear.
    mayTrail: true,
  } as const;
  const toShown = (item: Item): Title | undefined => {
    const title = toTitle(item);
    const isShownAlready = !isTitle(item) && searchForm(title.title).startsWith(start);
    return isShownAlready ? undefined : title;
  };
  return heldPage(table, list, part, toShown);
};

/** Entries of each word that are looked at, to see which word has the fewest. */
const TRIED = 100;

/**
 * The word with the fewest titles, or the longest one. A further page stays with that of its place.
 */
const wordToReadBy = async (table: Table, words: readonly SoughtWord[], after: string | undefined) => {
  const [longest] = words;
  if (words.length < 2) return longest;
  if (after !== undefined) return words.find((word) => fits(word)(wordOfEntry(after))) ?? longest;
  const counts = await Promise.all(
    words.map(async (word) => (await table.readRange(wordEntries(word), { limit: TRIED })).length),
  );
  return words[counts.indexOf(Math.min(...counts))];
};

/**
 * Titles with all words of a text, the last of which may be cut short. In alphabetical order; those
 * that were read by half a word come by whole word first. One request for one word; for several one
 * each to see which is rare, up to four at once, and then one per 100 titles that have it, up to
 * ten.
 */
export const titlesByWords = async (table: Table, text: string, part: PageRange): Promise<Page<Title>> => {
  const sought = soughtWords(text);
  const readBy = await wordToReadBy(table, wordsToReadBy(sought), part.after);
  if (!readBy) return NONE;
  return filledPage(part, async (range) => {
    const read = await pageOfRange(range, (how) => table.readRange(wordEntries(readBy), how));
    const items = read.items
      .map((item) => ({ item: toTitle(item), place: item.sk }))
      .filter(({ item, place }) => shownUnder(item.title, readBy) === wordOfEntry(place))
      .filter(({ item }) => hasWords(item.title, sought));
    return { items, next: read.next };
  });
};

/**
 * Titles with any ISBN of a text, in any notation, by id. One request per ISBN, and one for them.
 */
export const titlesByIsbn = (table: Table, text: string, part: PageRange): Promise<Page<Title>> => {
  const isbns = isbnsIn(text);
  const list = {
    index: INDEXES.titlesByIsbn,
    partitions: isbns.map(isbnPartition),
    keysOf: ({ place }: IndexEntry) => [titleKey(place)],
    isListed: (item: Item) => isbnsIn(toTitle(item).isbn ?? '').some((isbn) => isbns.includes(isbn)),
  };
  return heldPage(table, list, part, toTitle);
};
