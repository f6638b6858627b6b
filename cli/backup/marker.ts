import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { TABLE_KEYS } from '../../lib/contract.ts';
import type { WiredItem } from '../../local/aws/dynamodb/bulk-write.ts';
import type { Origin, Place } from './place.ts';

/** The key of the item that marks an unfinished import. No other code asks for it. */
const KEY = { [TABLE_KEYS.partitionKey]: { S: 'IMPORT' }, [TABLE_KEYS.sortKey]: { S: 'IMPORT' } };

/** Whether the item is the mark: an export that holds it is of a half-imported table. */
export const isMark = ({ pk, sk }: WiredItem): boolean =>
  pk?.S === KEY[TABLE_KEYS.partitionKey].S && sk?.S === KEY[TABLE_KEYS.sortKey].S;

/** The origin of the import that was broken off; undefined when there is no mark. */
export async function brokenOffIn({ client, tableName }: Place): Promise<Origin | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: KEY, ConsistentRead: true }),
  );
  return Item && { takenAt: Item.takenAt?.S ?? '', items: Number(Item.items?.N) };
}

/** Marks an import as unfinished. */
export async function markIn({ client, tableName }: Place, { takenAt, items }: Origin): Promise<void> {
  const Item = { ...KEY, takenAt: { S: takenAt }, items: { N: String(items) } };
  await client.send(new PutItemCommand({ TableName: tableName, Item }));
}

/** Removes the mark: the import is complete. */
export async function unmarkIn({ client, tableName }: Place): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName: tableName, Key: KEY }));
}
