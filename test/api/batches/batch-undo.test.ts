// Long: each test runs a batch, changes something or nothing, and compares blocks after undo.
import { beforeEach, describe, expect, it } from 'vitest';
import { BOTH, CODE8, LIFT, makeBatch, openSint, SINT } from '../../../testing/api/batches.ts';
import { codes, type Body } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, type Library } from '../../../testing/api/small-library.ts';
import { isWrite, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};
let library: Library;
beforeEach(async () => {
  hook.before = undefined;
  library = await openSint(['c1', 'c2', 'c3'], { hook });
  await library.addPatron('20001');
});

const LISTED = { copyIds: ['c1', 'c2', 'c3'] };

const byKind = (blocks: readonly Body[] = []) =>
  [...blocks].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
const content = async (copyId: string) => {
  const { version, blocks, ...rest } = await library.copy(copyId);
  expect(version).toBeGreaterThan(0);
  return { ...rest, blocks: byKind(blocks) };
};
const contents = () => Promise.all(LISTED.copyIds.map(content));
const ran = async (body: Record<string, unknown>) => {
  const batch = await makeBatch(library, body);
  await batch.run();
  return batch;
};

describe('M5: undo puts back exactly what the batch changed', () => {
  it.each([
    ['setting both', { change: BOTH, reason: 'Sint' }],
    ['setting a code over another', { change: { reservation: { code: 7 } } }],
    ['lifting both', { change: LIFT }],
    ['lifting those of rules too', { change: LIFT, includeRuled: true }],
    ['lifting one, setting the other', { change: { reservation: null, loan: {} } }],
  ])('%s: copies are as they were, with reason, source, who and when', async (_, asked) => {
    await done(library.as.admin.put('/api/collections/SINT/rule', { code: 7 }));
    await library.addCopy('c4', { collection: 'SINT' });
    await done(library.staff.put('/api/copies/c1/blocks/reservation', { code: 8, reason: 'klein' }));
    await done(library.block('c1', 'loan', { endDate: '2026-11-01', reason: 'etalage' }));
    await done(library.block('c2', 'loan', { activityId: await library.addActivity() }));
    const before = [...(await contents()), await content('c4')];
    library.clock.set('2026-10-12T12:00:00.000Z');
    const batch = await ran({ selection: { copyIds: [...LISTED.copyIds, 'c4'] }, ...asked });
    const { counts } = await batch.show();
    const changed = await batch.outcomes('&outcome=changed');
    expect(changed).toMatchObject({ c1: 'changed' });
    const undone = await batch.undo();
    expect([...(await contents()), await content('c4')]).toEqual(before);
    expect(undone.counts).toEqual({
      selected: counts?.changed,
      changed: counts?.changed,
      unchanged: 0,
      refused: 0,
      failed: 0,
      done: counts?.changed,
    });
    expect(await batch.outcomes()).toEqual(changed);
  });

  it('undo of lifting: each block says again who placed it, when, why and from what', async () => {
    await done(library.staff.put('/api/copies/c1/blocks/reservation', { code: 7, reason: 'klein' }));
    const setting = await ran({ selection: { copyIds: ['c1'] }, change: { loan: {} }, reason: 'etalage' });
    const { blocks } = await library.copy('c1');
    library.clock.set('2026-10-12T12:00:00.000Z');
    const lifting = await ran({ selection: LISTED, change: LIFT });
    expect((await library.copy('c1')).blocks).toEqual([]);
    await lifting.undo();
    expect((await library.copy('c1')).blocks).toEqual(blocks);
    expect(blocks).toMatchObject([
      { code: 7, reason: 'klein', source: { type: 'manual' }, placedBy: 'staff-CEN' },
      { reason: 'etalage', source: { type: 'batch', id: setting.id }, placedBy: 'admin' },
    ]);
  });

  it('results say what was put back: before and after change places', async () => {
    await done(library.block('c1', 'reservation', { code: 7, reason: 'klein' }));
    const batch = await ran({ selection: { copyIds: ['c1'] }, change: CODE8 });
    const [result] = await batch.results();
    await batch.undo();
    expect(await batch.results()).toEqual([{ ...result, before: result?.after, after: result?.before }]);
  });

  it('copies that the batch left, refused or failed are none of its undoing', async () => {
    await done(library.block('c1', 'reservation', { code: 8, reason: 'klein' }));
    const batch = await ran({ selection: { copyIds: ['c1', 'c2', 'none'] }, change: CODE8 });
    expect((await batch.undo()).counts).toMatchObject({ selected: 1, changed: 1, refused: 0, done: 1 });
    expect(await batch.outcomes()).toEqual({ c2: 'changed' });
    expect((await library.copy('c1')).blocks).toMatchObject([{ reason: 'klein' }]);
  });

  it('T2: what is past its own end date by now is not put back', async () => {
    await done(library.block('c1', 'loan', { endDate: '2026-10-20' }));
    await done(library.block('c2', 'loan', { endDate: '2026-10-21' }));
    const batch = await ran({ selection: LISTED, change: { loan: {} } });
    library.clock.setDay('2026-10-21');
    expect((await batch.undo()).counts).toMatchObject({ changed: 3 });
    const ends = (await contents()).map(({ blocks }) => blocks.map(({ endDate }) => endDate));
    expect(ends).toEqual([[], ['2026-10-21'], []]);
  });

  it('A2: no block is put back for an activity that is over; what was set for it is lifted', async () => {
    const activityId = await library.addActivity();
    await done(library.block('c1', 'loan', { activityId }));
    const lifting = await ran({ selection: { activityId }, change: LIFT, activityId });
    const setting = await ran({ selection: { copyIds: ['c2'] }, change: BOTH, activityId });
    library.clock.setDay('2026-10-26');
    await lifting.undo();
    await setting.undo();
    expect(await lifting.outcomes()).toEqual({ c1: 'refused activity-over' });
    expect(await setting.outcomes()).toEqual({ c2: 'changed' });
    expect((await contents()).flatMap(({ blocks }) => blocks)).toEqual([]);
  });
});

