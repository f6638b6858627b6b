import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A table and the client for it. */
export interface Place {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/** Identifies an export by its moment and its number of items. */
export interface Origin {
  readonly takenAt: string;
  readonly items: number;
}
