// Long: all requests to DynamoDB are made here, so that each is counted, retried and refused alike.

import { defined } from '../domain/defined.ts';
import {
  BatchGetCommand,
  DeleteCommand,
  paginateQuery,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { TooManyConflicts, CannotProcess } from '../domain/errors.ts';
import { backOff } from './back-off.ts';
import { expressionsOf, type UpdateWrite, type Write } from './expression.ts';
import type { Key, Range } from './keys.ts';
import { falseWhenLost, isInvalid, isThrottled, lostOf, WriteLost, type Writes } from './writes.ts';

export type Item = Key & Record<string, unknown>;

/** A range of one index partition, by sort key. Both ends are included. */
export interface IndexQuery {
  readonly index: { readonly name: string; readonly partitionKey: string; readonly sortKey: string };
  readonly partition: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Without it, everything is read. */
  readonly limit?: number;
}

export interface ReadRange {
  readonly limit?: number;
  readonly newestFirst?: boolean;
  /** Starts after this sort key, in reading order. */
  readonly after?: string | undefined;
  /** For half the units it answers what was there up to a second ago, as an index does. */
  readonly mayTrail?: boolean;
}

/**
 * The one table. Table reads are strongly consistent, unless they may trail; index reads lag up to
 * a second (rule T3).
 */
export interface Table {
  /** Existing items, in no particular order. One request per 100 keys. */
  readonly getAll: (keys: readonly Key[]) => Promise<readonly Item[]>;
  /** The items of a range, up to the limit. One request per megabyte. */
  readonly readRange: (range: Range, how?: ReadRange) => Promise<readonly Item[]>;
  /** Counts the items of a range without returning them. One request per megabyte. */
  readonly countRange: (range: Range) => Promise<number>;
  /** The entries of an index partition, up to the limit. One request per megabyte. */
  readonly readIndex: (query: IndexQuery) => Promise<readonly Item[]>;
  /** Counts entries of an index partition without returning them. One request per megabyte. */
  readonly countIndex: (query: IndexQuery) => Promise<number>;
  /** All writes or nothing. Throws `WriteLost` with the names of the writes that lost. */
  readonly write: (writes: Writes) => Promise<void>;
  /** The same, but answers false instead of throwing `WriteLost`. */
  readonly tryWrite: (writes: Writes) => Promise<boolean>;
  /**
   * One update of one item; what it has set, as it is now, or undefined when its condition does not
   * hold. Throws `WriteLost` when a transaction has the item.
   */
  readonly update: (write: UpdateWrite) => Promise<Record<string, unknown> | undefined>;
}

const KEYS_PER_READ = 100;
const FIRST = ' ';
const LAST = '\u{10ffff}';
/** Attempts at a throttled read or write. */
const ATTEMPTS = 8;

const PAUSES = { first: 40, longest: 1000 };

/** An empty range. DynamoDB rejects a range that ends before it begins; it compares bytes. */
const isNone = ({ from = FIRST, to = LAST }: Pick<IndexQuery, 'from' | 'to'>): boolean =>
  Buffer.compare(Buffer.from(from), Buffer.from(to)) > 0;

const indexQuery = (TableName: string, { index, partition, from, to }: IndexQuery) => ({
  TableName,
  IndexName: index.name,
  KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
  ExpressionAttributeNames: { '#pk': index.partitionKey, '#sk': index.sortKey },
  ExpressionAttributeValues: { ':pk': partition, ':from': from ?? FIRST, ':to': to ?? LAST },
});

const rangeQuery = (TableName: string, { pk, from, to }: Range) => ({
  TableName,
  KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
  ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
  ConsistentRead: true,
});

type Reads = Pick<Table, 'getAll' | 'readRange' | 'countRange' | 'readIndex' | 'countIndex'>;

const openBatchReads =
  (client: DynamoDBDocumentClient, TableName: string) =>
  async (keys: readonly Key[]): Promise<readonly Item[]> => {
    const items: Item[] = [];
    let wanted: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
    for (let attempt = 0; wanted.length > 0; attempt++) {
      if (attempt >= ATTEMPTS) throw new TooManyConflicts('The table did not give all items of a batch.');
      if (attempt > 0) await backOff(attempt, PAUSES);
      const RequestItems = { [TableName]: { Keys: wanted, ConsistentRead: true } };
      const answer = await client.send(new BatchGetCommand({ RequestItems }));
      items.push(...((answer.Responses?.[TableName] ?? []) as Item[]));
      wanted = answer.UnprocessedKeys?.[TableName]?.Keys ?? [];
    }
    return items;
  };

const openReads = (client: DynamoDBDocumentClient, TableName: string): Reads => {
  const getBatch = openBatchReads(client, TableName);
  const getAll: Table['getAll'] = async (keys) => {
    const unique = [...new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key])).values()];
    const batches = Array.from({ length: Math.ceil(unique.length / KEYS_PER_READ) }, (_, batch) =>
      getBatch(unique.slice(batch * KEYS_PER_READ, (batch + 1) * KEYS_PER_READ)),
    );
    return (await Promise.all(batches)).flat();
  };

  const itemsOf = async (query: QueryCommandInput, limit?: number, after?: Key): Promise<readonly Item[]> => {
    const items: Item[] = [];
    const paging = { client, ...defined({ pageSize: limit }), startingToken: after };
    for await (const page of paginateQuery(paging, query)) {
      items.push(...((page.Items ?? []) as Item[]));
      if (limit !== undefined && items.length >= limit) return items.slice(0, limit);
    }
    return items;
  };

  const readRange: Table['readRange'] = async (range, { limit, newestFirst, after, mayTrail } = {}) => {
    // DynamoDB also rejects a start outside the range. Nothing comes after such a start.
    if (isNone(range) || (after !== undefined && (after < range.from || after > range.to))) return [];
    const how = { ScanIndexForward: !newestFirst, ConsistentRead: !mayTrail };
    const query = { ...rangeQuery(TableName, range), ...how };
    return itemsOf(query, limit, after === undefined ? undefined : { pk: range.pk, sk: after });
  };

  const countOf = async (query: QueryCommandInput): Promise<number> => {
    let count = 0;
    for await (const { Count = 0 } of paginateQuery({ client }, { ...query, Select: 'COUNT' }))
      count += Count;
    return count;
  };

  const countRange: Table['countRange'] = async (range) =>
    isNone(range) ? 0 : countOf(rangeQuery(TableName, range));

  const readIndex: Table['readIndex'] = async (query) =>
    isNone(query) ? [] : itemsOf(indexQuery(TableName, query), query.limit);

  const countIndex: Table['countIndex'] = async (query) =>
    isNone(query) ? 0 : countOf(indexQuery(TableName, query));

  return { getAll, readRange, countRange, readIndex, countIndex };
};

