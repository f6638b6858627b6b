import { setTimeout as pause } from 'node:timers/promises';
import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';
import { StopError } from '../feed/failures.ts';
import { isEmpty } from './count.ts';
import { brokenOffIn, markIn, unmarkIn } from './marker.ts';
import type { Origin, Place, WiredItem } from './place.ts';
import { itemsOf, type Source } from './source.ts';

/** As many items as one request may write. */
const BATCH = 25;
/** Enough to keep a table busy, few enough that it is not throttled for long: a new one takes 4,000 items a second. */
const AT_ONCE = 8;
/** How often what a busy table left aside is sent again; the last waits are of some ten seconds. */
const ATTEMPTS = 12;

/**
 * Puts everything of an export into an empty table, as it was. Until all of it is there a mark lies in the table; where
 * an import was broken off, one of the same export goes on: putting an item once more changes nothing.
 */
export async function restore(
  place: Place,
  source: Source,
  onProgress: (done: number) => void,
): Promise<void> {
  await refuseOther(place, source);
  await markIn(place, source);
  let done = 0;
  const write = async (items: readonly WiredItem[]): Promise<void> => {
    await writeBatch(place, items);
    onProgress((done += items.length));
  };
  await pMap(batchesOf(source), write, { concurrency: AT_ONCE });
  await unmarkIn(place);
}

async function refuseOther(place: Place, { takenAt, items }: Origin): Promise<void> {
  const earlier = await brokenOffIn(place);
  if (earlier && (earlier.takenAt !== takenAt || earlier.items !== items)) {
    const which = `the export of ${earlier.takenAt} with ${earlier.items} items`;
    throw new StopError(`An import of ${which} into this table was broken off: import that one once more.`);
  }
  if (earlier === undefined && !(await isEmpty(place))) {
    throw new StopError(
      `The table ${place.tableName} is not empty, and an import would mix with what is in it: it needs an empty table.`,
    );
  }
}

async function* batchesOf(source: Source): AsyncGenerator<readonly WiredItem[]> {
  let batch: WiredItem[] = [];
  for await (const item of itemsOf(source)) {
    if (batch.push(item) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Writes some items; what the table leaves aside because it is busy is sent again, ever later. */
async function writeBatch({ client, tableName }: Place, items: readonly WiredItem[]): Promise<void> {
  let left: WriteRequest[] = items.map((Item) => ({ PutRequest: { Item } }));
  for (let attempt = 1; ; attempt += 1) {
    const RequestItems = { [tableName]: left };
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems }));
    left = UnprocessedItems?.[tableName] ?? [];
    if (left.length === 0) return;
    if (attempt === ATTEMPTS) {
      throw new StopError('The table is too busy: import the same once more in a while, and it goes on.');
    }
    await pause(Math.random() * Math.min(50 * 2 ** attempt, 20_000));
  }
}
