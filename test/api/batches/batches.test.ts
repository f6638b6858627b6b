// Long: it follows a batch from selection to undo, and reads blocks as short texts throughout.
import { beforeEach, describe, expect, it } from 'vitest';
import { BOTH, LIFT, makeBatch, openSint, SINT } from '../../../testing/api/batches.ts';
import type { Body } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
beforeEach(async () => {
  library = await openSint(['c1', 'c2', 'c3']);
  await library.addCopy('e1', { collection: 'SINT', branchId: EAST });
  await library.addCopy('k1', { collection: 'KERST' });
});

const blocksOf = async (copyId: string): Promise<readonly Body[]> =>
  (await library.copy(copyId)).blocks ?? [];
interface ShownBlock {
  readonly code?: number;
  readonly endDate?: string;
  readonly activityId?: string;
  readonly source: { readonly type: string };
}
/** A block as text: `8 by manual`, `loan t/m 2026-11-01 by batch for A`. */
const short = (block: Body): string => {
  const { code = 'loan', endDate, activityId, source } = block as unknown as ShownBlock;
  const until = endDate === undefined ? '' : ` t/m ${endDate}`;
  const of = activityId === undefined ? '' : ` for ${activityId}`;
  return `${code}${until} by ${source.type}${of}`;
};
const shortOf = async (copyId: string) => (await blocksOf(copyId)).map(short).sort();

describe('M3: a batch is previewed, run, and undone', () => {
  it('sets both blocks on a collection of a branch and puts everything back', async () => {
    await library.block('c2', 'reservation', { code: 8, reason: 'by hand' });
    await library.block('c3', 'loan', { endDate: '2026-11-01' });
    const batch = await makeBatch(library, { selection: SINT, change: BOTH, reason: 'Sint' });
    expect(await batch.show()).toMatchObject({
      status: 'previewed',
      counts: { selected: 3, changed: 0, unchanged: 0, refused: 0, failed: 0, done: 0 },
    });
    expect(await batch.outcomes()).toEqual({ c1: 'will-change', c2: 'will-change', c3: 'will-change' });
    expect((await library.copy('c1')).blocks).toEqual([]);
    expect(await batch.run()).toMatchObject({
      status: 'done',
      counts: { selected: 3, changed: 3, unchanged: 0, refused: 0, failed: 0, done: 3 },
    });
    expect(await batch.outcomes()).toEqual({ c1: 'changed', c2: 'changed', c3: 'changed' });
    expect((await library.copy('c1')).blocks).toMatchObject([
      { kind: 'loan', source: { type: 'batch', id: batch.id }, reason: 'Sint', placedBy: 'admin' },
      { kind: 'reservation', code: 8, source: { type: 'batch', id: batch.id } },
    ]);
    expect((await library.copy('c2')).blocks).toMatchObject([
      { kind: 'reservation', reason: 'by hand', source: { type: 'manual' } },
      { kind: 'loan' },
    ]);
    expect((await library.copy('e1')).blocks).toEqual([]);
    expect(await batch.undo()).toMatchObject({
      status: 'undone',
      counts: { selected: 3, changed: 3, unchanged: 0, refused: 0, failed: 0, done: 3 },
    });
    expect((await library.copy('c1')).blocks).toEqual([]);
    expect((await library.copy('c2')).blocks).toMatchObject([{ reason: 'by hand' }]);
    expect((await library.copy('c3')).blocks).toMatchObject([{ endDate: '2026-11-01' }]);
    expect((await library.history('c1')).map(({ action, cause }) => [action, cause])).toEqual([
      ['lifted', { type: 'batch', id: `${batch.id}.undo` }],
      ['lifted', { type: 'batch', id: `${batch.id}.undo` }],
      ['set', { type: 'batch', id: batch.id }],
      ['set', { type: 'batch', id: batch.id }],
    ]);
  });

  it('the preview writes nothing to copies, and says of each what it has and would get', async () => {
    await done(library.block('c2', 'reservation', { code: 7, reason: 'klein' }));
    await done(library.block('c2', 'loan', { endDate: '2026-11-01' }));
    const before = await library.copy('c2');
    const batch = await makeBatch(library, { selection: { copyIds: ['c2'] }, change: BOTH, reason: 'Sint' });
    expect(await library.copy('c2')).toEqual(before);
    const [result] = await batch.results();
    expect(result?.before).toEqual(before.blocks);
    const set = { reason: 'Sint', source: { type: 'batch', id: batch.id }, placedBy: 'admin' };
    const [loan, reservation] = result?.after as readonly Body[];
    expect([loan, reservation]).toMatchObject([
      { kind: 'loan', ...set },
      { kind: 'reservation', code: 8, ...set },
    ]);
    expect(loan).not.toHaveProperty('endDate');
    await batch.run();
    const [changed] = await batch.results();
    expect(changed).toMatchObject({ copyId: 'c2', outcome: 'changed', before: before.blocks });
    expect(changed?.after).toEqual(await blocksOf('c2'));
  });
});