/** Sends a transaction again while the table is too busy for it; the SDK does not. */
const untilNotThrottled = async (send: () => Promise<void>): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      await send();
      return;
    } catch (error) {
      if (!isThrottled(error) || tries >= ATTEMPTS) throw error;
      await backOff(tries, PAUSES);
    }
  }
};

const openWrite = (client: DynamoDBDocumentClient, TableName: string): Table['write'] => {
  const single = (write: Write) => {
    const expressions = expressionsOf(write);
    if ('put' in write) return client.send(new PutCommand({ TableName, Item: write.put, ...expressions }));
    if ('update' in write) {
      return client.send(new UpdateCommand({ TableName, Key: write.update, ...expressions }));
    }
    if ('check' in write) throw new Error('A condition stands beside a write, never alone.');
    return client.send(new DeleteCommand({ TableName, Key: write.remove, ...expressions }));
  };

  const piece = (write: Write) => {
    const common = { TableName, ...expressionsOf(write) };
    if ('put' in write) return { Put: { ...common, Item: write.put } };
    if ('update' in write) return { Update: { ...common, Key: write.update } };
    if ('check' in write) return { ConditionCheck: { ...common, Key: write.check } };
    return { Delete: { ...common, Key: write.remove } };
  };

  const attempt = async (writes: Writes): Promise<void> => {
    const [first, ...more] = Object.values(writes);
    if (first && more.length === 0) await single(first);
    else
      await client.send(
        new TransactWriteCommand({ TransactItems: Object.values(writes).map(piece) as never }),
      );
  };

  return (writes) =>
    untilNotThrottled(async () => {
      try {
        await attempt(writes);
      } catch (error) {
        const lost = lostOf(error, Object.keys(writes));
        if (lost.length > 0) throw new WriteLost(lost);
        if (isInvalid(error)) throw new CannotProcess('The table does not take what was to be written.');
        throw error;
      }
    });
};

const openUpdate =
  (client: DynamoDBDocumentClient, TableName: string): Table['update'] =>
  async (write) => {
    const expressions = expressionsOf(write);
    const command = { TableName, Key: write.update, ...expressions, ReturnValues: 'UPDATED_NEW' as const };
    try {
      return (await client.send(new UpdateCommand(command))).Attributes ?? {};
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      const lost = lostOf(error, ['update']);
      throw lost.length > 0 ? new WriteLost(lost) : error;
    }
  };

export const openTable = (client: DynamoDBDocumentClient, TableName: string): Table => {
  const write = openWrite(client, TableName);
  return {
    ...openReads(client, TableName),
    write,
    tryWrite: falseWhenLost(write),
    update: openUpdate(client, TableName),
  };
};
