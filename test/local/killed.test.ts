import { setTimeout as pause } from 'node:timers/promises';
import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Body } from '../../testing/api/response-body.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import { callerAt, type SystemCall } from '../../testing/system/http-client.ts';
import {
  directory,
  empty,
  end,
  spawnSystem,
  tokenAt,
  up,
  type SpawnedSystem,
} from '../../testing/system/spawn-system.ts';

const named = (letter: string, count: number) =>
  Array.from({ length: count }, (_, n) => letter + String(n).padStart(3, '0'));
/** Enough copies for several turns of the worker, so that the kill comes in the middle. */
const COPIES = named('d', 400);
const MANY = COPIES.length;
const DISPLAY = { collection: 'DISPLAY', branchId: 'CEN' };
const OF_ACTIVITY = named('m', 200);
const TITLES = named('T', 20);
const WHOLE_LIST = 1_000;

const until = async (isSo: () => Promise<boolean>, every: number): Promise<void> => {
  const last = Date.now() + 90_000;
  while (!(await isSo())) {
    expect(Date.now(), 'it takes too long').toBeLessThan(last);
    await pause(every);
  }
};

const resultsOf = async (call: SystemCall, id: string): Promise<readonly Body[]> => {
  const items: Body[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const more = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await call('GET', `/api/batches/${id}/results?limit=200${more}`);
    items.push(...(body.items ?? []));
    cursor = body.next;
    if (items.length > WHOLE_LIST) throw new Error('The list of results has no end.');
  }
  return items;
};

const historyOf = async (call: SystemCall, copyId: string): Promise<readonly Body[]> =>
  (await call('GET', `/api/copies/${copyId}/history`)).body.items ?? [];

/** The copies have several titles, because copies of one title wait for each other. */
const makeCopies = async (admin: SystemCall): Promise<void> => {
  await smallLibrary(admin, []);
  await pMap(TITLES, (id) => admin('PUT', `/api/titles/${id}`, { title: `Titel ${id}` }), { concurrency: 8 });
  const copies = [...COPIES, ...OF_ACTIVITY].map((copyId, n) => {
    const fields = copyId.startsWith('d') ? DISPLAY : { branchId: 'CEN' };
    return { copyId, body: { titleId: TITLES[n % TITLES.length], ...fields } };
  });
  await pMap(copies, ({ copyId, body }) => admin('PUT', `/api/copies/${copyId}`, body), { concurrency: 8 });
};

/** An activity that blocks many copies. */
const makeActivity = async (admin: SystemCall): Promise<string> => {
  const today = new Date().toISOString().slice(0, 10);
  const plan = { name: 'Groot', startDate: today, endDate: '2099-12-31', branchIds: ['CEN'] };
  const activityId = (await admin('POST', '/api/activities', plan)).body.id ?? '';
  const block = (copyId: string) => admin('PUT', `/api/copies/${copyId}/blocks/loan`, { activityId });
  await pMap(OF_ACTIVITY, block, { concurrency: 4 });
  return activityId;
};

/** A batch that will block a collection, before its run. */
const makeBatch = async (admin: SystemCall): Promise<string> => {
  const change = { reservation: { code: 8 }, loan: {} };
  const order = { selection: DISPLAY, change, includeNewCopies: true, reason: 'Kerststal' };
  const { body } = await admin('POST', '/api/batches', order);
  const id = body.id ?? '';
  const see = async () => (await admin('GET', `/api/batches/${id}`)).body;
  await until(async () => (await see()).status === 'previewed', 50);
  expect(await see()).toMatchObject({ counts: { selected: MANY, changed: 0, done: 0 } });
  return id;
};

/** Kills the system while the batch runs and the activity closes, before either has ended. */
const killAtWork = async (started: SpawnedSystem, admin: SystemCall, batchId: string, activityId: string) => {
  const batch = async () => (await admin('GET', `/api/batches/${batchId}`)).body;
  const activity = async () => (await admin('GET', `/api/activities/${activityId}`)).body;
  await admin('POST', `/api/batches/${batchId}/run`, {}, [202]);
  await until(async () => ((await batch()).counts?.done ?? 0) > 0, 5);
  const closing = admin('POST', `/api/activities/${activityId}/close`, {}).catch(() => undefined);
  await until(async () => ((await activity()).counts?.blocked ?? OF_ACTIVITY.length) < OF_ACTIVITY.length, 5);
  started.process.kill('SIGKILL');
  await Promise.all([started.ended, closing]);
};