describe('M1: a selection', () => {
  it.each([
    ['a collection everywhere', { collection: 'SINT' }, ['c1', 'c2', 'c3', 'e1']],
    ['a collection in a branch', SINT, ['c1', 'c2', 'c3']],
    ['a collection in another branch', { collection: 'SINT', branchId: EAST }, ['e1']],
    ['a collection without copies there', { collection: 'KERST', branchId: EAST }, []],
    ['barcodes, in their order', { copyIds: ['k1', 'e1', 'c2'] }, ['k1', 'e1', 'c2']],
    ['a barcode that is there twice, once', { copyIds: ['c2', 'k1', 'c2', 'c2'] }, ['c2', 'k1']],
  ])('%s', async (_, selection, copyIds) => {
    const batch = await makeBatch(library, { selection, change: BOTH });
    const seen = (await batch.results()).map(({ copyId }) => copyId);
    expect('copyIds' in selection ? seen : [...seen].sort()).toEqual(copyIds);
    expect(await batch.show()).toMatchObject({ selection: { ...selection, ...namedOnce(selection) } });
    const counts = { changed: copyIds.length, unchanged: 0, refused: 0, failed: 0, done: copyIds.length };
    expect(await batch.run()).toMatchObject({
      status: 'done',
      counts: { selected: copyIds.length, ...counts },
    });
    for (const copyId of ['c1', 'c2', 'c3', 'e1', 'k1']) {
      expect([copyId, (await blocksOf(copyId)).length]).toEqual([copyId, copyIds.includes(copyId) ? 2 : 0]);
    }
  });

  const namedOnce = (selection: object) =>
    'copyIds' in selection ? { copyIds: [...new Set(selection.copyIds as string[])] } : {};

  it('the copies of an activity: each once, whatever collection or branch they are of', async () => {
    const activityId = await library.addActivity({ branchIds: [CEN, EAST] });
    await done(library.block('c1', 'reservation', { code: 8, activityId }));
    await done(library.block('c1', 'loan', { activityId }));
    await done(library.block('e1', 'loan', { activityId }));
    await done(library.block('k1', 'reservation', { code: 7 }));
    const batch = await makeBatch(library, {
      selection: { activityId },
      change: { reservation: { code: 7 } },
    });
    expect(await batch.outcomes()).toEqual({ c1: 'will-change', e1: 'will-change' });
    expect((await batch.run()).counts).toMatchObject({ selected: 2, changed: 2, done: 2 });
    expect(await shortOf('e1')).toEqual(['7 by batch', `loan by manual for ${activityId}`]);
  });

  it('of a long list the batch shows the first hundred, and says how many there are', async () => {
    const copyIds = Array.from({ length: 260 }, (_, n) => `x${n}`);
    const batch = await makeBatch(library, {
      selection: { copyIds: [...copyIds, 'x0', 'x259'] },
      change: LIFT,
    });
    const shown = await batch.show();
    expect(shown).toMatchObject({ listed: 260, counts: { selected: 260, refused: 260 } });
    expect(shown.selection).toEqual({ copyIds: copyIds.slice(0, 100) });
    expect((await batch.results()).map(({ copyId }) => copyId)).toEqual(copyIds);
  });
});

