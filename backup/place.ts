import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A table, and the way to it. */
export interface Place {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/** An item as DynamoDB writes it on the wire. Apart keeps no binary attributes, the only ones that JSON would lose. */
export type WiredItem = Record<string, AttributeValue>;

/** Which export it is: the moment it is of, and how much there is in it. */
export interface Origin {
  readonly takenAt: string;
  readonly items: number;
}
