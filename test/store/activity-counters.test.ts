import { expect, it } from 'vitest';
import type { Activity } from '../../lib/domain/activity.ts';
import { writeActivity } from '../../lib/store/activities.ts';
import {
  countFor,
  loadActivityRecord,
  writeActivityFence,
  COUNTERS,
} from '../../lib/store/activity-counters.ts';
import { WriteLost } from '../../lib/store/writes.ts';
import { anActivity } from '../../testing/builders.ts';
import { emptyTable } from '../../testing/database/empty-table.ts';

const { table } = await emptyTable();

const announceTerm = (activity: Activity) =>
  Promise.all(COUNTERS.map((counts) => writeActivityFence(table, activity, counts)));

const opened = async (id: string) => {
  const activity = anActivity({ id });
  await table.write(writeActivity(undefined, activity));
  return activity;
};

const COPIES = Array.from({ length: 40 }, (_, n) => `c${n}`);

it('adds up over all copies, whichever counter they are counted in', async () => {
  const { id } = await opened('sum');
  await Promise.all(COPIES.map((copyId) => table.write(countFor(id, copyId, { blocked: 1, flags: 2 }))));
  await table.write(countFor(id, 'c0', { blocked: -1 }));
  expect((await loadActivityRecord(table, id))?.counts).toEqual({ blocked: 39, flags: 80 });
});

it('A2: who has read an activity before its end changed cannot count for it any more, whatever the copy', async () => {
  const before = await opened('closed');
  const after = { ...before, term: 2 };
  await announceTerm(after);
  for (const copyId of COPIES) {
    const late = table.write(countFor(before.id, copyId, { blocked: 1 }, before));
    await expect(late).rejects.toThrow(WriteLost);
  }
  await table.write(countFor(after.id, 'c0', { blocked: 1 }, after));
  expect((await loadActivityRecord(table, before.id))?.counts).toEqual({ blocked: 1 });
});

it('lifting relies on nothing, and is counted also after the end has changed', async () => {
  const before = await opened('lifted');
  await table.write(countFor(before.id, 'c0', { blocked: 1 }, before));
  await announceTerm({ ...before, term: 2 });
  await table.write(countFor(before.id, 'c0', { blocked: -1 }));
  expect((await loadActivityRecord(table, before.id))?.counts).toEqual({ blocked: 0 });
});

it('a term that is known already, or a later one, is as good: it stays', async () => {
  const activity = await opened('again');
  const [second, third] = [
    { ...activity, term: 2 },
    { ...activity, term: 3 },
  ];
  await announceTerm(third);
  await announceTerm(third);
  await announceTerm(second);
  await expect(table.write(countFor('again', 'c0', { blocked: 1 }, second))).rejects.toThrow(WriteLost);
});