describe('M1, M2: a change', () => {
  /** A copy with a block of each kind set by hand, by a batch, by a rule, and for an activity. */
  const addManyBlocked = async () => {
    const activityId = await library.addActivity();
    await done(library.as.admin.put('/api/collections/SINT/rule', { code: 7 }));
    await library.addCopy('m1', { collection: 'SINT' });
    await done(library.block('m1', 'reservation', { code: 8 }));
    await done(library.block('m1', 'reservation', { code: 8, activityId }));
    await done(library.block('m1', 'loan', { activityId }));
    const loan = { selection: { copyIds: ['m1'] }, change: { loan: {} } };
    await (await makeBatch(library, loan)).run();
    return activityId;
  };
  const M1 = { copyIds: ['m1'] };

  it('lifting without an activity leaves those of activities and of standing rules', async () => {
    const activityId = await addManyBlocked();
    const batch = await makeBatch(library, { selection: M1, change: LIFT });
    expect((await batch.run()).counts).toMatchObject({ changed: 1 });
    expect(await shortOf('m1')).toEqual([
      '7 by rule',
      `8 by manual for ${activityId}`,
      `loan by manual for ${activityId}`,
    ]);
  });

  it('with includeRuled it lifts those of standing rules as well', async () => {
    const activityId = await addManyBlocked();
    const batch = await makeBatch(library, { selection: M1, change: LIFT, includeRuled: true });
    expect(await batch.run()).toMatchObject({ includeRuled: true, counts: { changed: 1 } });
    expect(await shortOf('m1')).toEqual([
      `8 by manual for ${activityId}`,
      `loan by manual for ${activityId}`,
    ]);
  });

  it('without includeRuled a copy that only its rule blocks is unchanged', async () => {
    await done(library.as.admin.put('/api/collections/PASEN/rule', { code: 8 }));
    await library.addCopy('p1', { collection: 'PASEN' });
    const batch = await makeBatch(library, { selection: { collection: 'PASEN' }, change: LIFT });
    await batch.run();
    expect([await batch.outcomes(), await shortOf('p1')]).toEqual([{ p1: 'unchanged' }, ['8 by rule']]);
  });

  it('lifting for an activity lifts its blocks only, whoever set them', async () => {
    const activityId = await addManyBlocked();
    await (await makeBatch(library, { selection: M1, change: LIFT, activityId })).run();
    expect(await shortOf('m1')).toEqual(['7 by rule', '8 by manual', 'loan by batch']);
  });

  it('B1: setting for an activity sets in its slot, and leaves the others', async () => {
    const activityId = await library.addActivity();
    await done(library.block('c1', 'reservation', { code: 7 }));
    const batch = await makeBatch(library, { selection: SINT, change: BOTH, activityId });
    expect(await batch.run()).toMatchObject({ activityId, counts: { changed: 3 } });
    expect(await shortOf('c1')).toEqual([
      '7 by manual',
      `8 by batch for ${activityId}`,
      `loan by batch for ${activityId}`,
    ]);
    expect((await library.activity(activityId)).counts).toMatchObject({ blocked: 3 });
  });

  it.each([
    [{ reservation: { code: 7 } }, ['7 by batch', 'loan t/m 2026-11-01 by manual']],
    [{ reservation: null }, ['loan t/m 2026-11-01 by manual']],
    [{ loan: {} }, ['8 by manual', 'loan by batch']],
    [{ loan: null }, ['8 by manual']],
    [{ reservation: null, loan: {} }, ['loan by batch']],
    [{ reservation: { code: 8 }, loan: null }, ['8 by manual']],
  ])('M2, B9: %j leaves the kind that it does not name, and what says the same', async (change, left) => {
    await done(library.block('c1', 'reservation', { code: 8 }));
    await done(library.block('c1', 'loan', { endDate: '2026-11-01' }));
    const batch = await makeBatch(library, { selection: { copyIds: ['c1'] }, change });
    expect((await batch.run()).counts).toMatchObject({ changed: 1 });
    expect(await shortOf('c1')).toEqual(left);
  });

  it('B9: the same code and end leave the block, its reason and its source, and no line', async () => {
    await done(library.block('c1', 'reservation', { code: 8, reason: 'klein' }));
    await done(library.block('c1', 'loan', { reason: 'ter inzage' }));
    const before = await library.copy('c1');
    const lines = await library.history('c1');
    const batch = await makeBatch(library, {
      selection: { copyIds: ['c1'] },
      change: BOTH,
      reason: 'andere',
    });
    expect(await batch.outcomes()).toEqual({ c1: 'unchanged' });
    expect((await batch.run()).counts).toMatchObject({ selected: 1, changed: 0, unchanged: 1, done: 1 });
    expect(await library.copy('c1')).toEqual(before);
    expect(await library.history('c1')).toEqual(lines);
    expect(await batch.results()).toMatchObject([{ before: before.blocks, after: before.blocks }]);
  });

  it('B9, T2: a lapsed block is none: it is lifted by the night first, then the new one is set', async () => {
    await done(library.block('c1', 'loan', { endDate: '2026-10-12' }));
    library.clock.setDay('2026-10-13');
    const batch = await makeBatch(library, { selection: { copyIds: ['c1'] }, change: { loan: {} } });
    await batch.run();
    expect(await batch.results()).toMatchObject([
      { outcome: 'changed', before: [], after: [{ kind: 'loan' }] },
    ]);
    expect((await library.history('c1')).map(({ action, by }) => [action, by])).toEqual([
      ['set', 'admin'],
      ['lifted', 'nightly'],
      ['set', 'admin'],
    ]);
  });
});
