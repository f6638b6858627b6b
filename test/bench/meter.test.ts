/** The benchmarks report the units of the engine, which must follow these rules of DynamoDB. */
import {
  BatchGetCommand,
  DeleteCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { meter, type Meter } from '../../bench/meter.ts';
import { INDEXES } from '../../lib/contract.ts';
import { emptyTable, type TestTable } from '../../testing/database/empty-table.ts';

let db: TestTable;
let bill: Meter;

beforeAll(async () => {
  db = await emptyTable();
  bill = meter(db.client);
});

const key = (pk: string) => ({ pk, sk: 'META' });
const anItem = (pk: string, bytes: number, more: object = {}) => ({
  ...key(pk),
  text: 'x'.repeat(bytes),
  ...more,
});
const put = (item: object) => db.client.send(new PutCommand({ TableName: db.name, Item: { ...item } }));
const transact = (...items: readonly object[]) =>
  db.client.send(
    new TransactWriteCommand({
      TransactItems: items.map((item) => ({ Put: { TableName: db.name, Item: { ...item } } })),
    }),
  );
const read = (pk: string, IndexName?: string) =>
  db.client.send(
    new QueryCommand({
      TableName: db.name,
      ...(IndexName === undefined ? { ConsistentRead: true } : { IndexName }),
      KeyConditionExpression: `${IndexName === undefined ? 'pk' : 'collectionKey'} = :pk`,
      ExpressionAttributeValues: { ':pk': pk },
    }),
  );
const getAll = (...pks: readonly string[]) =>
  db.client.send(
    new BatchGetCommand({ RequestItems: { [db.name]: { Keys: pks.map(key), ConsistentRead: true } } }),
  );

/** The units that the last of these requests writes. */
const writeUnits = async (...requests: readonly (() => Promise<unknown>)[]): Promise<number> => {
  for (const request of requests) {
    bill.take();
    await request();
  }
  return bill.take().writeUnits;
};

const inCollection = (place: string) => ({ collectionKey: 'PASEN', collectionSort: place });

test.each([
  ['a write costs one unit per kilobyte', 1, [() => put(anItem('w1', 900))]],
  ['a part of a kilobyte counts whole', 2, [() => put(anItem('w2', 1100))]],
  ['the larger of old and new counts', 2, [() => put(anItem('w3', 1100)), () => put(anItem('w3', 10))]],
  ['in a transaction it costs twice', 6, [() => transact(anItem('w4', 900), anItem('w5', 1100))]],
  ['a new index entry costs a write of its own', 2, [() => put(anItem('w6', 1, inCollection('1')))]],
  [
    'an index entry that stays as it is costs nothing',
    1,
    [() => put(anItem('w7', 1, inCollection('1'))), () => put(anItem('w7', 9, inCollection('1')))],
  ],
  [
    'an index entry that moves costs two',
    3,
    [() => put(anItem('w8', 1, inCollection('1'))), () => put(anItem('w8', 1, inCollection('2')))],
  ],
  [
    'an index entry that goes costs one',
    2,
    [() => put(anItem('w9', 1, inCollection('1'))), () => put(anItem('w9', 1))],
  ],
  [
    'deleting costs what writing did',
    3,
    [
      () => put(anItem('w10', 1100, inCollection('1'))),
      () => db.client.send(new DeleteCommand({ TableName: db.name, Key: key('w10') })),
    ],
  ],
  [
    'an index entry of a transaction costs no more than outside of one',
    3,
    [() => transact(anItem('w11', 1, inCollection('1')))],
  ],
] as const)('%s', async (_, units, requests) => {
  expect(await writeUnits(...requests)).toBe(units);
});

/** The units that one request reads. */
const readUnits = async (request: () => Promise<unknown>): Promise<number> => {
  bill.take();
  await request();
  return bill.take().readUnits;
};

test('a strongly consistent read costs one unit per four kilobytes of what it finds', async () => {
  await put(anItem('r1', 4500));
  expect(await readUnits(() => read('r1'))).toBe(2);
});

test('a batch rounds each item up', async () => {
  await put(anItem('r2', 100));
  await put(anItem('r3', 100));
  expect(await readUnits(() => getAll('r2', 'r3'))).toBe(2);
});

test('a query rounds up what it finds together', async () => {
  await put({ ...anItem('r4', 100), sk: '1' });
  await put({ ...anItem('r4', 100), sk: '2' });
  expect(await readUnits(() => read('r4'))).toBe(1);
});

test('looking for what is not there costs as much as the smallest item', async () => {
  expect(await readUnits(() => read('nobody'))).toBe(1);
  expect(await readUnits(() => getAll('nobody'))).toBe(1);
});

test('a read of an index costs half', async () => {
  expect(await readUnits(() => read('NOWHERE', INDEXES.copiesByCollection.name))).toBe(0.5);
});

test('a round trip is one request, whatever it carries', async () => {
  bill.take();
  await getAll('r2', 'r3');
  await transact(anItem('t1', 1), anItem('t2', 1));
  expect(bill.take()).toEqual({ roundTrips: 2, readUnits: 2, writeUnits: 4 });
});
