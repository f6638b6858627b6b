import { setTimeout as pause } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { startEngine } from '../../local/aws/dynamodb/engine.ts';
import { startProxy } from '../../proof/consistency/nemesis/dynamodb-proxy.ts';
import { tableDefinition } from '../../testing/database/empty-table.ts';
import { directory } from '../../testing/system/spawn-system.ts';

const CONFLICT = 'TransactionConflict';
const engine = await startEngine(directory());
afterAll(() => engine.stop());

const clientAt = (endpoint: string, maxAttempts = 3) =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts,
    }),
  );

const HOLD = 300;
const TableName = 'items';
await clientAt(engine.endpoint).send(new CreateTableCommand(tableDefinition(TableName)));
const keyOf = (pk: string) => ({ pk, sk: 'one' });

const opened = async () => {
  const proxy = await startProxy(engine.endpoint, { every: 1_000_000, strict: HOLD });
  onTestFinished(proxy.stop);
  const client = clientAt(proxy.endpoint);
  const put = (...pks: readonly string[]) => {
    const TransactItems = pks.map((pk) => ({ Put: { TableName, Item: keyOf(pk) } }));
    return client.send(new TransactWriteCommand({ TransactItems }));
  };
  return { client, proxy, put };
};

const failureOf = (sent: Promise<unknown>): Promise<unknown> =>
  sent.then(
    () => 'passed',
    (error: unknown) => error,
  );

it('of two overlapping transactions one is cancelled, and says which item they share', async () => {
  const { proxy, put } = await opened();
  const both = await Promise.allSettled([put('left', 'shared'), put('shared', 'right')]);
  const refused = both.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
  const codes = both[0].status === 'rejected' ? ['None', CONFLICT] : [CONFLICT, 'None'];
  expect(refused).toEqual([
    expect.objectContaining({
      name: 'TransactionCanceledException',
      CancellationReasons: codes.map((Code) => expect.objectContaining({ Code }) as object),
    }),
  ]);
  expect([...proxy.made]).toEqual([['overlapping', 1]]);
});

it('a condition without a write is held, and meets', async () => {
  const { client, put } = await opened();
  const check = { TableName, Key: keyOf('checked'), ConditionExpression: 'attribute_exists(pk)' };
  const TransactItems = [{ ConditionCheck: check }, { Put: { TableName, Item: keyOf('beside') } }];
  const checks = () => failureOf(client.send(new TransactWriteCommand({ TransactItems })));
  await put('checked');
  const reasons = [{ Code: CONFLICT }, { Code: 'None' }];
  expect(await checks()).toMatchObject({ CancellationReasons: reasons });
  await pause(HOLD);
  expect(await checks()).toBe('passed');
  expect(await failureOf(put('checked'))).toMatchObject({ CancellationReasons: [{ Code: CONFLICT }] });
});

it.each([
  ['put', new PutCommand({ TableName, Item: keyOf('held') })],
  ['update', new UpdateCommand({ TableName, Key: keyOf('held') })],
  ['delete', new DeleteCommand({ TableName, Key: keyOf('held') })],
])('a single %s of a held item is refused, and holds nothing', async (_, write) => {
  const { client, put } = await opened();
  const send = () => failureOf(client.send(write as PutCommand));
  await put('held');
  expect(await send()).toMatchObject({ name: 'TransactionConflictException' });
  await pause(HOLD);
  expect(await send()).toBe('passed');
  expect(await failureOf(put('held'))).toBe('passed');
});

it('a transaction that the engine refuses holds its items as long', async () => {
  const { client, put } = await opened();
  const Put = { TableName, Item: keyOf('held'), ConditionExpression: 'attribute_exists(unset)' };
  const refused = await failureOf(client.send(new TransactWriteCommand({ TransactItems: [{ Put }] })));
  expect(refused).toMatchObject({ CancellationReasons: [{ Code: 'ConditionalCheckFailed' }] });
  expect(await failureOf(put('held'))).toMatchObject({ CancellationReasons: [{ Code: CONFLICT }] });
});

it('reads pass', async () => {
  const { client, put } = await opened();
  await put('read');
  const RequestItems = { [TableName]: { Keys: [keyOf('read')] } };
  const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': 'read' } };
  const found = [
    (await client.send(new GetCommand({ TableName, Key: keyOf('read') }))).Item,
    (await client.send(new BatchGetCommand({ RequestItems }))).Responses?.[TableName]?.[0],
    (await client.send(new QueryCommand({ TableName, ...query }))).Items?.[0],
  ];
  expect(found).toEqual([keyOf('read'), keyOf('read'), keyOf('read')]);
});

it('still makes its other faults', async () => {
  const proxy = await startProxy(engine.endpoint, { every: 1, strict: HOLD });
  onTestFinished(proxy.stop);
  const answers = Array.from({ length: 8 }, () =>
    failureOf(clientAt(proxy.endpoint, 1).send(new GetCommand({ TableName, Key: keyOf('x') }))),
  );
  await Promise.all(answers);
  expect(proxy.made.size).toBeGreaterThan(5);
});
