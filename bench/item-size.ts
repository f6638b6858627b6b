/** The stored size of items by DynamoDB's own rules, index entries included. */
import { INDEXES, TABLE_KEYS, type IndexDefinition } from '../lib/contract.ts';
import type { Writes } from '../lib/store/writes.ts';

/** The bytes that DynamoDB adds to each item and to each index entry. */
const OVERHEAD = 100;
/** The bytes of a number: one for two digits, and one or two more. */
const NUMBER = 4;
/** The bytes of a list or map, without one for each element. */
const NESTED = 3;

const bytesOf = (value: unknown): number => {
  if (value === undefined) return 0;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return NUMBER;
  if (typeof value === 'boolean' || value === null) return 1;
  if (Array.isArray(value)) return NESTED + value.reduce<number>((sum, one) => sum + 1 + bytesOf(one), 0);
  return NESTED + attributesOf(value, 1);
};

const attributesOf = (item: object, each = 0): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) =>
      value === undefined ? sum : sum + each + Buffer.byteLength(name) + bytesOf(value),
    0,
  );

const entryOf = (item: Readonly<Record<string, unknown>>, index: IndexDefinition): object | undefined => {
  const { partitionKey, sortKey, projection } = index;
  if (item[partitionKey] === undefined || item[sortKey] === undefined) return undefined;
  if (projection === 'all') return item;
  const names = [TABLE_KEYS.partitionKey, TABLE_KEYS.sortKey, partitionKey, sortKey];
  const kept = projection === 'keys' ? names : [...names, ...projection];
  return Object.fromEntries(kept.map((name) => [name, item[name]]));
};

/** The bytes of an item in the table and in its indexes. */
export const itemSize = (item: Readonly<Record<string, unknown>>) => {
  const entries = Object.values(INDEXES).flatMap((index) => entryOf(item, index) ?? []);
  return {
    table: OVERHEAD + attributesOf(item),
    indexes: entries.reduce((sum, entry) => sum + OVERHEAD + attributesOf(entry), 0),
  };
};

/** The stored size of a catalogue. */
export interface StoredSize {
  items: number;
  tableBytes: number;
  indexBytes: number;
}

/** Passes writes through, and adds the sizes of their items to `stored`. */
export function* weighed(writes: Iterable<Writes>, stored: StoredSize): Generator<Writes> {
  for (const group of writes) {
    for (const write of Object.values(group)) {
      if (!('put' in write)) continue;
      const { table, indexes } = itemSize(write.put);
      stored.items += 1;
      stored.tableBytes += table;
      stored.indexBytes += indexes;
    }
    yield group;
  }
}
