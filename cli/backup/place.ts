import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A table, and the way to it. */
export interface Place {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/** Which export it is: the moment it is of, and how much there is in it. */
export interface Origin {
  readonly takenAt: string;
  readonly items: number;
}
