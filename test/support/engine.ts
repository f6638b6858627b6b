/** A DynamoDB for the tests of one file, and empty tables in it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll } from 'vitest';
import { INDEXES, TABLE_KEYS, type IndexDefinition, type Projection } from '../../lib/contract.ts';
import { openTable, type Table } from '../../lib/store/table.ts';
import { tapped, type Tap } from './tap.ts';

/** An empty table of the contract, to be reached in all the ways that tests need. */
export interface TestTable {
  readonly name: string;
  /** Where the engine is that has it. */
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  readonly table: Table;
}

/** An item of the table as it lies there. */
export type Item = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

/** A new table. What goes to it and comes from it passes the tap, if there is one. */
export async function emptyTable(tap?: Tap): Promise<TestTable> {
  const name = `apart-${randomBytes(6).toString('hex')}`;
  const endpoint = await engineForOne();
  const client = connect(endpoint);
  await client.send(new CreateTableCommand(tableDefinition(name)));
  return opened({ name, endpoint, client }, tap);
}

/** Everything in a table, as only a test may read it. */
export const everythingIn = async ({ client, name }: TestTable): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName: name, ConsistentRead: true })) {
    items.push(...((page.Items ?? []) as Item[]));
  }
  return items;
};

/** A new table with the same in it, so that what takes long to set up is set up once. */
export const tableWith = async (items: readonly Item[], tap?: Tap): Promise<TestTable> => {
  const { name, endpoint, client } = await emptyTable();
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, n) =>
    items.slice(n * 25, n * 25 + 25),
  );
  await Promise.all(
    batches.map((batch) => {
      const RequestItems = { [name]: batch.map((item) => ({ PutRequest: { Item: item } })) };
      return client.send(new BatchWriteCommand({ RequestItems }));
    }),
  );
  return opened({ name, endpoint, client }, tap);
};

/** The same table through a connection of its own, as another function that runs at the same time has it. */
export const anotherWayTo = ({ name, endpoint }: TestTable, tap?: Tap): TestTable =>
  opened({ name, endpoint, client: connect(endpoint) }, tap);

const opened = (one: Omit<TestTable, 'table'>, tap: Tap | undefined): TestTable => {
  if (tap) tapped(one.client, tap);
  return { ...one, table: openTable(one.client, one.name) };
};

/** What `CreateTable` needs to make the table of the contract. */
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

/** The more tables an engine has, the longer it takes to make one more: after so many it is the turn of another engine. */
const MOST_TABLES = 20;

let engine: Promise<string> | undefined;
let tables = 0;

/** The engine that is to have one more table. */
const engineForOne = (): Promise<string> => {
  if (engine === undefined || tables % MOST_TABLES === 0) engine = startEngine();
  tables += 1;
  return engine;
};

const connect = (endpoint: string): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};

/** The engine at `AWS_ENDPOINT_URL_DYNAMODB`, or one in memory that ends with the file. */
const startEngine = async (): Promise<string> => {
  const given = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (given) return given;
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    const child = spawn(engineBinary(), ['serve', '--port', String(port)], { stdio: 'ignore' });
    if (await answers(endpoint, child)) {
      children.push(child);
      return endpoint;
    }
    if (tries === 5) throw new Error('The embedded engine does not start.');
  }
};

const children: ChildProcess[] = [];
afterAll(() => {
  children.forEach((child) => child.kill('SIGKILL'));
});

const engineBinary = (): string => {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'dynoxide');
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** Whether the engine answers; not so when it ended, as where another file took the port just before. */
const answers = async (endpoint: string, child: ChildProcess): Promise<boolean> => {
  const until = Date.now() + 10_000;
  while (Date.now() < until && isRunning(child)) {
    try {
      await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
      await new Promise((resolve) => setTimeout(resolve, 10));
      return isRunning(child);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  return false;
};

const isRunning = (child: ChildProcess): boolean => child.exitCode === null;
