/** What a page of a list costs whose entries hold more than a key. */
import { beforeAll, describe, expect, it } from 'vitest';
import { meter, type Meter } from '../../bench/meter.ts';
import type { Activity } from '../../lib/domain/activity.ts';
import { writeActivity } from '../../lib/store/activities.ts';
import { COUNTERS } from '../../lib/store/activity-counters.ts';
import { createBatch } from '../../lib/store/batches.ts';
import { counterKey } from '../../lib/store/keys.ts';
import type { Writes } from '../../lib/store/writes.ts';
import { aBatch, anActor, anActivity } from '../../testing/builders.ts';
import type { Body } from '../../testing/api/response-body.ts';
import { CEN, done, EAST } from '../../testing/api/small-library.ts';
import { startApi, type Client, type TestApi } from '../../testing/api/test-api.ts';
import type { Item } from '../../testing/database/empty-table.ts';
import { countInTurn } from '../../testing/database/requests-in-turn.ts';

const itemsOf = (writes: Writes): readonly Item[] =>
  Object.values(writes).flatMap((write) => ('put' in write ? [write.put] : []));

const PAGE = 50;
/** More than a page. */
const MANY = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

const turns = countInTurn();
let api: TestApi;
let bill: Meter;

const opened = async (items: readonly Item[]): Promise<void> => {
  api = await startApi({ items, hook: turns.hook });
  bill = meter(api.client);
};

/** A page, with what it took. */
const pageAt = async (client: Client, path: string) => {
  turns.take();
  bill.take();
  const { items = [] } = await done(client.get(path));
  return { items, inTurn: turns.take(), units: bill.take().readUnits };
};

const expectSameAlone = async (client: Client, path: string, items: readonly Body[]): Promise<void> => {
  expect(items).toHaveLength(PAGE);
  for (const item of items) expect(item).toEqual(await done(client.get(`${path}/${item.id ?? ''}`)));
};

describe('a page of activities with blocks, cards and flags in every counter', () => {
  const BUSY = {
    term: 1,
    'count blocked': 40,
    'count blocked@2026-10-12': 3,
    'count blocked@2026-10-11': 1,
    'count onSpecialCards': 12,
    'count flags': 5,
    'count flags@2026-10-12': 2,
    'count flagsOnSpecialCards': 2,
    'count lifted': 1,
  };
  const busy = (activity: Activity): readonly Item[] => [
    ...itemsOf(writeActivity(undefined, activity)),
    ...COUNTERS.map((shard) => ({ ...counterKey(activity.id, shard), ...BUSY })),
  ];
  const plan = {
    name: 'Tentoonstelling Gouden Griffels',
    branchIds: [CEN, EAST],
    collections: ['GRIFFELS', 'PRENTEN'],
    contacts: ['thema@bibliotheek.example', 'griffels@bibliotheek.example'],
  };
  const days = {
    coming: { startDate: '2026-10-13', endDate: '2026-12-05' },
    running: { startDate: '2026-10-01', endDate: '2026-11-05' },
    over: { startDate: '2026-09-01', endDate: '2026-10-11' },
  };
  const closing = { by: 'staff-CEN', at: '2026-10-12T07:59:00.000Z', force: true, of: 900 };
  const closed = { ...days.running, closedOn: '2026-10-12', closing };

  beforeAll(async () => {
    const all = MANY.flatMap((n) => [
      ...busy(anActivity({ ...plan, ...days.over, id: `over-${n}` })),
      ...busy(anActivity({ ...plan, ...days.coming, id: `coming-${n}` })),
      ...busy(anActivity({ ...plan, ...closed, id: `closed-${n}` })),
      ...['a', 'b', 'c'].flatMap((more) =>
        busy(anActivity({ ...plan, ...days.running, id: `running-${n}${more}` })),
      ),
    ]);
    await opened(all);
  });

  it.each([
    ['all', ''],
    ['coming, behind 180 that run and end before', '?state=coming'],
    ['running', '?state=running'],
    ['over', '?state=over'],
    ['closed, a forced closing of each in progress', '?state=closed'],
  ])('%s: at most 3 requests one after the other, and 60 units', async (_, query) => {
    const { items, inTurn, units } = await pageAt(api.as.admin, `/api/activities${query}`);
    expect(inTurn).toBeLessThanOrEqual(3);
    expect(units).toBeLessThanOrEqual(60);
    await expectSameAlone(api.as.admin, '/api/activities', items);
  });
});

describe('a page of batches', () => {
  const barcodes = Array.from({ length: 100 }, (_, n) => `03141${String(n).padStart(6, '0')}`);
  const counts = { selected: 8000, changed: 7000, unchanged: 500, refused: 20, failed: 1 };
  const run = {
    status: 'done',
    counts,
    runBy: anActor(),
    startedAt: '2026-10-12T07:00:00.000Z',
    endedAt: '2026-10-12T07:05:00.000Z',
  } as const;

  beforeAll(async () => {
    const progress = { chunk: 0, taking: [], next: { part: 0 } };
    const batch = (n: string) => {
      const order = { id: `b${n}`, selection: { copyIds: barcodes }, listed: 8000, reason: 'Verhuizing' };
      return { ...aBatch({ ...order, createdBy: anActor({ branchIds: [CEN, EAST] }) }, run), progress };
    };
    await opened(MANY.flatMap((n) => itemsOf(createBatch(batch(n), []))));
  });

  it.each([
    ['an admin', () => api.as.admin],
    ['staff of a branch', () => api.as.staff(CEN)],
  ])('that name 100 barcodes each, for %s: one request, and 15 units', async (_, client) => {
    const { items, inTurn, units } = await pageAt(client(), '/api/batches');
    expect(inTurn).toBe(1);
    expect(units).toBeLessThanOrEqual(15);
    await expectSameAlone(client(), '/api/batches', items);
  });
});
