import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { TABLE_KEYS } from '../../lib/contract.ts';
import { StopError, UsageError } from '../catalogue/failures.ts';
import type { Place } from './place.ts';

/**
 * Runs `work` on an existing table, with the credentials and the endpoint of the environment.
 * Throws a `UsageError` for a table that is absent or not of Apart, a `StopError` for an error of
 * AWS.
 */
export async function withTable<T>(tableName: string, work: (place: Place) => Promise<T>): Promise<T> {
  const client = new DynamoDBClient({ maxAttempts: 10 });
  try {
    await refuseStranger({ client, tableName });
    return await work({ client, tableName });
  } catch (error) {
    throw readable(error, tableName);
  } finally {
    client.destroy();
  }
}

async function refuseStranger({ client, tableName }: Place): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  const keys = (Table?.KeySchema ?? []).map(({ AttributeName }) => AttributeName).join(' ');
  if (keys !== `${TABLE_KEYS.partitionKey} ${TABLE_KEYS.sortKey}`) {
    throw new UsageError(`${tableName} is not a table of Apart: its keys are ${keys}.`);
  }
}

function readable(error: unknown, tableName: string): unknown {
  if (error instanceof ResourceNotFoundException) return new UsageError(`There is no table ${tableName}.`);
  if (error instanceof UsageError || error instanceof StopError || !(error instanceof Error)) return error;
  // The message of AWS or of a credential provider is better than ours; our own bugs keep their
  // stack.
  const isOfAws = '$metadata' in error || /Credential|Region|Provider/.test(`${error.name} ${error.message}`);
  return isOfAws ? new StopError(`The table ${tableName} cannot be used: ${error.message}`) : error;
}
