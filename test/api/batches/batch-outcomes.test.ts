// Long: most rows change `c1` between the preview and the run, by the same small helpers.
import { beforeEach, describe, expect, it } from 'vitest';
import { BOTH, CODE8, LIFT, makeBatch, openSint, SINT } from '../../../testing/api/batches.ts';
import { codes } from '../../../testing/api/response-body.ts';
import { done, EAST, type Library } from '../../../testing/api/small-library.ts';
import { isWrite, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};
let library: Library;
beforeEach(async () => {
  hook.before = undefined;
  library = await openSint(['c1', 'c2'], { hook });
  await library.addPatron('20001');
  await library.addCard('S1');
});

const blocksOf = async (copyId: string) => (await library.copy(copyId)).blocks;
const moved = (fields: Readonly<Record<string, unknown>>) => (at: Library) => at.addCopy('c1', fields);
const blocked =
  (fields?: Readonly<Record<string, unknown>>, kind: 'reservation' | 'loan' = 'reservation') =>
  (at: Library) =>
    done(at.block('c1', kind, fields));
const inTurn =
  (...acts: readonly ((at: Library) => Promise<unknown>)[]) =>
  async (at: Library) => {
    for (const act of acts) await act(at);
  };
const lifted = (kind: 'reservation' | 'loan') => (at: Library) => done(at.lift('c1', kind));

