import pMap from 'p-map';
import type { IndexDefinition } from '../contract.ts';
import type { Key } from './keys.ts';
import type { PageRange } from './page.ts';
import type { Item, Table } from './table.ts';

/** The key of the item in the table, and its sort key in the index (`place`). */
export interface IndexEntry extends Key {
  readonly place: string;
  readonly item: Item;
}

/** `next` is the place after which the next page starts. */
export interface IndexEntries {
  readonly entries: readonly IndexEntry[];
  readonly next?: string;
}

/** The smallest sort key after this one: no sort key continues an id with a space. */
const justAfter = (place: string): string => `${place} `;
const lastWith = (prefix: string): string => `${prefix}\u{10ffff}`;

/** The part of its partitions that a list takes. */
export interface IndexRange {
  /** Prefix of all sort keys of the list. */
  readonly prefix?: string;
  /** `from` is inclusive, `before` exclusive. */
  readonly from?: string | undefined;
  readonly before?: string | undefined;
  /** Reads one partition after the other: what moves to a later one meanwhile is found there. */
  readonly inTurn?: boolean;
}

/** A page of such a list; all of it without a finite limit. */
type ShardedRange = IndexRange & PageRange;

/** The range to read. `before` is exclusive: every sort key extends it. */
const rangeOf = ({ after, prefix = '', from = prefix, before }: ShardedRange) => ({
  from: after === undefined || after < from ? from || undefined : justAfter(after),
  to: before ?? (prefix ? lastWith(prefix) : undefined),
});

/** An item that moved meanwhile is found in two places: the one that was read last counts. */
const withoutMoved = (items: readonly Item[]): readonly Item[] => [
  ...new Map(items.map((item) => [`${item.pk}\n${item.sk}`, item])).values(),
];

/**
 * Reads several partitions of an index as one list, ordered by sort key. One request per partition,
 * in parallel or in turn; each reads a whole page, because all entries may be in one partition. An
 * index trails: what is listed comes from `held-list.ts`.
 */
export const queryShards = async (
  table: Table,
  index: IndexDefinition,
  partitions: readonly string[],
  part: ShardedRange,
): Promise<IndexEntries> => {
  const { limit, inTurn } = part;
  const range = rangeOf(part);
  const most = limit < Infinity ? { limit: limit + 1 } : {};
  const read = (partition: string) => table.readIndex({ index, partition, ...range, ...most });
  const pages = await pMap(partitions, read, { concurrency: inTurn ? 1 : Infinity });
  const entries = withoutMoved(pages.flat())
    .map((item) => ({ pk: item.pk, sk: item.sk, place: String(item[index.sortKey]), item }))
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  const page = entries.slice(0, limit);
  const last = page.length < entries.length ? page.at(-1) : undefined;
  return { entries: page, ...(last && { next: last.place }) };
};
