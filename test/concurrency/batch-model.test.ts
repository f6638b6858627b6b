import fc from 'fast-check';
import { expect, it } from 'vitest';
import { API_TODAY } from '../../testing/api/test-api.ts';
import { everythingIn, type Item } from '../../testing/database/empty-table.ts';
import { faulty } from '../../testing/concurrency/faults.ts';
import { CEN, done, EAST, openLibrary } from '../../testing/api/small-library.ts';
import { runs } from '../../testing/sampling.ts';
import { libraryCommands, type Real } from './batch-commands.ts';
import { BatchModel } from './batch-model.ts';
import { batchCommands, work } from './batch-verbs.ts';

const anyCommand = fc.oneof(...libraryCommands, ...batchCommands);

/** A library with a few copies, most of them blocked by a standing rule, and two activities. */
const opened = async () => {
  const library = await openLibrary();
  await library.addCopy('k1', { collection: 'SINT' });
  await done(library.as.admin.put('/api/collections/SINT/rule', { code: 7 }));
  await library.addCopy('k2', { collection: 'SINT' });
  await library.addCopy('e1', { collection: 'SINT', branchId: EAST });
  const activityIds = [
    await library.addActivity({ branchIds: [CEN, EAST] }),
    await library.addActivity({ name: 'Sint', branchIds: [CEN, EAST] }),
  ];
  return { items: await everythingIn(library), activityIds };
};

const modelOf = (activityIds: readonly string[]): BatchModel => {
  const model = new BatchModel(activityIds);
  model.putCopy('k1', CEN, 'SINT');
  model.setRule({ collection: 'SINT', branchId: undefined, code: 7, activityId: undefined });
  model.putCopy('k2', CEN, 'SINT');
  model.putCopy('e1', EAST, 'SINT');
  return model;
};

const flaggedIn = (items: readonly Item[]): readonly string[] =>
  items.flatMap(({ flag }) => {
    const { kind, copyId: id } = (flag ?? {}) as { kind?: string; copyId?: string };
    return kind === 'rule-not-applied' && id !== undefined ? [id] : [];
  });

it(
  'M1-M5, B1, B9, C1-C3: whatever is done with copies, rules and batches, they are as a plain model has them',
  { tags: ['search'] },
  async () => {
    const { items, activityIds } = await opened();
    const holds = fc.asyncProperty(
      fc.array(anyCommand, { minLength: 16, maxLength: 26 }),
      async (commands) => {
        const faults = faulty();
        const library = await openLibrary({ items, hook: faults.hook });
        const real: Real = { library, faults, batchIds: [] };
        const model = modelOf(activityIds);
        await fc.asyncModelRun(() => ({ model, real }), commands);
        await work(model, real, 0);
        await library.night(`${API_TODAY}T01:30:00.000Z`);
        expect([...flaggedIn(await everythingIn(library))].sort()).toEqual([...model.lacking()].sort());
      },
    );
    await fc.assert(holds, { ...runs(3, 25), endOnFailure: true });
  },
);