describe('M3: what happens between the preview and the run', () => {
  it.each([
    ['nothing', [], 'changed'],
    ['it left the collection', [moved({})], 'refused left-selection'],
    ['it went to another collection', [moved({ collection: 'KERST' })], 'refused left-selection'],
    [
      'it went to another branch of the same collection',
      [moved({ collection: 'SINT', branchId: EAST })],
      'refused left-selection',
    ],
    ['it left, and came back', [moved({}), moved({ collection: 'SINT' })], 'changed'],
    ['somebody set another code', [blocked({ code: 7 })], 'refused changed-since'],
    ['somebody set one of the two kinds', [blocked({ code: 8 })], 'refused changed-since'],
    [
      'somebody set a dated loan block',
      [blocked({ endDate: '2026-12-01' }, 'loan')],
      'refused changed-since',
    ],
    ['B9: somebody set just the same', [blocked({ code: 8 }), blocked({}, 'loan')], 'unchanged'],
    ['it was lent, which is no change', [(at: Library) => done(at.checkOut('c1', '20001'))], 'changed'],
    [
      'it was reserved, which is no change',
      [(at: Library) => done(at.reserve('20001', { copyId: 'c1' }))],
      'changed',
    ],
    [
      'it was lent and checked in, which is no change',
      [(at: Library) => done(at.checkOut('c1', '20001')), (at: Library) => done(at.checkIn('c1'))],
      'changed',
    ],
    ['it went onto a special card', [(at: Library) => done(at.checkOut('c1', 'S1'))], 'changed'],
    ['it went missing', [moved({ collection: 'SINT', missing: true })], 'changed'],
    [
      'B1: it got a block of an activity',
      [async (at: Library) => done(at.block('c1', 'loan', { activityId: await at.addActivity() }))],
      'changed',
    ],
  ])('%s', async (_, acts, outcome) => {
    const batch = await makeBatch(library, { selection: SINT, change: BOTH, reason: 'Sint' });
    await inTurn(...acts)(library);
    const before = await blocksOf('c1');
    expect((await batch.run()).counts).toMatchObject({ selected: 2, done: 2, failed: 0 });
    expect(await batch.outcomes()).toEqual({ c1: outcome, c2: 'changed' });
    if (outcome !== 'changed') expect(await blocksOf('c1')).toEqual(before);
    else expect((await blocksOf('c1'))?.filter(({ reason }) => reason === 'Sint')).toHaveLength(2);
  });

  it.each([
    ['its reason was changed', [blocked({ code: 8, reason: 'anders' })], 'refused changed-since'],
    ['its code was changed', [blocked({ code: 7 })], 'refused changed-since'],
    ['it was lifted', [lifted('reservation')], 'unchanged'],
    ['it was lifted and set again', [lifted('reservation'), blocked({ code: 8 })], 'refused changed-since'],
    ['a block of the other kind was set', [blocked({}, 'loan')], 'changed'],
  ])('of a block that is to be lifted: %s', async (_, acts, outcome) => {
    await done(library.block('c1', 'reservation', { code: 8 }));
    const batch = await makeBatch(library, { selection: SINT, change: { reservation: null } });
    await inTurn(...acts)(library);
    const lines = await library.history('c1');
    await batch.run();
    expect(await batch.outcomes()).toEqual({ c1: outcome, c2: 'unchanged' });
    expect(await library.history('c1')).toHaveLength(lines.length + (outcome === 'changed' ? 1 : 0));
  });

  it.each([
    ['before the night', []],
    ['after the night', ['2026-10-13T01:30:00Z']],
  ])('T2: a loan block that has lapsed by itself was changed by nobody, %s', async (_, nights) => {
    await done(library.block('c1', 'loan', { endDate: '2026-10-12' }));
    const batch = await makeBatch(library, { selection: SINT, change: BOTH });
    library.clock.setDay('2026-10-13');
    for (const night of nights) await library.night(night);
    await batch.run();
    expect(await batch.outcomes()).toEqual({ c1: 'changed', c2: 'changed' });
  });

  it('of a list: a copy that moved is still on it', async () => {
    const batch = await makeBatch(library, { selection: { copyIds: ['c1'] }, change: BOTH });
    await library.addCopy('c1', { collection: 'KERST', branchId: EAST });
    await batch.run();
    expect(await batch.outcomes()).toEqual({ c1: 'changed' });
  });

  it('a copy that came into the collection after the preview is changed too, and counted', async () => {
    await library.addCopy('k1', { collection: 'KERST' });
    const batch = await makeBatch(library, { selection: SINT, change: BOTH });
    for (const copyId of ['c0', 'c11', 'zz']) await library.addCopy(copyId, { collection: 'SINT' });
    await library.addCopy('k1', { collection: 'SINT' });
    await library.addCopy('e1', { collection: 'SINT', branchId: EAST });
    expect((await batch.run()).counts).toMatchObject({ selected: 6, changed: 6, done: 6 });
    expect(Object.keys(await batch.outcomes()).sort()).toEqual(['c0', 'c1', 'c11', 'c2', 'k1', 'zz']);
    expect(await blocksOf('e1')).toEqual([]);
  });

  it('a collection that was empty at the preview is taken again', async () => {
    const batch = await makeBatch(library, { selection: { collection: 'PASEN' }, change: BOTH });
    await library.addCopy('c1', { collection: 'PASEN' });
    expect((await batch.run()).counts).toMatchObject({ selected: 1, changed: 1, done: 1 });
  });

  it('a barcode that nobody knew is refused, and changed once there is such a copy', async () => {
    const batch = await makeBatch(library, { selection: { copyIds: ['n1', 'n2'] }, change: CODE8 });
    expect(await batch.outcomes()).toEqual({ n1: 'refused unknown-copy', n2: 'refused unknown-copy' });
    expect((await batch.show()).counts).toMatchObject({ selected: 2, refused: 2 });
    await library.addCopy('n2');
    await batch.run();
    expect(await batch.outcomes()).toEqual({ n1: 'refused unknown-copy', n2: 'changed' });
  });

  it('B8: a copy of another branch is refused; one that came to the branch meanwhile is changed', async () => {
    for (const copyId of ['e1', 'e2']) await library.addCopy(copyId, { collection: 'SINT', branchId: EAST });
    const everywhere = { selection: { collection: 'SINT' }, change: BOTH };
    const batch = await makeBatch(library, everywhere, library.staff);
    const refused = { e1: 'refused other-branch', e2: 'refused other-branch' };
    expect(await batch.outcomes()).toEqual({ c1: 'will-change', c2: 'will-change', ...refused });
    await library.addCopy('e2', { collection: 'SINT' });
    await library.addCopy('c1', { collection: 'SINT', branchId: EAST });
    await batch.run();
    const after = { c1: 'refused other-branch', c2: 'changed', e1: 'refused other-branch', e2: 'changed' };
    expect(await batch.outcomes()).toEqual(after);
  });

  it('a copy that no longer carries a block of the activity has left its selection', async () => {
    const activityId = await library.addActivity();
    for (const copyId of ['c1', 'c2']) await done(library.block(copyId, 'loan', { activityId }));
    const batch = await makeBatch(library, { selection: { activityId }, change: CODE8, activityId });
    await done(library.as.admin.delete(`/api/copies/c1/blocks/loan?activityId=${activityId}`));
    await batch.run();
    expect(await batch.outcomes()).toEqual({ c1: 'refused left-selection', c2: 'changed' });
    const lifting = await makeBatch(library, { selection: { activityId }, change: LIFT, activityId });
    await lifting.run();
    expect([await lifting.outcomes(), await blocksOf('c2')]).toEqual([{ c2: 'changed' }, []]);
  });
});