const by = (copyId: string, kind: 'reservation' | 'loan', body: Record<string, unknown>) => () =>
  done(library.block(copyId, kind, body));
const lift = (kind: 'reservation' | 'loan') => () => done(library.lift('c2', kind));
const other = (change: object) => () => ran({ selection: { copyIds: ['c2'] }, change });

describe('M5: a copy of which a block has been changed since is skipped, whole, and named', () => {
  it.each([
    ['another code was set', [by('c2', 'reservation', { code: 7 })]],
    ['its reason was changed', [by('c2', 'reservation', { code: 8, reason: 'anders' })]],
    ['one of its blocks was lifted', [lift('loan')]],
    ['both were lifted', [lift('loan'), lift('reservation')]],
    ['one was lifted and set again', [lift('reservation'), by('c2', 'reservation', { code: 8 })]],
    ['an end date was set', [by('c2', 'loan', { endDate: '2026-12-01' })]],
    ['a batch lifted one', [other({ reservation: null })]],
    ['a batch set another code', [other({ reservation: { code: 7 } })]],
  ])('%s', async (_, acts) => {
    const batch = await ran({ selection: LISTED, change: BOTH });
    for (const act of acts) await act();
    const before = await library.copy('c2');
    const undone = await batch.undo();
    expect(undone).toMatchObject({
      status: 'undone',
      counts: { selected: 3, changed: 2, refused: 1, done: 3 },
    });
    const outcomes = { c1: 'changed', c2: 'refused changed-since', c3: 'changed' };
    expect(await batch.outcomes()).toEqual(outcomes);
    expect(await library.copy('c2')).toEqual(before);
    const [named] = await batch.results('&outcome=refused');
    expect(byKind(named?.before as Body[])).toEqual(byKind(before.blocks));
    expect(named?.after).toEqual(named?.before);
  });

  it('of lifting: set and lifted again in between is a change too', async () => {
    await done(library.block('c2', 'reservation', { code: 8, reason: 'klein' }));
    const batch = await ran({ selection: LISTED, change: { reservation: null } });
    await by('c2', 'reservation', { code: 7 })();
    await lift('reservation')();
    await batch.undo();
    expect(await batch.outcomes()).toEqual({ c2: 'refused changed-since' });
    expect((await library.copy('c2')).blocks).toEqual([]);
  });

  it.each([
    ['a loan', [() => done(library.checkOut('c2', '20001'))]],
    [
      'a loan and its return',
      [() => done(library.checkOut('c2', '20001')), () => done(library.checkIn('c2'))],
    ],
    [
      'R10: a reservation',
      [() => done(library.reserve('20001', { copyId: 'c2', override: { reason: 'gebeld' } }))],
    ],
    ['a block of the other kind', [by('c2', 'loan', { endDate: '2026-12-01' })]],
    ['another collection', [() => library.addCopy('c2', { collection: 'KERST' })]],
    ['another branch', [() => library.addCopy('c2', { branchId: EAST })]],
    ['a batch that left it as it was', [other(CODE8)]],
    [
      'a block of an activity',
      [
        async () =>
          done(library.block('c2', 'reservation', { code: 7, activityId: await library.addActivity() })),
      ],
    ],
  ])('%s in between is no such change', async (_, acts) => {
    const batch = await ran({ selection: LISTED, change: CODE8 });
    for (const act of acts) await act();
    expect((await batch.undo()).counts).toMatchObject({ changed: 3, refused: 0 });
    const codesLeft = (await library.copy('c2')).blocks?.filter(({ activityId }) => activityId === undefined);
    expect(codesLeft?.filter(({ kind }) => kind === 'reservation')).toEqual([]);
  });

  it('overlapping batches are undone in turn: the later first, then the earlier', async () => {
    const earlier = await ran({ selection: LISTED, change: CODE8 });
    const later = await ran({ selection: { copyIds: ['c2'] }, change: { reservation: { code: 7 } } });
    await later.undo();
    expect((await library.copy('c2')).blocks).toMatchObject([{ code: 8, source: { id: earlier.id } }]);
    await earlier.undo();
    expect(await earlier.outcomes()).toMatchObject({ c1: 'changed', c2: 'refused changed-since' });
  });
});

