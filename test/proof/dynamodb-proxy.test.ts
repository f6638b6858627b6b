import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../local/aws/dynamodb/engine.ts';
import { startProxy } from '../../proof/consistency/nemesis/dynamodb-proxy.ts';
import { DYNAMODB_FAULTS } from '../../proof/consistency/nemesis/dynamodb-faults.ts';
import { directory } from '../../testing/system/spawn-system.ts';

const engine = await startEngine(directory());
const clientAt = (endpoint: string, maxAttempts = 3) =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts,
    }),
  );
const direct = clientAt(engine.endpoint);
const TableName = 'things';
await direct.send(
  new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  }),
);
afterAll(() => engine.stop());

/** A client whose requests all get the fault of this name. */
const withFault = async (name: string) => {
  const proxy = await startProxy(engine.endpoint, { every: 1 });
  const at = DYNAMODB_FAULTS.findIndex((fault) => fault.name === name);
  // Requests without retries use up the faults before it; the proxy starts with the second.
  const others = clientAt(proxy.endpoint, 1);
  const before = Array.from({ length: (at + DYNAMODB_FAULTS.length - 1) % DYNAMODB_FAULTS.length }, () =>
    others.send(new GetCommand({ TableName, Key: { id: 'nothing' } })),
  );
  await Promise.allSettled(before);
  return { client: clientAt(proxy.endpoint), proxy };
};

const isThere = async (id: string): Promise<boolean> =>
  (await direct.send(new GetCommand({ TableName, Key: { id } }))).Item !== undefined;

describe('a put of a new thing', () => {
  it.each([
    ['failed', 'InternalServerError', false],
    ['throttled', 'ThrottlingException', false],
    ['throttled once', undefined, true],
    ['late', undefined, true],
    // The SDK retries, and its own first put fails the condition.
    ['answer lost', 'ConditionalCheckFailedException', true],
    ['done, then failed', 'InternalServerError', true],
  ])('%s', async (name, error, done) => {
    const { client, proxy } = await withFault(name);
    const id = name;
    const put = new PutCommand({
      TableName,
      Item: { id },
      ConditionExpression: 'attribute_not_exists(id)',
    });
    const answer = await client.send(put).then(
      () => undefined,
      (thrown: unknown) => (thrown as Error).name,
    );
    proxy.stop();
    expect([answer, await isThere(id)]).toEqual([error, done]);
  });
});

it('in conflict: a transaction is cancelled, and says why', async () => {
  const { client, proxy } = await withFault('in conflict');
  const TransactItems = [1, 2].map((n) => ({ Put: { TableName, Item: { id: `conflict ${n}` } } }));
  const failed: unknown = await client
    .send(new TransactWriteCommand({ TransactItems }))
    .catch((error: unknown) => error);
  proxy.stop();
  expect(failed).toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
  });
  expect(await isThere('conflict 1')).toBe(false);
});

it('given nothing: a batch comes back whole', async () => {
  const { client, proxy } = await withFault('given nothing');
  const RequestItems = { [TableName]: { Keys: [{ id: 'late' }] } };
  const answer = await client.send(new BatchGetCommand({ RequestItems }));
  proxy.stop();
  expect([answer.Responses, answer.UnprocessedKeys?.[TableName]?.Keys]).toEqual([{}, [{ id: 'late' }]]);
});

it('every so many, and none once it is calm', async () => {
  const proxy = await startProxy(engine.endpoint, { every: 2 });
  const client = clientAt(proxy.endpoint);
  const ask = () =>
    client.send(new GetCommand({ TableName, Key: { id: 'late' } })).then(
      () => 'answered',
      () => 'failed',
    );
  const sixteen: string[] = [];
  for (let n = 0; n < 16; n++) sixteen.push(await ask());
  // This fault needs a batch, which is not sent here.
  const expected = DYNAMODB_FAULTS.map(({ name }) => name).filter((name) => name !== 'given nothing');
  expect([...proxy.made].sort()).toEqual(expected.map((name) => [name, 1]).sort());
  proxy.calm();
  for (let n = 0; n < 16; n++) expect(await ask()).toBe('answered');
  proxy.stop();
});
