/** Empty tables in the DynamoDB of the tests. */
import { randomBytes } from 'node:crypto';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  type CreateTableCommandInput,
  type DynamoDBClientResolvedConfig,
} from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { INDEXES, TABLE_KEYS, type IndexDefinition, type Projection } from '../../lib/contract.ts';
import { openTable, type Table } from '../../lib/store/table.ts';
import { withRequestHook, type RequestHook } from './dynamodb-hooks.ts';

/** An empty table with the definition of `lib/contract.ts`, and the clients that tests use. */
export interface TestTable {
  readonly name: string;
  /** The address of the engine that has the table. */
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  readonly table: Table;
}

export type Item = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

/** A new table. Its requests pass the hook, if there is one. */
export async function emptyTable(hook?: RequestHook): Promise<TestTable> {
  const name = `apart-${randomBytes(6).toString('hex')}`;
  const endpoint = engineOfWorker();
  const client = connect(endpoint);
  await client.send(new CreateTableCommand(tableDefinition(name)));
  made.push({ name, client });
  return opened({ name, endpoint, client }, hook);
}

const made: Pick<TestTable, 'name' | 'client'>[] = [];

/** The number of tables that this file has made. */
export const tablesMade = (): number => made.length;

/** Drops all tables but the first `from`: an engine with many tables makes new ones slowly. */
export const dropTables = async (from = 0): Promise<void> => {
  for (const { name, client } of made.splice(from)) {
    await client.send(new DeleteTableCommand({ TableName: name }));
  }
};

/** Everything in a table. Only tests may scan. */
export const everythingIn = async ({ client, name }: TestTable): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName: name, ConsistentRead: true })) {
    items.push(...((page.Items ?? []) as Item[]));
  }
  return items;
};

/** A new table with these items, so that an expensive set-up runs once. */
export const tableWith = async (items: readonly Item[], hook?: RequestHook): Promise<TestTable> => {
  const { name, endpoint, client } = await emptyTable();
  await putItems({ name, client }, items);
  return opened({ name, endpoint, client }, hook);
};

/** Puts items into a table as they are. */
export const putItems = async (
  { name, client }: Pick<TestTable, 'name' | 'client'>,
  items: readonly Item[],
): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, n) =>
    items.slice(n * 25, n * 25 + 25),
  );
  await Promise.all(
    batches.map((batch) => {
      const RequestItems = { [name]: batch.map((item) => ({ PutRequest: { Item: item } })) };
      return client.send(new BatchWriteCommand({ RequestItems }));
    }),
  );
};

/**
 * The same table through a connection of its own, as another function that runs at the same time
 * has it.
 */
export const anotherWayTo = ({ name, endpoint }: TestTable, hook?: RequestHook): TestTable =>
  opened({ name, endpoint, client: connect(endpoint) }, hook);

const opened = (one: Omit<TestTable, 'table'>, hook: RequestHook | undefined): TestTable => {
  if (hook) withRequestHook(one.client, hook);
  return { ...one, table: openTable(one.client, one.name) };
};

/** The parameters of `CreateTable` for the table of `lib/contract.ts`. */
export const tableDefinition = (name: string): CreateTableCommandInput => {
  const indexes = Object.values<IndexDefinition>(INDEXES);
  const keys = [TABLE_KEYS, ...indexes].flatMap((one) => [one.partitionKey, one.sortKey]);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...new Set(keys)].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    KeySchema: keySchema(TABLE_KEYS),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index),
      Projection: projection(index.projection),
    })),
  };
};

const keySchema = (of: { readonly partitionKey: string; readonly sortKey: string }) => [
  { AttributeName: of.partitionKey, KeyType: 'HASH' as const },
  { AttributeName: of.sortKey, KeyType: 'RANGE' as const },
];

const projection = (held: Projection) => {
  if (held === 'all') return { ProjectionType: 'ALL' as const };
  if (held === 'keys') return { ProjectionType: 'KEYS_ONLY' as const };
  return { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...held] };
};

/** The engine of this worker. */
const engineOfWorker = (): string => {
  const engines = inject('engines');
  const endpoint = engines[Number(process.env.VITEST_POOL_ID) % engines.length];
  if (endpoint === undefined) throw new Error('The project of this test has no engines.');
  return endpoint;
};

const SCOPE = 'test/20261012/eu-west-1/dynamodb/aws4_request';

/** Signing takes a quarter of the time of a request, and the embedded engine ignores signatures. */
const unsigned = {
  sign: <T extends { readonly headers: Record<string, string> }>(request: T): Promise<T> => {
    request.headers.authorization = `AWS4-HMAC-SHA256 Credential=${SCOPE}, SignedHeaders=host, Signature=none`;
    request.headers['x-amz-date'] = '20261012T080000Z';
    return Promise.resolve(request);
  },
};

/** The connections of this worker. A connection pool for each client would keep too many open. */
let connections: Partial<Pick<DynamoDBClientResolvedConfig, 'requestHandler'>> = {};

const connect = (endpoint: string): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...(endpoint !== process.env.AWS_ENDPOINT_URL_DYNAMODB && { signer: unsigned }),
    ...connections,
  });
  connections = { requestHandler: client.config.requestHandler };
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};
