// Long: every test pauses or doubles a worker on the same stages, recorded once for them all.
import { describe, expect, it } from 'vitest';
import type { RequestContext } from '../../lib/usecases/core/request-context.ts';
import { processBatch } from '../../lib/usecases/batches/process-batch.ts';
import { startApi, API_TODAY } from '../../testing/api/test-api.ts';
import { batchesIn, outcomesIn, pictureOf } from '../../testing/concurrency/batch-picture.ts';
import { LIFTING, openStage, SETTING, stagesOf, type Stage } from '../../testing/concurrency/batch-stages.ts';
import { batchOf } from '../../testing/api/batches.ts';
import { everythingIn, type Item } from '../../testing/database/empty-table.ts';
import { AFTER_A_LEASE } from '../../testing/concurrency/every-fault.ts';
import {
  pausedWorker,
  requestsOfWorker,
  workerPausedBefore,
} from '../../testing/concurrency/paused-worker.ts';
import { violationsIn } from '../../testing/invariants/invariants.ts';
import { done, type Library } from '../../testing/api/small-library.ts';
import { isWrite, type Request } from '../../testing/database/dynamodb-hooks.ts';
import { sampled } from '../../testing/sampling.ts';

const stages = await stagesOf(SETTING);
/** These copies are spread over many chunks. */
const inChunks = await stagesOf(LIFTING);

const messageFor = ({ id }: Stage) => ({ workId: `batch.${id}` });

/** Lets the lease of the current worker run out, and another worker take over. */
const takeOver = async (library: Library, stage: Stage): Promise<void> => {
  library.clock.set(AFTER_A_LEASE);
  library.messages.push(messageFor(stage));
  await library.work();
};

/** The items without the guards, which name the worker that may change copies. */
const butGuards = (items: readonly Item[]): readonly Item[] =>
  items.filter(({ sk }) => !sk.startsWith('GUARD#')).sort((a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1));

/**
 * Runs a test for a worker that is paused before its first request, its second, and so on to its
 * last, or before a sample of them.
 */
const pausedEverywhere = async (
  stage: Stage,
  test: (library: Library, worker: Awaited<ReturnType<typeof pausedWorker>>, at: string) => Promise<void>,
): Promise<void> => {
  const most = await requestsOfWorker(await openStage(stage));
  expect(most).toBeGreaterThan(8);
  for (const requests of sampled([...Array(most).keys()], 3)) {
    const library = await openStage(stage);
    const worker = await pausedWorker(library);
    expect(await worker.letThrough(requests)).toBe(true);
    await test(library, worker, `${stage.phase}, held up after ${requests} requests`);
    await worker.letGo();
  }
};

describe('M3: a worker that is held up until long after its lease', () => {
  it.each(['preview', 'run', 'undo'] as const)(
    'in a %s: another one finishes, and the first changes nothing any more',
    { tags: ['search'] },
    async (phase) => {
      const stage = stages[phase];
      await pausedEverywhere(stage, async (library, worker, at) => {
        await takeOver(library, stage);
        const before = await everythingIn(library);
        expect(pictureOf(before), at).toEqual(stage.after);
        await worker.letGo();
        const after = await everythingIn(library);
        expect(butGuards(after), at).toEqual(butGuards(before));
        expect(violationsIn(after, API_TODAY), at).toEqual([]);
      });
    },
  );

  it(
    'M5: in a run: another one finishes, the batch is undone, and the first changes nothing any more',
    { tags: ['search'] },
    async () => {
      await pausedEverywhere(stages.run, async (library, worker, at) => {
        await takeOver(library, stages.run);
        await SETTING.beforeUndo(library);
        await batchOf(library, stages.run.id, library.staff).undo();
        const before = await everythingIn(library);
        expect(pictureOf(before), at).toEqual(stages.undo.after);
        await worker.letGo();
        const after = await everythingIn(library);
        expect(butGuards(after), at).toEqual(butGuards(before));
      });
    },
  );

  it(
    'M5: in a run: another one finishes, and the first is let go in the middle of the undo',
    { tags: ['search'] },
    async () => {
      let requests = 0;
      await pausedEverywhere(stages.run, async (library, worker, at) => {
        await takeOver(library, stages.run);
        await SETTING.beforeUndo(library);
        await done(library.staff.post(`/api/batches/${stages.run.id}/undo`, {}));
        const undoing = await pausedWorker(library);
        requests = (requests + 5) % 16;
        await undoing.letThrough(requests);
        await worker.letGo();
        await undoing.letGo();
        await takeOver(library, stages.run);
        const items = await everythingIn(library);
        expect(pictureOf(items), `${at}, the undo after ${requests}`).toEqual(stages.undo.after);
        expect(violationsIn(items, API_TODAY), `${at}, the undo after ${requests}`).toEqual([]);
      });
    },
  );
});

/** Whether this is the write that records a chunk. */
const isRecord = (request: Request): boolean =>
  isWrite(request) && JSON.stringify(request.input).includes('"sk":"run#');

