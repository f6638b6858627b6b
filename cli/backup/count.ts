import { DescribeTableCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Place } from './place.ts';

/**
 * The number of items in a table: exact for the engine, up to six hours old for a deployed table.
 */
export async function countIn({ client, tableName }: Place): Promise<number> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  return Table?.ItemCount ?? 0;
}

/** Reads at most one item, consistently. */
export async function isEmpty({ client, tableName }: Place): Promise<boolean> {
  const { Count } = await client.send(
    new ScanCommand({ TableName: tableName, Limit: 1, Select: 'COUNT', ConsistentRead: true }),
  );
  return Count === 0;
}
