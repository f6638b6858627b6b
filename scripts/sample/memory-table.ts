/** A table in memory, which serves the reads and writes of the store without a database. */
import { isDeepStrictEqual } from 'node:util';
import type { IndexDefinition } from '../../lib/contract.ts';
import { Sum, type Condition, type UpdateWrite, type Write } from '../../lib/store/expression.ts';
import type { Key } from '../../lib/store/keys.ts';
import type { IndexQuery, Item, Table } from '../../lib/store/table.ts';
import { falseWhenLost, WriteLost } from '../../lib/store/writes.ts';

/** A table for one writer at a time, and all its items. */
export interface MemoryTable {
  readonly table: Table;
  readonly items: () => readonly Item[];
}

/**
 * Creates an empty table. A read of an index goes through all items: fit for a sample, not for a
 * catalogue.
 */
export const openMemoryTable = (): MemoryTable => {
  const partitions = new Map<string, Map<string, Item>>();
  const find = ({ pk, sk }: Key): Item | undefined => partitions.get(pk)?.get(sk);
  const items = (): Item[] => [...partitions.values()].flatMap((partition) => [...partition.values()]);
  const entries = ({ index, partition, from, to }: IndexQuery): Item[] =>
    items()
      .filter((item) => item[index.partitionKey] === partition && index.sortKey in item)
      .filter((item) => isBetween(String(item[index.sortKey]), from, to))
      .sort((a, b) => compare(String(a[index.sortKey]), String(b[index.sortKey])));
  const apply = (write: Write): void => {
    if ('check' in write) return;
    const { pk, sk } = keyOf(write);
    const partition = partitions.get(pk) ?? new Map<string, Item>();
    partitions.set(pk, partition);
    if ('remove' in write) partition.delete(sk);
    else partition.set(sk, stored('put' in write ? write.put : updated(write, partition.get(sk))));
  };
  const table: Omit<Table, 'tryWrite'> = {
    getAll: (keys) => {
      const unique = new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key]));
      return answer([...unique.values()].flatMap((key) => find(key) ?? []));
    },
    readRange: ({ pk, from, to }, { limit, newestFirst, after } = {}) => {
      const found = [...(partitions.get(pk)?.values() ?? [])]
        .filter(({ sk }) => isBetween(sk, from, to))
        .sort((a, b) => compare(a.sk, b.sk));
      const inOrder = newestFirst ? found.reverse() : found;
      const isAfter = ({ sk }: Item) =>
        after === undefined || compare(sk, after) * (newestFirst ? -1 : 1) > 0;
      return answer(inOrder.filter(isAfter).slice(0, limit));
    },
    readIndex: (query) =>
      answer(
        entries(query)
          .slice(0, query.limit)
          .map((item) => projected(item, query.index)),
      ),
    countRange: (range) => table.readRange(range).then(({ length }) => length),
    countIndex: (query) => Promise.resolve(entries(query).length),
    write: (writes) => {
      const lost = Object.entries(writes).filter(
        ([, write]) => !write.when.every(holdsFor(find(keyOf(write)))),
      );
      if (lost.length > 0) return Promise.reject(new WriteLost(lost.map(([name]) => name)));
      Object.values(writes).forEach(apply);
      return Promise.resolve();
    },
    update: (write) => {
      if (!write.when.every(holdsFor(find(write.update)))) return Promise.resolve(undefined);
      apply(write);
      return Promise.resolve(find(write.update));
    },
  };
  return { table: { ...table, tryWrite: falseWhenLost(table.write) }, items };
};

/** Answers copies: a caller cannot change the table through them. */
const answer = (items: readonly Item[]): Promise<readonly Item[]> => Promise.resolve(items.map(stored));

/** Copies an item without its undefined attributes, as a database stores it. */
const stored = (item: Item): Item => JSON.parse(JSON.stringify(item)) as Item;

const keyOf = (write: Write): Key => {
  if ('put' in write) return write.put;
  if ('update' in write) return write.update;
  return 'remove' in write ? write.remove : write.check;
};

type Attributes = Readonly<Record<string, unknown>>;

/** The value of an attribute, or of an entry of a map (`map.key`). */
const valueAt = (item: Attributes | undefined, path: string): unknown => {
  const [name = '', entry] = path.split('.');
  return entry === undefined ? item?.[name] : (item?.[name] as Attributes | undefined)?.[entry];
};

const numberAt = (item: Item | undefined, path: string): number => Number(valueAt(item, path) ?? 0);

/** The item with another value at a path; undefined removes it. */
const withValue = (item: Attributes, path: string, value: unknown): Attributes => {
  const [name = '', entry] = path.split('.');
  const map = item[name] as Attributes;
  return { ...item, [name]: entry === undefined ? value : { ...map, [entry]: value } };
};

/** All values come from the item as it was before. */
const updated = ({ update: { pk, sk }, changes }: UpdateWrite, before: Item | undefined): Item => {
  const { set = {}, add = {}, remove = [] } = changes;
  const values: (readonly [string, unknown])[] = [
    ...Object.entries(set).map(
      ([path, to]) => [path, to instanceof Sum ? numberAt(before, to.attribute) + to.plus : to] as const,
    ),
    ...Object.entries(add).map(([path, by]) => [path, numberAt(before, path) + by] as const),
    ...remove.map((path) => [path, undefined] as const),
  ];
  const item = values.reduce<Attributes>((changed, [path, to]) => withValue(changed, path, to), {
    ...before,
    pk,
    sk,
  });
  return item as Item;
};

const holdsFor =
  (item: Item | undefined) =>
  (condition: Condition): boolean => {
    switch (condition.that) {
      case 'absent':
        return item === undefined;
      case 'exists':
        return item !== undefined;
      case 'missing':
        return valueAt(item, condition.attribute) === undefined;
      case 'present':
        return valueAt(item, condition.attribute) !== undefined;
      case 'any':
        return condition.of.some(holdsFor(item));
      case '=':
        return isDeepStrictEqual(item?.[condition.attribute], condition.value);
      case '<':
        return Number(item?.[condition.attribute] ?? NaN) < Number(condition.value);
      case '<=':
        return Number(item?.[condition.attribute] ?? NaN) <= Number(condition.value);
    }
  };

/** Compares by bytes, as DynamoDB does. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const isBetween = (key: string, from?: string, to?: string): boolean =>
  (from === undefined || compare(key, from) >= 0) && (to === undefined || compare(key, to) <= 0);

const projected = (item: Item, { partitionKey, sortKey, ...index }: IndexQuery['index']): Item => {
  const { projection } = index as IndexDefinition;
  if (projection === 'all') return item;
  const names = ['pk', 'sk', partitionKey, sortKey, ...(projection === 'keys' ? [] : projection)];
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name))) as Item;
};