describe('a system that is killed while it blocks a collection and closes an activity', () => {
  const data = directory();
  const started: SpawnedSystem[] = [];
  const begin = (): SpawnedSystem => {
    const system = spawnSystem(empty(data));
    started.push(system);
    return system;
  };
  let admin: SystemCall;
  let staff: SystemCall;
  let [batchId, activityId] = ['', ''];
  const batch = async () => (await admin('GET', `/api/batches/${batchId}`)).body;
  const activity = async () => (await admin('GET', `/api/activities/${activityId}`)).body;

  beforeAll(async () => {
    const first = begin();
    const url = await up(first);
    const before = callerAt(url, await tokenAt(url));
    await makeCopies(before);
    activityId = await makeActivity(before);
    batchId = await makeBatch(before);
    await killAtWork(first, before, batchId, activityId);

    const again = await up(begin());
    admin = callerAt(again, await tokenAt(again));
    staff = callerAt(again, await tokenAt(again, 'staff-CEN', 'staff'));
  }, 240_000);
  afterAll(() => Promise.all(started.map(end)));

  it('finds both in the middle after the next start', async () => {
    expect(await batch()).toMatchObject({ status: 'running', counts: { selected: MANY } });
    expect((await batch()).counts?.done).toBeLessThan(MANY);
    expect(await activity()).toMatchObject({ state: 'closed', closing: { of: OF_ACTIVITY.length } });
  });

  it('goes on with the closing by itself', { timeout: 120_000 }, async () => {
    await until(async () => !(await activity()).closing, 200);
    expect(await activity()).toMatchObject({ counts: { blocked: 0 } });
    for (const copyId of ['m000', 'm100', 'm199']) {
      const history = await historyOf(admin, copyId);
      expect(history.map(({ action }) => action)).toEqual(['lifted', 'set']);
    }
  });

  it(
    'goes on with the batch: every copy has its block once and its outcome',
    { timeout: 120_000 },
    async () => {
      await until(async () => (await batch()).status === 'done', 200);
      const all = { selected: MANY, changed: MANY, unchanged: 0, refused: 0, failed: 0, done: MANY };
      expect((await batch()).counts).toEqual(all);
      const results = await resultsOf(admin, batchId);
      expect(results.map(({ copyId }) => copyId).sort()).toEqual(COPIES);
      for (const copyId of COPIES) {
        const done = (await historyOf(admin, copyId)).map(({ action, kind }) => [action, kind]);
        expect(done.sort(), copyId).toEqual([
          ['set', 'loan'],
          ['set', 'reservation'],
        ]);
      }
    },
  );

  it('blocks new copies at birth; the undo names what was changed', { timeout: 120_000 }, async () => {
    const { body: born } = await admin('PUT', '/api/copies/new', { titleId: 'T1', ...DISPLAY });
    expect(born).toMatchObject({
      reservable: { code: 8, open: false },
      blocks: [{ source: { type: 'rule' } }],
    });
    await staff('PUT', '/api/copies/d007/blocks/reservation', { code: 7, reason: 'toch uitleenbaar' });
    await admin('POST', `/api/batches/${batchId}/undo`, {}, [202]);
    await until(async () => (await batch()).status === 'undone', 200);
    const undone = { selected: MANY, changed: MANY - 1, refused: 1, done: MANY };
    expect((await batch()).counts).toMatchObject(undone);
    const { body: refused } = await admin('GET', `/api/batches/${batchId}/results?outcome=refused`);
    expect(refused.items).toMatchObject([{ copyId: 'd007', reason: 'changed-since' }]);
    expect((await admin('GET', '/api/copies/d007')).body.blocks).toMatchObject([
      { kind: 'loan' },
      { kind: 'reservation', code: 7 },
    ]);
    const { body: left } = await admin('GET', '/api/copies?branchId=CEN&blocked=any&limit=200');
    expect(left.items?.map(({ copyId }) => copyId)).toEqual(['d007', 'new']);
    const { body: later } = await admin('PUT', '/api/copies/later', { titleId: 'T1', ...DISPLAY });
    expect(later.blocks).toEqual([]);
  });
});
