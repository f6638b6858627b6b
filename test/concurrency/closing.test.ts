import { beforeAll, describe, expect, it } from 'vitest';
import { startApi, API_TODAY } from '../../testing/api/test-api.ts';
import { atEachCall, FAULTS, faulty } from '../../testing/concurrency/faults.ts';
import { everythingIn, type Item } from '../../testing/database/empty-table.ts';
import { violations } from '../../testing/invariants/invariants.ts';
import { CEN, done, openLibrary, type Library } from '../../testing/api/small-library.ts';
import { isWrite, type RequestHook } from '../../testing/database/dynamodb-hooks.ts';

const COPIES = ['c1', 'c2', 'c3', 'c4'];

/**
 * An activity with blocks on four copies. One copy has blocks of both kinds, and one has another
 * block too.
 */
const prepare = async (library: Library): Promise<string> => {
  const id = await library.addActivity();
  for (const copyId of COPIES) {
    await library.addCopy(copyId);
    await done(library.block(copyId, 'reservation', { code: 8, activityId: id }));
  }
  await done(library.block('c1', 'loan', { activityId: id }));
  await done(library.block('c2', 'reservation', { code: 7 }));
  return id;
};

const closed = (library: Library, id: string, force?: boolean) =>
  library.staff.post(`/api/activities/${id}/close`, { ...(force && { force }) });

const liftedOf = async (library: Library, copyId: string) =>
  (await library.history(copyId)).filter(({ action }) => action === 'lifted').length;

/** The activity is closed, each of its blocks is lifted once, and all other blocks stay. */
const isClosed = async (library: Library, id: string, at: string) => {
  expect(await library.activity(id), at).toMatchObject({ state: 'closed', counts: { blocked: 0, flags: 0 } });
  expect((await library.activity(id)).closing, at).toBeUndefined();
  const lifted = await Promise.all(COPIES.map((copyId) => liftedOf(library, copyId)));
  expect(lifted, at).toEqual([2, 1, 1, 1]);
  expect((await library.copy('c2')).blocks, at).toMatchObject([{ code: 7 }]);
  expect(await violations(library, API_TODAY), at).toEqual([]);
};

describe('A3: a closing that is cut off goes on', () => {
  let items: readonly Item[];
  let id: string;
  beforeAll(async () => {
    const library = await openLibrary();
    id = await prepare(library);
    items = await everythingIn(library);
  });

  it.each(FAULTS)('%s at any call: the sweep takes it up', { tags: ['search'] }, async (fault) => {
    await atEachCall(2, async (nth) => {
      const faults = faulty();
      const library = await openLibrary({ items, hook: faults.hook });
      faults.fail(nth, fault);
      const answer = await closed(library, id);
      const calls = faults.mend();
      const at = `${fault} at call ${nth}`;
      // After the lease of the failed worker the sweep finds its work.
      library.clock.set('2026-10-12T08:01:00.000Z');
      await library.work('sweep');
      const begun = (await library.activity(id)).state === 'closed';
      if (!begun) expect((await closed(library, id)).status, at).toBe(200);
      await isClosed(library, id, at);
      expect(await library.table.readRange({ pk: 'WORK', from: ' ', to: '~' }), at).toEqual([]);
      if (calls < nth) expect(answer.status).toBe(200);
      return calls;
    });
  });
});

describe('work that fails', () => {
  it('is brought up again by its message, and by the sweep only after ten minutes', async () => {
    const hook: RequestHook = {};
    const library = await openLibrary({ hook });
    const id = await prepare(library);
    hook.before = (request) => {
      if (isWrite(request) && JSON.stringify(request.input).includes('"COPY#c1"')) throw new Error('no');
    };
    expect((await closed(library, id)).status).toBe(202);
    expect(library.messages).toEqual([{ workId: `close.${id}` }]);
    await expect(library.work()).rejects.toThrow('The worker failed');
    library.clock.set('2026-10-12T08:05:00.000Z');
    await library.work('sweep');
    expect(library.messages).toEqual([]);
    hook.before = undefined;
    expect(await library.activity(id)).toMatchObject({ closing: { of: 4 } });
    library.clock.set('2026-10-12T08:15:00.000Z');
    await library.work('sweep');
    await isClosed(library, id, 'after a rest');
  });
});

describe('A3: together with others', () => {
  it('two workers at once lift each block once', async () => {
    const library = await openLibrary();
    const id = await prepare(library);
    const other = await startApi({ beside: library });
    const answers = await Promise.all([
      closed(library, id),
      other.as.admin.post(`/api/activities/${id}/close`, {}),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await isClosed(library, id, 'two at once');
  });

  it(
    'blocks that are set while it closes are refused, or lifted with the rest',
    { timeout: 60_000 },
    async () => {
      const library = await openLibrary();
      const id = await prepare(library);
      const more = Array.from({ length: 24 }, (_, n) => `m${n}`);
      for (const copyId of more) await library.addCopy(copyId);
      const [close, ...set] = await Promise.all([
        closed(library, id),
        ...more.map((copyId) => library.block(copyId, 'loan', { activityId: id })),
      ]);
      expect(close.status).toBe(200);
      const refused = set.filter(({ status }) => status === 409);
      for (const { body } of refused) expect(body.reasons?.[0]?.code).toBe('activity-over');
      expect((await done(library.as.admin.get(`/api/copies?activityId=${id}`))).items).toEqual([]);
      await isClosed(library, id, 'blocks set meanwhile');
    },
  );

  it('copies that are checked in while it closes by force are lifted or left, and told', async () => {
    const library = await openLibrary();
    const id = await prepare(library);
    await done(library.as.admin.put('/api/patrons/S1', { branchId: CEN, kind: 'special', activityId: id }));
    for (const copyId of COPIES) await done(library.checkOut(copyId, 'S1'));
    const [close] = await Promise.all([
      closed(library, id, true),
      library.checkIn('c3'),
      library.checkIn('c4'),
    ]);
    const remaining = (close.body.remaining ?? []).map(({ copyId }) => copyId);
    expect(remaining).toEqual(expect.arrayContaining(['c1', 'c2']));
    const left = (await done(library.as.admin.get(`/api/copies?activityId=${id}`))).items ?? [];
    expect(left.map(({ copyId }) => copyId)).toEqual(expect.arrayContaining(['c1', 'c2']));
    expect(await violations(library, API_TODAY)).toEqual([]);
  });

  it('waits for what the lists do not show yet, because the counts know of it', async () => {
    const hook: { before?: (request: Parameters<typeof isWrite>[0]) => void } = {};
    const library = await openLibrary({ hook });
    const id = await prepare(library);
    let hidden = 0;
    hook.before = ({ input }) => {
      // Simulates an index that trails, as on the real database: the first reads find nothing.
      if (input.IndexName === 'by-activity' && hidden < 8) {
        hidden += 1;
        (input as { ExpressionAttributeValues: Record<string, string> }).ExpressionAttributeValues[':pk'] =
          'nothing';
      }
    };
    expect((await closed(library, id)).body).toMatchObject({ lifted: 5, remaining: [] });
    await isClosed(library, id, 'lists that trail');
  });
});
