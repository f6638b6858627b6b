/**
 * Lists that an index answers, held against the items. An index trails up to a second (rule T3), so
 * that an entry tells only where an item was. Each entry is looked up: a list shows items as they
 * are now, each once, and none that has left it. What the index does not know yet comes later.
 */
import type { IndexDefinition } from '../contract.ts';
import type { Key } from './keys.ts';
import { filledPage, type ListReader, type Page, type PageRange, type Listed } from './page.ts';
import { queryShards, type IndexEntry, type IndexRange } from './sharded-query.ts';
import type { Item, Table } from './table.ts';

/** A list that an index answers: a range of some of its partitions. */
export interface HeldList extends IndexRange {
  readonly index: IndexDefinition;
  readonly partitions: readonly string[];
  /** Where the item of an entry may be by now, in this order; by default at the entry's key. */
  readonly keysOf?: (entry: IndexEntry) => readonly Key[];
  /** The entries hold what is shown, and are not looked up: a list that may be a second old. */
  readonly mayTrail?: true;
  /** Whether an item is in the list; by default its own index keys tell. */
  readonly isListed?: (item: Item) => boolean;
}

type Held = Listed<Item>;

const textOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

/** The items of the entries, in their order; undefined for one that is gone. */
const itemsOf = async (
  table: Table,
  { keysOf = (entry) => [entry], mayTrail }: HeldList,
  entries: readonly IndexEntry[],
): Promise<readonly (Item | undefined)[]> => {
  if (mayTrail) return entries.map(({ item }) => item);
  const keys = entries.map(keysOf);
  const found = new Map<string, Item>();
  const itemAt = (places: readonly Key[]): Item | undefined =>
    places.map((key) => found.get(textOf(key))).find((item) => item !== undefined);
  const most = Math.max(0, ...keys.map(({ length }) => length));
  for (let nth = 0; nth < most; nth++) {
    const missing = keys.filter((places) => !itemAt(places));
    for (const item of await table.getAll(missing.flatMap((places) => places[nth] ?? [])))
      found.set(textOf(item), item);
  }
  return keys.map(itemAt);
};

/** The place of an item in the list; undefined when it is not in it. */
const placeOf = (
  { index, partitions, isListed, prefix = '', from = '', before }: HeldList,
  entry: IndexEntry,
  item: Item,
): string | undefined => {
  if (isListed) return isListed(item) ? entry.place : undefined;
  const { [index.partitionKey]: partition, [index.sortKey]: place } = item;
  const isThere =
    typeof place === 'string' &&
    partitions.some((one) => one === partition) &&
    place.startsWith(prefix) &&
    place >= from &&
    (before === undefined || place < before);
  return isThere ? place : undefined;
};

/**
 * What is listed of the entries. What has moved back stays at its old place: the cursor may be past
 * the new one.
 */
const heldBy = async (
  table: Table,
  list: HeldList,
  entries: readonly IndexEntry[],
): Promise<readonly Held[]> => {
  const items = await itemsOf(table, list, entries);
  return entries.flatMap((entry, nth) => {
    const item = items[nth];
    const place = item && placeOf(list, entry, item);
    if (item === undefined || place === undefined) return [];
    return [{ item, place: place < entry.place ? entry.place : place }];
  });
};

const inOrder = (a: Held, b: Held): number => Number(a.place > b.place) - Number(a.place < b.place);

/**
 * Reads a list, part after part, as what is shown of its items. It remembers which it has met, and
 * shows one that has moved on when it gets there. A part takes one request per partition, and one
 * per 100 items; one more for items that are not where their entries say.
 */
export const heldReader = <T>(
  table: Table,
  list: HeldList,
  toShown: (item: Item) => T | undefined,
): ListReader<T> => {
  const met = new Set<string>();
  let ahead: readonly Held[] = [];
  const meet = (held: readonly Held[]): readonly Held[] =>
    held.filter(({ item }) => !met.has(textOf(item)) && met.add(textOf(item)));
  return async (part) => {
    const { entries, next } = await queryShards(table, list.index, list.partitions, { ...list, ...part });
    const held = [...ahead, ...meet(await heldBy(table, list, entries))].sort(inOrder);
    const isReached = ({ place }: Held): boolean => next === undefined || place <= next;
    ahead = held.filter((one) => !isReached(one));
    const items = held.filter(isReached).flatMap(({ item, place }) => {
      const shown = toShown(item);
      return shown === undefined ? [] : [{ item: shown, place }];
    });
    return { items, next };
  };
};

/** A full page of a list. One read, and more where entries have left it. */
export const heldPage = <T>(
  table: Table,
  list: HeldList,
  part: PageRange,
  toShown: (item: Item) => T | undefined,
): Promise<Page<T>> => filledPage(part, heldReader(table, list, toShown));

/** All of a list. One request per partition, and one per 100 items. */
export const allHeld = async <T>(
  table: Table,
  list: HeldList,
  toShown: (item: Item) => T | undefined,
): Promise<readonly T[]> => {
  const { items } = await heldReader(table, list, toShown)({ limit: Infinity });
  return items.map(({ item }) => item);
};