describe('A2, A3: the activity of a batch', () => {
  const close = (id: string) => done(library.staff.post(`/api/activities/${id}/close`, {}));

  it.each([
    ['closed', (at: Library, id: string) => at.staff.post(`/api/activities/${id}/close`, {})],
    [
      'over',
      (at: Library) => {
        at.clock.setDay('2026-10-26');
        return Promise.resolve();
      },
    ],
  ])('%s between the preview and the run: 409 activity-over, and the preview stays', async (_, end) => {
    const activityId = await library.addActivity();
    const batch = await makeBatch(library, { selection: SINT, change: BOTH, activityId });
    const before = await batch.show();
    await end(library, activityId);
    const { status, body } = await library.as.admin.post(`/api/batches/${batch.id}/run`, {});
    expect([status, codes(body), body.reasons?.[0]?.activityId]).toEqual([
      409,
      ['activity-over'],
      activityId,
    ]);
    expect([await batch.show(), await blocksOf('c1')]).toEqual([before, []]);
  });

  it('over: what is left of it can still be lifted', async () => {
    const activityId = await library.addActivity();
    await done(library.block('c1', 'loan', { activityId }));
    const batch = await makeBatch(library, { selection: { activityId }, change: LIFT, activityId });
    library.clock.setDay('2026-10-26');
    await batch.run();
    expect([await batch.outcomes(), await blocksOf('c1')]).toEqual([{ c1: 'changed' }, []]);
  });

  it('closed as the run begins: refused, one by one; what is so already is unchanged', async () => {
    const activityId = await library.addActivity();
    const other = await library.addActivity();
    await done(library.block('c1', 'reservation', { code: 8, activityId: other }));
    const batch = await makeBatch(library, { selection: SINT, change: BOTH, activityId });
    await done(library.as.admin.post(`/api/batches/${batch.id}/run`, {}));
    await close(activityId);
    await library.work();
    expect(await batch.show()).toMatchObject({ status: 'done', counts: { refused: 2, done: 2 } });
    const over = 'refused activity-over';
    expect(await batch.outcomes()).toEqual({ c1: over, c2: over });
    expect(await blocksOf('c1')).toMatchObject([{ activityId: other }]);
  });

  it('closed in the middle of the run: what came before is changed, the rest refused, none keeps a block', async () => {
    const activityId = await library.addActivity();
    const copyIds = Array.from({ length: 70 }, (_, n) => `m${String(n).padStart(2, '0')}`);
    await Promise.all(copyIds.map((copyId) => library.addCopy(copyId, { collection: 'MIDDEN' })));
    const batch = await makeBatch(library, { selection: { collection: 'MIDDEN' }, change: BOTH, activityId });
    let changes = 0;
    hook.before = async (request) => {
      if (!isWrite(request) || !JSON.stringify(request.input).includes('GUARD#')) return;
      changes += 1;
      // The first write takes the guards.
      if (changes === 30) await close(activityId);
    };
    const { counts } = await batch.run();
    hook.before = undefined;
    expect(counts).toMatchObject({ selected: 70, unchanged: 0, failed: 0, done: 70 });
    expect(counts?.changed).toBeGreaterThan(20);
    expect(counts?.refused).toBeGreaterThan(20);
    expect(new Set(Object.values(await batch.outcomes()))).toEqual(
      new Set(['changed', 'refused activity-over']),
    );
    expect((await library.activity(activityId)).counts).toMatchObject({ blocked: 0 });
  });
});