describe('M3, M4: two workers at one chunk, and people between them', () => {
  it('M4: the one that was overtaken does not record what it saw', async () => {
    const library = await openStage(stages.run);
    // The first worker finds that a6 was blocked by hand after the preview.
    const first = await workerPausedBefore(library, isRecord);
    await done(library.lift('a6', 'reservation'));
    library.clock.set(AFTER_A_LEASE);
    library.messages.push(messageFor(stages.run));
    // The second worker finds a6 as the preview saw it, and blocks it.
    const second = await workerPausedBefore(library, isRecord);
    await first.letGo();
    await second.letGo();
    const items = await everythingIn(library);
    expect(violationsIn(items, API_TODAY)).toEqual([]);
    expect(outcomesIn(pictureOf(items), stages.run.id, 'run')).toMatchObject({ a6: 'changed' });
  });

  it(
    'what the results say is what the histories say, wherever the two are held up',
    { tags: ['search'] },
    async () => {
      const wrong: string[] = [];
      let second = 0;
      await pausedEverywhere(stages.run, async (library, worker, at) => {
        await done(library.lift('a6', 'reservation'));
        library.clock.set(AFTER_A_LEASE);
        library.messages.push(messageFor(stages.run));
        const other = await pausedWorker(library);
        // Mostly near the end of the chunk, where both workers have decided what they will record.
        second = 10 + ((second + 1) % 7);
        await other.letThrough(second);
        await worker.letGo();
        await other.letGo();
        library.clock.set('2026-10-12T08:02:00.000Z');
        await library.work('sweep');
        const items = await everythingIn(library);
        expect(batchesIn(items)[0]?.state.status).toBe('done');
        wrong.push(
          ...violationsIn(items, API_TODAY).map((one) => `${at}, the other after ${second}: ${one}`),
        );
      });
      expect(wrong).toEqual([]);
    },
  );
});

describe('M3: several workers at one batch at the same moment', () => {
  /** The table is as after one worker that met no trouble. */
  const hasEnded = async (library: Library, stage: Stage): Promise<void> => {
    const items = await everythingIn(library);
    expect(pictureOf(items)).toEqual(stage.after);
    expect(violationsIn(items, API_TODAY)).toEqual([]);
  };

  /** A worker that ignores leases. */
  const contextOf = async (library: Library, nth: number): Promise<RequestContext> => {
    const { table, services } = await startApi({ beside: library });
    const caller = { sub: 'worker', role: 'admin' as const, branchIds: [] };
    const { settings } = services;
    return {
      table,
      settings,
      caller,
      now: library.clock.now(),
      today: API_TODAY,
      requestId: `worker-${nth}`,
    };
  };

  it.each(['preview', 'run', 'undo'] as const)(
    'in a %s: told twice, one of them does it, the other leaves it to that one',
    async (phase) => {
      const stage = stages[phase];
      const library = await openStage(stage);
      const other = await startApi({ beside: library });
      library.messages.push(messageFor(stage));
      await Promise.all([library.work(), other.work()]);
      await hasEnded(library, stage);
    },
  );

  it.each(['preview', 'run', 'undo'] as const)(
    'in a %s: two that mind no lease end it together, each copy once',
    { timeout: 60_000 },
    async (phase) => {
      const stage = stages[phase];
      for (let round = 0; round < 2; round++) {
        const library = await openStage(stage);
        const contexts = await Promise.all([0, 1].map((nth) => contextOf(library, nth)));
        const work = { kind: 'batch' as const, batchId: stage.id, version: versionIn(stage) };
        const goOn = async (context: RequestContext) => {
          for (let end = 'more'; end === 'more';) end = await processBatch(context, work, () => false);
        };
        await Promise.all(contexts.map(goOn));
        await hasEnded(library, stage);
      }
    },
  );

  it.each(['preview', 'run', 'undo'] as const)(
    'in a %s: turns that are over at once do a chunk each, and end it together',
    { timeout: 60_000 },
    async (phase) => {
      const stage = inChunks[phase];
      const library = await openStage(stage);
      const work = { kind: 'batch' as const, batchId: stage.id, version: versionIn(stage) };
      let turns = 0;
      for (let end = 'more'; end === 'more'; turns++)
        end = await processBatch(await contextOf(library, turns), work, () => true);
      expect(turns).toBeGreaterThan(3);
      await hasEnded(library, stage);
    },
  );

  const versionIn = ({ items }: Stage): number => batchesIn(items)[0]?.state.version ?? 0;
});

describe('M3: a worker of the preview that is held up until the batch runs', () => {
  it('does not try for ever to end a run that it was not told of', { timeout: 60_000 }, async () => {
    const library = await openStage(stages.preview);
    const worker = await pausedWorker(library, () => {
      if (++answers > MOST_ANSWERS) throw new Error('It goes on and on.');
    });
    let answers = 0;
    const MOST_ANSWERS = 300;
    // It has read the work of the preview, and has not taken the guards yet.
    await worker.letThrough(2);
    await takeOver(library, stages.preview);
    await done(library.staff.post(`/api/batches/${stages.run.id}/run`, {}));
    const [message] = library.messages.splice(0);
    await worker.letGo();
    expect(answers).toBeLessThan(MOST_ANSWERS);
    library.messages.push(...(message ? [message] : []));
    await library.work();
    const items = await everythingIn(library);
    expect(batchesIn(items)[0]?.state.status).toBe('done');
    expect(violationsIn(items, API_TODAY)).toEqual([]);
  });
});
