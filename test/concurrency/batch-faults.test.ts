import { beforeAll, describe, expect, it } from 'vitest';
import type { Phase } from '../../lib/domain/batch.ts';
import { API_TODAY } from '../../testing/api/test-api.ts';
import { copiesIn, outcomesIn, pictureOf } from '../../testing/concurrency/batch-picture.ts';
import { openStage, SETTING, stagesOf, type Stage } from '../../testing/concurrency/batch-stages.ts';
import { batchOf } from '../../testing/api/batches.ts';
import { codes } from '../../testing/api/response-body.ts';
import { everythingIn, type Item } from '../../testing/database/empty-table.ts';
import { everyFault } from '../../testing/concurrency/every-fault.ts';
import { violationsIn } from '../../testing/invariants/invariants.ts';
import { isWrite, type RequestHook } from '../../testing/database/dynamodb-hooks.ts';

let stages: Readonly<Record<Phase, Stage>>;
beforeAll(async () => {
  stages = await stagesOf(SETTING);
});

describe('the batch that the faults are put into', () => {
  it('has every outcome (M4)', () => {
    const { preview, run, undo } = stages;
    expect(outcomesIn(preview.after, preview.id, 'preview')).toEqual({
      a1: 'will-change',
      a2: 'will-change',
      a3: 'will-change',
      a4: 'unchanged',
      a5: 'will-change',
      a6: 'will-change',
      a7: 'will-change',
      e1: 'refused other-branch',
      nobody: 'refused unknown-copy',
    });
    expect(outcomesIn(run.after, run.id, 'run')).toEqual({
      a1: 'changed',
      a2: 'changed',
      a3: 'changed',
      a4: 'unchanged',
      a5: 'changed',
      a6: 'refused changed-since',
      a7: 'changed',
      e1: 'refused other-branch',
      nobody: 'refused unknown-copy',
    });
    expect(run.after.batches[run.id]).toMatchObject({
      counts: { selected: 9, changed: 5, unchanged: 1, refused: 3, failed: 0 },
      affectedReservations: 1,
    });
    expect(outcomesIn(undo.after, undo.id, 'undo')).toEqual({
      a1: 'changed',
      a2: 'changed',
      a3: 'changed',
      a5: 'changed',
      a7: 'refused changed-since',
    });
  });
});

describe('M3, M5: a fault at any call of a worker, and the batch goes on', () => {
  everyFault(() => stages);
});

/** The batch of a stage after its worker has failed to write one of its copies. */
const failedBatch = async (stage: Stage, copyId: string) => {
  const hook: RequestHook = {};
  const library = await openStage(stage, { hook });
  hook.before = (request) => {
    if (isWrite(request) && JSON.stringify(request.input).includes(`"COPY#${copyId}"`)) throw new Error('no');
  };
  await expect(library.work()).rejects.toThrow('The worker failed');
  const mend = () => {
    hook.before = undefined;
  };
  return { library, batch: batchOf(library, stage.id, library.staff), mend };
};

describe('a batch with which something goes wrong time after time', () => {
  it.each(['run', 'undo'] as const)(
    'M3: %s: has failed, says so, and goes on where it was when it is asked again',
    async (phase) => {
      const stage = stages[phase];
      const { library, batch, mend } = await failedBatch(stage, 'a3');
      expect(await batch.show()).toMatchObject({ status: 'failed', failure: 'internal' });
      expect(violationsIn(await everythingIn(library), API_TODAY)).toEqual([]);
      mend();
      await batch[phase]();
      expect(pictureOf(await everythingIn(library))).toEqual(stage.after);
    },
  );

  it('M5: a run that failed is undone once it has told all it has changed, of the chunk in hand too', async () => {
    const { library, batch, mend } = await failedBatch(stages.run, 'a3');
    const { status, body } = await library.staff.post(`/api/batches/${batch.id}/undo`, {});
    expect([status, codes(body)]).toEqual([409, ['batch-status']]);
    mend();
    await batch.run();
    await batch.undo();
    const items = await everythingIn(library);
    expect(blocksIn(items)).toEqual(blocksIn(stages.run.items));
    expect(violationsIn(items, API_TODAY)).toEqual([]);
  });

  it('M3, M5: a run that goes on failing is cancelled, tells what it has changed, and is undone', async () => {
    const { library, batch } = await failedBatch(stages.run, 'a3');
    const before = blocksIn(await everythingIn(library));
    expect(await batch.cancel()).toMatchObject({ status: 'cancelled' });
    const items = await everythingIn(library);
    expect(blocksIn(items)).toEqual(before);
    expect(violationsIn(items, API_TODAY)).toEqual([]);
    const outcomes = await batch.outcomes();
    expect(Object.values(outcomes).every((outcome) => outcome === 'changed')).toBe(true);
    expect(await batch.undo()).toMatchObject({ status: 'undone' });
    expect(blocksIn(await everythingIn(library))).toEqual(blocksIn(stages.run.items));
  });
});

const blocksIn = (items: readonly Item[]) => copiesIn(items).map(({ copyId, blocks }) => [copyId, blocks]);
