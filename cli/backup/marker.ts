import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { TABLE_KEYS } from '../../lib/contract.ts';
import type { WiredItem } from '../../local/aws/dynamodb/bulk-write.ts';
import type { Origin, Place } from './place.ts';

/**
 * The item that lies in a table as long as an import into it is not finished. Nothing else asks for
 * it.
 */
const KEY = { [TABLE_KEYS.partitionKey]: { S: 'IMPORT' }, [TABLE_KEYS.sortKey]: { S: 'IMPORT' } };

/** Whether this item is the mark: whatever it was exported with is half an import. */
export const isMark = ({ pk, sk }: WiredItem): boolean =>
  pk?.S === KEY[TABLE_KEYS.partitionKey].S && sk?.S === KEY[TABLE_KEYS.sortKey].S;

/** What was being imported into a table when that was broken off; undefined when nothing was. */
export async function brokenOffIn({ client, tableName }: Place): Promise<Origin | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: KEY, ConsistentRead: true }),
  );
  return Item && { takenAt: Item.takenAt?.S ?? '', items: Number(Item.items?.N) };
}

/** Marks a table as not whole. */
export async function markIn({ client, tableName }: Place, { takenAt, items }: Origin): Promise<void> {
  const Item = { ...KEY, takenAt: { S: takenAt }, items: { N: String(items) } };
  await client.send(new PutItemCommand({ TableName: tableName, Item }));
}

/** Takes the mark away: the table is whole. */
export async function unmarkIn({ client, tableName }: Place): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName: tableName, Key: KEY }));
}
