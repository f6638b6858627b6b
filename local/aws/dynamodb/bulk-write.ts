import { setTimeout as pause } from 'node:timers/promises';
import {
  BatchWriteItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';

/** An item in DynamoDB's wire format. */
export type WiredItem = Record<string, AttributeValue>;

/** The table still refused items after about a minute of retries. A repeated put does no harm. */
export class TableBusy extends Error {
  override readonly name = 'TableBusy';
}

/** The limit of items per `BatchWriteItem` request. */
const BATCH = 25;
/**
 * Parallel requests: enough to keep a table busy without long throttling. A new table takes 4,000
 * items a second.
 */
const AT_ONCE = 8;
/** Attempts per batch. The last waits between them take about ten seconds each. */
const ATTEMPTS = 12;

/** Puts all items into a table, 25 per request, and reports progress. Throws `TableBusy`. */
export async function putAll(
  client: DynamoDBClient,
  tableName: string,
  items: AsyncIterable<WiredItem> | Iterable<WiredItem>,
  onProgress: (done: number) => void,
): Promise<void> {
  let done = 0;
  const put = async (batch: readonly WiredItem[]): Promise<void> => {
    await putBatch(client, tableName, batch);
    onProgress((done += batch.length));
  };
  await pMap(batchesOf(items), put, { concurrency: AT_ONCE });
}

async function* batchesOf(
  items: AsyncIterable<WiredItem> | Iterable<WiredItem>,
): AsyncGenerator<readonly WiredItem[]> {
  let batch: WiredItem[] = [];
  for await (const item of items) {
    if (batch.push(item) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Sends unprocessed items again, with exponential backoff. Throws `TableBusy`. */
async function putBatch(
  client: DynamoDBClient,
  tableName: string,
  items: readonly WiredItem[],
): Promise<void> {
  let left: WriteRequest[] = items.map((Item) => ({ PutRequest: { Item } }));
  for (let attempt = 1; ; attempt += 1) {
    const RequestItems = { [tableName]: left };
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems }));
    left = UnprocessedItems?.[tableName] ?? [];
    if (left.length === 0) return;
    if (attempt === ATTEMPTS) throw new TableBusy('The table is too busy.');
    await pause(Math.random() * Math.min(50 * 2 ** attempt, 20_000));
  }
}
