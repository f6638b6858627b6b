import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isGoingOn } from '../../lib/domain/batch-state.ts';
import { API_TODAY } from '../../testing/api/test-api.ts';
import { batchesIn } from '../../testing/concurrency/batch-picture.ts';
import { everythingIn, type Item } from '../../testing/database/empty-table.ts';
import { pausedWorker, type PausedWorker } from '../../testing/concurrency/paused-worker.ts';
import { violationsIn } from '../../testing/invariants/invariants.ts';
import { done, openLibrary, type Library } from '../../testing/api/small-library.ts';
import { runs } from '../../testing/sampling.ts';

const COPIES = ['x1', 'x2', 'x3', 'x4'];

/** Two batches that are about to run on the same copies: one lifts what the other sets. */
const prepared = await (async () => {
  const library = await openLibrary();
  const { addCopy, as, block, work, messages } = library;
  for (const copyId of COPIES) await addCopy(copyId, { collection: 'SINT' });
  await done(block('x2', 'reservation', { code: 7 }));
  await done(block('x3', 'loan'));
  const make = async (order: object) => {
    const { id = '' } = await done(as.admin.post('/api/batches', order));
    await work();
    return id;
  };
  const ids = [
    await make({ selection: { copyIds: COPIES }, change: { reservation: { code: 8 }, loan: {} } }),
    await make({ selection: { collection: 'SINT' }, change: { reservation: null, loan: null } }),
  ];
  for (const id of ids) await done(as.admin.post(`/api/batches/${id}/run`, {}));
  messages.length = 0;
  return { ids, items: await everythingIn(library) };
})();

/** The workers of a scenario, paused or let go. */
interface Scene {
  readonly library: Library;
  readonly workers: PausedWorker[];
}

interface Step {
  readonly name: string;
  readonly act: (scene: Scene) => Promise<unknown>;
}

const step = (name: string, act: Step['act']): Step => ({ name, act });
const batch = fc.constantFrom(...prepared.ids);
const short = (id: string): string => `batch ${prepared.ids.indexOf(id)}`;

/** Starts a worker on a batch, and pauses it after some requests. */
const begin = fc.record({ batch, requests: fc.nat(30) }).map((of) =>
  step(`${short(of.batch)}: a worker, held up after ${of.requests}`, async ({ library, workers }) => {
    library.messages.push({ workId: `batch.${of.batch}` });
    const worker = await pausedWorker(library);
    await worker.letThrough(of.requests);
    workers.push(worker);
  }),
);
const goOn = fc.record({ nth: fc.nat(3), requests: fc.integer({ min: 1, max: 12 }) }).map((of) =>
  step(`worker ${of.nth} goes on for ${of.requests}`, async ({ workers }) => {
    await workers[of.nth]?.letThrough(of.requests);
  }),
);
const letGo = fc
  .nat(3)
  .map((nth) => step(`worker ${nth} is let go`, async ({ workers }) => workers[nth]?.letGo()));
const expire = fc.constant(
  step('leases run out', ({ library: { clock } }) => {
    clock.set(new Date(Date.parse(clock.now()) + 21_000).toISOString());
    return Promise.resolve();
  }),
);
const verb = fc.record({ batch, verb: fc.constantFrom('run', 'cancel', 'undo', 'undo') }).map((of) =>
  step(`${short(of.batch)}: ${of.verb}`, async ({ library }) => {
    const { status } = await library.as.admin.post(`/api/batches/${of.batch}/${of.verb}`, {});
    expect([202, 409]).toContain(status);
    library.messages.length = 0;
  }),
);
const hand = fc
  .record({ copyId: fc.constantFrom(...COPIES), act: fc.constantFrom('block', 'lift') })
  .map((of) =>
    step(`${of.act} ${of.copyId} by hand`, ({ library }) =>
      of.act === 'block'
        ? library.block(of.copyId, 'reservation', { code: 7 })
        : library.lift(of.copyId, 'reservation'),
    ),
  );

const anyStep = fc.oneof(
  { weight: 4, arbitrary: begin },
  { weight: 3, arbitrary: goOn },
  { weight: 2, arbitrary: letGo },
  { weight: 3, arbitrary: expire },
  { weight: 2, arbitrary: verb },
  { weight: 3, arbitrary: hand },
);

const statusesIn = (items: readonly Item[]) => batchesIn(items).map(({ state }) => state.status);

it(
  'M3-M5, B9: whatever workers are held up, overtaken and let go, results and histories agree, and all comes to its end',
  { tags: ['search'] },
  async () => {
    const holds = fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 16 }), async (steps) => {
      const library = await openLibrary({ items: prepared.items });
      const scene: Scene = { library, workers: [] };
      const names = steps.map(({ name }) => name).join('\n');
      for (const { act } of steps) await act(scene);
      // By now the leases of the paused workers have run out.
      library.clock.set(new Date(Date.parse(library.clock.now()) + 21_000).toISOString());
      await library.work('sweep');
      const items = await everythingIn(library);
      expect(violationsIn(items, API_TODAY), names).toEqual([]);
      expect(
        batchesIn(items).filter(({ state }) => isGoingOn(state)),
        names,
      ).toEqual([]);
      await Promise.all(scene.workers.map((worker) => worker.letGo()));
      const after = await everythingIn(library);
      expect(violationsIn(after, API_TODAY), names).toEqual([]);
      expect(statusesIn(after), names).toEqual(statusesIn(items));
    });
    await fc.assert(holds, { ...runs(3, 25), endOnFailure: true });
  },
);
