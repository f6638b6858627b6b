import { beforeEach, describe, expect, it } from 'vitest';
import { makeBatch } from '../support/batches.ts';
import { CEN, EAST, openLibrary, type Library } from '../support/library.ts';

let library: Library;
beforeEach(async () => {
  library = await openLibrary();
  for (const copyId of ['c1', 'c2', 'c3']) await library.addCopy(copyId, { collection: 'SINT' });
  await library.addCopy('e1', { collection: 'SINT', branchId: EAST });
  await library.addCopy('k1', { collection: 'KERST' });
});

const SINT = { collection: 'SINT', branchId: CEN };
const BLOCK = { reservation: { code: 8 }, loan: {} };

describe('M3: a batch is previewed, run, and undone', () => {
  it('sets both blocks on a collection of a branch and puts everything back', async () => {
    await library.block('c2', 'reservation', { code: 8, reason: 'by hand' });
    await library.block('c3', 'loan', { endDate: '2026-11-01' });
    const batch = await makeBatch(library, { selection: SINT, change: BLOCK, reason: 'Sint' });
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
});
