import { describe, expect, it } from 'vitest';
import { API_TODAY } from '../../testing/api/test-api.ts';
import { batchesIn, copiesIn, pictureOf, type StoredBatch } from '../../testing/concurrency/batch-picture.ts';
import { LIFTING, openStage, stagesOf, type Stage } from '../../testing/concurrency/batch-stages.ts';
import { batchOf, type TestBatch } from '../../testing/api/batches.ts';
import { everythingIn, type Item } from '../../testing/database/empty-table.ts';
import { AFTER_A_LEASE } from '../../testing/concurrency/every-fault.ts';
import { atEachCall, faulty, type Fault } from '../../testing/concurrency/faults.ts';
import { pausedWorker, requestsOfWorker } from '../../testing/concurrency/paused-worker.ts';
import { violationsIn } from '../../testing/invariants/invariants.ts';
import type { Library } from '../../testing/api/small-library.ts';
import { sampled } from '../../testing/sampling.ts';
import { isWrite, type Request } from '../../testing/database/dynamodb-hooks.ts';

/** These copies are spread over many chunks. */
const stages = await stagesOf(LIFTING);

const batchIn = (items: readonly Item[]): StoredBatch => {
  const [batch] = batchesIn(items);
  if (!batch) throw new Error('There is no batch.');
  return batch;
};

const cancelled = (library: Library, { id }: Stage) => library.as.admin.post(`/api/batches/${id}/cancel`, {});

/** Records the writes of a worker to copies after the batch is cancelled. */
const watch = () => {
  const late: string[] = [];
  let isCancelled = false;
  const after = (request: Request) => {
    if (!isWrite(request)) return;
    const text = JSON.stringify(request.input);
    if (isCancelled && text.includes('"COPY#')) late.push(text);
    isCancelled ||= text.includes('"status":"cancelled"');
  };
  return { late, after };
};

const blocksIn = (items: readonly Item[]) =>
  Object.fromEntries(Object.entries(pictureOf(items).copies).map(([id, { blocks }]) => [id, blocks]));

/** The undo of a cancelled batch restores every block that there was before the run. */
const undoesAll = async (library: Library, batch: TestBatch, { items }: Stage, at: string) => {
  await batch.undo();
  const now = await everythingIn(library);
  expect(batchIn(now).state.status, at).toBe('undone');
  expect(blocksIn(now), at).toEqual(blocksIn(items));
  expect(violationsIn(now, API_TODAY), at).toEqual([]);
};

describe('M3: a batch that is cancelled', () => {
  it.each(['preview', 'run'] as const)(
    'at any point of a %s: stops within a chunk, keeps what is done, and writes nothing after that',
    { tags: ['search'] },
    async (phase) => {
      const stage = stages[phase];
      const most = await requestsOfWorker(await openStage(stage));
      expect(most).toBeGreaterThan(8);
      for (const [nth, requests] of sampled([...Array(most + 1).keys()], 4).entries()) {
        const at = `${phase}, cancelled after ${requests} requests`;
        const library = await openStage(stage);
        const { late, after } = watch();
        const worker = await pausedWorker(library, after);
        const goesOn = await worker.letThrough(requests);
        const { progress } = batchIn(await everythingIn(library));
        const { status } = await cancelled(library, stage);
        expect(await worker.letGo(), at).toBe(false);
        const items = await everythingIn(library);
        const { state, chunks } = batchIn(items);
        expect(violationsIn(items, API_TODAY), at).toEqual([]);
        if (status === 409 || (!goesOn && phase === 'preview')) {
          // Cancelling comes too late only near the end.
          expect(requests, at).toBeGreaterThan(8);
          continue;
        }
        expect([state.status, state.cancelled], at).toEqual(['cancelled', undefined]);
        expect(chunks[phase].length, at).toBeLessThanOrEqual(progress.chunk + 1);
        expect(late, at).toEqual([]);
        const batch = batchOf(library, stage.id, library.as.admin);
        if (phase === 'run' && nth % 3 === 0) await undoesAll(library, batch, stage, at);
      }
    },
  );

  it.each<Fault>(['crash before', 'crash after'])(
    'and whose worker dies at any of its calls, %s: ends as cancelled all the same',
    { tags: ['search'] },
    async (fault) => {
      const stage = stages.run;
      await atEachCall(4, async (nth) => {
        const at = `${fault} at call ${nth}`;
        const faults = faulty();
        const library = await openStage(stage, { hook: faults.hook });
        faults.fail(nth, fault);
        await library.work().catch(() => undefined);
        const calls = faults.mend();
        if ((await cancelled(library, stage)).status === 409) {
          expect(calls).toBeLessThanOrEqual(nth);
          return calls;
        }
        library.clock.set(AFTER_A_LEASE);
        await library.work('sweep');
        const items = await everythingIn(library);
        expect(batchIn(items).state.status, at).toBe('cancelled');
        expect(violationsIn(items, API_TODAY), at).toEqual([]);
        return calls;
      });
    },
  );

  it('while nothing works at it: at once, and the worker that comes later leaves it alone', async () => {
    const library = await openStage(stages.run);
    library.messages.length = 0;
    const before = copiesIn(await everythingIn(library));
    expect((await cancelled(library, stages.run)).status).toBe(202);
    await library.work('sweep');
    const items = await everythingIn(library);
    expect(batchIn(items).state).toMatchObject({ status: 'cancelled', counts: { changed: 0 } });
    expect(copiesIn(items)).toEqual(before);
    expect(violationsIn(items, API_TODAY)).toEqual([]);
  });
});
