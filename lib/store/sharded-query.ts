import type { IndexDefinition } from '../contract.ts';
import type { Item, Table } from './table.ts';

/** Which part of a list: what comes after a place in it, and how much. */
export interface PageRange {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** One entry of an index: the key of the item in the table, and its place in the list. */
export interface IndexEntry {
  readonly pk: string;
  readonly sk: string;
  readonly place: string;
  readonly item: Item;
}

/** Entries in order, and the place after which there may be more. */
export interface IndexEntries {
  readonly entries: readonly IndexEntry[];
  readonly next?: string;
}

/** The smallest sort key after this one: no key has a space behind an id. */
const justAfter = (place: string): string => `${place} `;
const lastWith = (prefix: string): string => `${prefix}\u{10ffff}`;

/** A part of a list that is read over several partitions. */
export interface ShardedRange extends PageRange {
  /** What all places in it begin with. */
  readonly prefix?: string;
  /** Where it begins, and before which place it ends. */
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/**
 * The first and the last place to read; every place has more behind what `before` says, so that it
 * is not reached.
 */
const rangeOf = ({ after, prefix = '', from = prefix, before }: ShardedRange) => ({
  from: after === undefined || after < from ? from || undefined : justAfter(after),
  to: before ?? (prefix ? lastWith(prefix) : undefined),
});

/**
 * Reads several partitions of an index as one list in the order of the sort key. One request per
 * partition, all at the same time; each reads as many entries as the whole page needs, since they
 * may all come from one of them.
 */
export const queryShards = async (
  table: Table,
  index: IndexDefinition,
  partitions: readonly string[],
  part: ShardedRange,
): Promise<IndexEntries> => {
  const { limit } = part;
  const range = rangeOf(part);
  const pages = await Promise.all(
    partitions.map((partition) => table.readIndex({ index, partition, ...range, limit: limit + 1 })),
  );
  const entries = pages
    .flat()
    .map((item) => ({ pk: item.pk, sk: item.sk, place: String(item[index.sortKey]), item }))
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  return { entries: page, ...(entries.length > limit && last && { next: last.place }) };
};

/** All pages of a list, one after the other, each read when it is asked for. */
export async function* pagesOf<Page extends { readonly next?: string | undefined }>(
  read: (part: PageRange) => Promise<Page>,
  limit = 100,
): AsyncGenerator<Page> {
  let after: string | undefined;
  do {
    const page = await read({ after, limit });
    yield page;
    after = page.next;
  } while (after !== undefined);
}
