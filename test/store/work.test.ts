import { beforeEach, expect, it } from 'vitest';
import {
  addWork,
  finishWork,
  releaseLease,
  queryWork,
  loadWork,
  acquireLease,
  workIdOf,
} from '../../lib/store/work.ts';
import { WriteLost } from '../../lib/store/writes.ts';
import { emptyTable, type TestTable } from '../../testing/database/empty-table.ts';

let store: TestTable;
const WORK = { kind: 'close', activityId: 'a1', version: 2 } as const;
const ID = workIdOf(WORK);
const UNTIL = '2026-10-12T08:00:20.000Z';

beforeEach(async () => {
  store = await emptyTable();
  await store.table.write(addWork(WORK));
});

const standing = async () => {
  const work = await loadWork(store.table, ID);
  if (!work) throw new Error('no work');
  return work;
};

it('is listed until it is finished', async () => {
  expect(await queryWork(store.table)).toEqual([{ workId: 'close.a1', work: WORK }]);
  await store.table.write(finishWork(WORK));
  expect(await queryWork(store.table)).toEqual([]);
  await store.table.write(finishWork(WORK));
});

it('of two who saw it free, one takes it', async () => {
  const seen = await standing();
  const takes = await Promise.all([1, 2, 3].map((n) => acquireLease(store.table, seen, `${UNTIL}${n}`)));
  expect(takes.filter(Boolean)).toHaveLength(1);
});

it('is free again once it is given back, by who had it', async () => {
  const seen = await standing();
  await acquireLease(store.table, seen, UNTIL);
  await releaseLease(store.table, seen, 'somebody else');
  expect(await standing()).toMatchObject({ takenUntil: UNTIL });
  await releaseLease(store.table, seen, UNTIL);
  expect(await standing()).not.toHaveProperty('takenUntil');
});

it('stays where later work of its kind has taken its place', async () => {
  await store.table.write(addWork({ ...WORK, version: 3 }));
  await expect(store.table.write(finishWork(WORK))).rejects.toThrow(WriteLost);
  expect((await standing()).work.version).toBe(3);
});