describe('M5: an undo is a batch of its own in the history', () => {
  it('GET of the id in the history answers the batch, and so do its results', async () => {
    const batch = await ran({ selection: LISTED, change: CODE8 });
    await batch.undo();
    const [line] = await library.history('c1');
    expect(line).toMatchObject({ action: 'lifted', by: 'admin', before: { code: 8 } });
    const { id = '' } = line?.cause as Body;
    expect(id).toBe(`${batch.id}.undo`);
    expect(await done(library.as.admin.get(`/api/batches/${id}`))).toEqual(await batch.show());
    expect((await done(library.as.admin.get(`/api/batches/${id}/results`))).items).toHaveLength(3);
  });

  it('one that is undone cannot be undone again, nor run: 409', async () => {
    const batch = await ran({ selection: LISTED, change: CODE8 });
    await batch.undo();
    const before = await library.history('c1');
    for (const verb of ['undo', 'run']) {
      const { status, body } = await library.as.admin.post(`/api/batches/${batch.id}/${verb}`, {});
      expect([status, codes(body)]).toEqual([409, ['batch-status']]);
      expect(body.detail).toBe('Deze seriemutatie is al teruggedraaid.');
    }
    await library.work();
    expect(await library.history('c1')).toEqual(before);
  });
});

describe('M3, M5: a batch that was cancelled in the middle', () => {
  it('stops within one chunk, keeps what is done, and can be undone', async () => {
    const copyIds = Array.from({ length: 120 }, (_, n) => `m${String(n).padStart(3, '0')}`);
    for (let n = 0; n < copyIds.length; n += 20)
      await Promise.all(copyIds.slice(n, n + 20).map((copyId) => library.addCopy(copyId)));
    const batch = await makeBatch(library, { selection: { copyIds }, change: BOTH });
    let changes = 0;
    hook.before = async (request) => {
      if (!isWrite(request) || !JSON.stringify(request.input).includes('"COPY#m')) return;
      changes += 1;
      if (changes === 60) await done(library.as.admin.post(`/api/batches/${batch.id}/cancel`, {}));
    };
    const cancelled = await batch.run();
    hook.before = undefined;
    const counts = { selected: 120, changed: 100, unchanged: 0, refused: 0, failed: 0, done: 100 };
    expect(cancelled).toMatchObject({ status: 'cancelled', counts });
    expect(Object.keys(await batch.outcomes())).toEqual(copyIds.slice(0, 100));
    const blocked = async () => {
      const { items = [] } = await done(
        library.as.admin.get(`/api/copies?branchId=${CEN}&blocked=any&limit=200`),
      );
      return items.length;
    };
    expect(await blocked()).toBe(100);
    const undone = await batch.undo();
    expect(undone).toMatchObject({ status: 'undone', counts: { selected: 100, changed: 100, done: 100 } });
    expect(await blocked()).toBe(0);
  });
});

describe('M5, C1: undo ends the rule that the batch made', () => {
  const asked = { selection: SINT, change: CODE8, includeNewCopies: true };
  const rule = async () => {
    const { items = [] } = await done(library.as.admin.get('/api/collections'));
    return items.find(({ collection }) => collection === 'SINT')?.rules;
  };
  const setRule = (code: number | null) =>
    done(library.as.admin.put(`/api/collections/SINT/rule?branchId=${CEN}`, { code }));

  it('and leaves the copy that was blocked at birth (C3)', async () => {
    const batch = await makeBatch(library, asked);
    expect(await rule()).toEqual([]);
    await batch.run();
    expect(await rule()).toMatchObject([{ branchId: CEN, code: 8, setBy: 'admin' }]);
    await library.addCopy('new', { collection: 'SINT' });
    expect((await batch.undo()).counts).toMatchObject({ selected: 3, changed: 3 });
    expect(await rule()).toEqual([]);
    expect((await library.copy('new')).blocks).toMatchObject([{ code: 8, source: { type: 'rule' } }]);
    await library.addCopy('newer', { collection: 'SINT' });
    expect((await library.copy('newer')).blocks).toEqual([]);
  });

  it('the one that it took the place of is back; one that says the same was not the batch’s', async () => {
    await setRule(7);
    const batch = await ran(asked);
    expect(await rule()).toMatchObject([{ code: 8 }]);
    await batch.undo();
    expect(await rule()).toMatchObject([{ code: 7 }]);
    await setRule(8);
    await (await ran(asked)).undo();
    expect(await rule()).toMatchObject([{ code: 8 }]);
  });

  it('one that somebody has set since stays', async () => {
    const batch = await ran(asked);
    await setRule(null);
    await batch.undo();
    expect(await rule()).toMatchObject([{ code: null }]);
  });
});
