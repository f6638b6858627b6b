/** Bare SDK calls: an operation without Apart. */
import {
  BatchGetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
  type PutCommandInput,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { IndexDefinition } from '../lib/contract.ts';
import { expressionsOf, type UpdateWrite, type Write } from '../lib/store/expression.ts';
import type { Key, Range } from '../lib/store/keys.ts';
import { together, type Writes } from '../lib/store/writes.ts';

/** The table that is called, and a client of it. */
export interface Target {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/** One call, or several in parallel. Its parameters are prepared outside the measured time. */
export type BaselineCall = (target: Target) => Promise<unknown>;

export const query =
  ({ pk, from, to }: Range, limit?: number): BaselineCall =>
  ({ client, tableName }) =>
    client.send(
      new QueryCommand({
        TableName: tableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
        ...(limit !== undefined && { Limit: limit, ScanIndexForward: false }),
      }),
    );

export const queryIndex =
  (
    { name, partitionKey, sortKey }: IndexDefinition,
    partition: string,
    limit: number,
    range?: { readonly from: string; readonly to: string },
  ): BaselineCall =>
  ({ client, tableName }) =>
    client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: name,
        KeyConditionExpression: `${partitionKey} = :pk${range ? ` AND ${sortKey} BETWEEN :from AND :to` : ''}`,
        ExpressionAttributeValues: {
          ':pk': partition,
          ...(range && { ':from': range.from, ':to': range.to }),
        },
        Limit: limit,
      }),
    );

export const batchGet = (...keys: readonly Key[]): BaselineCall => {
  const wanted = keys.map(({ pk, sk }) => ({ pk, sk }));
  return ({ client, tableName }) =>
    client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: true } } }),
    );
};

type Piece = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A write as an element of a transaction, without the table name. */
const piece = (write: Write): [keyof Piece, object] => {
  const expressions = expressionsOf(write);
  if ('put' in write) return ['Put', { Item: write.put, ...expressions }];
  if ('update' in write) return ['Update', { Key: write.update, ...expressions }];
  if ('check' in write) return ['ConditionCheck', { Key: write.check, ...expressions }];
  return ['Delete', { Key: write.remove, ...expressions }];
};

/** Writes one item as a `PutItem`, or several writes as a transaction. */
export const write = (...groups: readonly Writes[]): BaselineCall => {
  const pieces = Object.values(together(...groups)).map(piece);
  const [[kind, only] = ['Put', {}]] = pieces;
  if (kind === 'Put' && pieces.length === 1) {
    return ({ client, tableName }) =>
      client.send(new PutCommand({ TableName: tableName, ...only } as PutCommandInput));
  }
  return ({ client, tableName }) => {
    const TransactItems = pieces.map(([name, one]) => ({ [name]: { TableName: tableName, ...one } }));
    return client.send(new TransactWriteCommand({ TransactItems }));
  };
};

/** One update that answers the item. */
export const update = (one: UpdateWrite): BaselineCall => {
  const expressions = expressionsOf(one);
  return ({ client, tableName }) =>
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: one.update,
        ...expressions,
        ReturnValues: 'ALL_NEW',
      }),
    );
};

export const atOnce =
  (...calls: readonly BaselineCall[]): BaselineCall =>
  (target) =>
    Promise.all(calls.map((call) => call(target)));
