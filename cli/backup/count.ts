import { DescribeTableCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Place } from './place.ts';

/**
 * How many items there are in a table. Exactly for the engine's; a deployed one counts every six
 * hours.
 */
export async function countIn({ client, tableName }: Place): Promise<number> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  return Table?.ItemCount ?? 0;
}

/** Whether there is nothing in a table. */
export async function isEmpty({ client, tableName }: Place): Promise<boolean> {
  const { Count } = await client.send(
    new ScanCommand({ TableName: tableName, Limit: 1, Select: 'COUNT', ConsistentRead: true }),
  );
  return Count === 0;
}
