import { beforeEach, describe, expect, it } from 'vitest';
import type { Copy } from '../../lib/domain/copy.ts';
import { raise } from '../../lib/domain/flag.ts';
import { flagKey } from '../../lib/domain/flag-key.ts';
import { changeCopy, loadCopies } from '../../lib/store/copies.ts';
import { branchesToRemind, flagsToMention, queryFlags, noteReminder } from '../../lib/store/flags.ts';
import { aCopy, aReservationBlock, blocksOf } from '../../testing/builders.ts';
import { emptyTable, type TestTable } from '../../testing/database/empty-table.ts';
import type { RequestHook } from '../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};
let requests = 0;
let store: TestTable;

beforeEach(async () => {
  hook.before = () => {
    requests += 1;
  };
  store = await emptyTable(hook);
});

const KEY = flagKey('reservation-block-left-on', 'a1');

/** A copy of a branch with a flag that was raised on this day. */
const flagged = async (copyId: string, branchId: string, since: string): Promise<void> => {
  const copy = aCopy({ copyId, branchId, blocks: blocksOf(aReservationBlock({ activityId: 'a1' })) });
  await store.table.write(changeCopy(undefined, raise(copy, [KEY], since)));
};

const change = async (copyId: string, turn: (copy: Copy) => Copy): Promise<void> => {
  const copy = (await loadCopies(store.table, [copyId])).get(copyId);
  if (!copy) throw new Error('no copy');
  await store.table.write(changeCopy(copy, turn(copy)));
};

const idsOf = async (branchId?: string) =>
  (await queryFlags(store.table, branchId)({ limit: 200 })).items.map(
    ({ item }) => `${item.since} ${item.id}`,
  );

describe('the list of open flags', () => {
  it('is by branch, oldest first, and in pages', async () => {
    await flagged('c1', 'B1', '2026-10-14');
    await flagged('c2', 'B1', '2026-10-12');
    await flagged('c3', 'B2', '2026-10-13');
    expect(await idsOf('B1')).toEqual([`2026-10-12 ${KEY}~c2`, `2026-10-14 ${KEY}~c1`]);
    expect(await idsOf()).toHaveLength(3);
    const first = await queryFlags(store.table)({ limit: 2 });
    const rest = await queryFlags(store.table)({ limit: 2, after: first.next });
    expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, undefined]);
  });

  it('N2: loses a flag in the write that takes its block off', async () => {
    await flagged('c1', 'B1', '2026-10-12');
    await change('c1', (copy) => ({ ...copy, blocks: {} }));
    expect(await idsOf('B1')).toEqual([]);
  });

  it('has a copy that moved under its new branch, which has not been told yet', async () => {
    await flagged('c1', 'B1', '2026-10-12');
    const [due] = await branchesToRemind(store.table, '2026-10-12');
    const [flag] = due ? await flagsToMention(store.table, due) : [];
    if (flag) await store.table.write(noteReminder(flag, '2026-10-12'));
    await change('c1', (copy) => ({ ...copy, branchId: 'B2' }));
    expect([await idsOf('B1'), await idsOf('B2')]).toEqual([[], [`2026-10-12 ${KEY}~c1`]]);
    expect(await branchesToRemind(store.table, '2026-10-12')).toEqual([
      { branchId: 'B2', days: ['2026-10-12'] },
    ]);
  });
});

describe('N6: whom to mail', () => {
  const SHARDS = 4;
  const counted = async (until: string) => {
    requests = 0;
    const due = await branchesToRemind(store.table, until);
    return { due, requests };
  };

  it('is one request per shard where nothing is due, however many flags there are', async () => {
    for (let n = 0; n < 20; n++) await flagged(`c${n}`, `B${n % 3}`, '2026-10-20');
    expect(await counted('2026-10-19')).toEqual({ due: [], requests: SHARDS });
  });

  it('leaps over the flags of a branch: its cost is that of days and branches', async () => {
    for (let n = 0; n < 40; n++) await flagged(`c${n}`, `B${n % 2}`, n < 20 ? '2026-10-19' : '2026-10-20');
    const found = await counted('2026-10-20');
    const days = ['2026-10-19', '2026-10-20'];
    expect(found.due).toEqual([
      { branchId: 'B0', days },
      { branchId: 'B1', days },
    ]);
    expect(found.requests).toBeLessThanOrEqual(SHARDS * (4 + 1));
  });

  it('once noted, a flag is due again after seven days', async () => {
    await flagged('c1', 'B1', '2026-10-20');
    const [due] = await branchesToRemind(store.table, '2026-10-20');
    const [flag] = due ? await flagsToMention(store.table, due) : [];
    if (flag) await store.table.write(noteReminder(flag, '2026-10-20'));
    expect(await branchesToRemind(store.table, '2026-10-26')).toEqual([]);
    expect(await branchesToRemind(store.table, '2026-10-27')).toEqual([
      { branchId: 'B1', days: ['2026-10-27'] },
    ]);
  });
});
