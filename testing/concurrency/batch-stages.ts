/** Batches with every kind of outcome, each just before one of its phases. */
import type { Phase } from '../../lib/domain/batch.ts';
import type { Client } from '../api/test-api.ts';
import { pictureOf, type Picture } from './batch-picture.ts';
import { everythingIn, type Item } from '../database/empty-table.ts';
import { CEN, done, EAST, openLibrary, type Library } from '../api/small-library.ts';

/** A batch, and what people do before it and between its phases. */
export interface BatchScenario {
  readonly name: string;
  /** Prepares the library. Answers the order of the batch. */
  readonly open: (library: Library) => Promise<object>;
  readonly beforeRun: (library: Library) => Promise<unknown>;
  readonly beforeUndo: (library: Library) => Promise<unknown>;
  /** The client that makes and runs the batch; an admin by default. */
  readonly client?: (library: Library) => Client;
}

/** A table just before the worker starts a phase, and its content after the phase. */
export interface Stage {
  readonly phase: Phase;
  readonly id: string;
  readonly items: readonly Item[];
  readonly after: Picture;
}

/** A batch just before its preview, its run and its undo. */
export const stagesOf = async (scenario: BatchScenario): Promise<Readonly<Record<Phase, Stage>>> => {
  const library = await openLibrary();
  const client = scenario.client?.(library) ?? library.as.admin;
  const order = await scenario.open(library);
  const { id = '' } = await done(client.post('/api/batches', order));
  const stage = async (phase: Phase): Promise<Stage> => {
    const items = await everythingIn(library);
    await library.work();
    return { phase, id, items, after: pictureOf(await everythingIn(library)) };
  };
  const preview = await stage('preview');
  await scenario.beforeRun(library);
  await done(client.post(`/api/batches/${id}/run`, {}));
  const run = await stage('run');
  await scenario.beforeUndo(library);
  await done(client.post(`/api/batches/${id}/undo`, {}));
  return { preview, run, undo: await stage('undo') };
};

/** Opens the library of a stage, with a message to the worker about the batch. */
export const openStage = async (
  { items, id }: Stage,
  options: Parameters<typeof openLibrary>[0] = {},
): Promise<Library> => {
  const library = await openLibrary({ items, ...options });
  library.messages.push({ workId: `batch.${id}` });
  return library;
};

const HAND = { reason: 'by hand' };

/** Sets both kinds on a list of barcodes, as staff of one branch. */
export const SETTING: BatchScenario = {
  name: 'sets both kinds on a list',
  client: ({ staff }) => staff,
  open: async ({ addCopy, addPatron, block, reserve }) => {
    const copyIds = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'];
    for (const copyId of copyIds) await addCopy(copyId);
    await addCopy('e1', { branchId: EAST });
    await addPatron('own');
    await done(block('a2', 'reservation', { code: 8, ...HAND }));
    await done(block('a3', 'reservation', { code: 7, ...HAND }));
    await done(block('a3', 'loan', { endDate: '2026-11-01', ...HAND }));
    await done(block('a4', 'reservation', { code: 8, ...HAND }));
    await done(block('a4', 'loan', HAND));
    await done(reserve('own', { copyId: 'a5' }));
    return {
      selection: { copyIds: [...copyIds, 'e1', 'nobody'] },
      change: { reservation: { code: 8 }, loan: {} },
      reason: 'Sint',
    };
  },
  beforeRun: ({ block }) => done(block('a6', 'reservation', { code: 7 })),
  beforeUndo: ({ block }) => done(block('a7', 'loan', { endDate: '2026-11-01' })),
};

/** Lifts all blocks of a collection, including those of its standing rule. */
export const LIFTING: BatchScenario = {
  name: 'lifts all blocks of a collection, the standing rule’s too',
  open: async ({ addActivity, addCopy, as, block, lift, work }) => {
    await done(as.admin.put('/api/collections/SINT/rule', { code: 7 }));
    await work();
    for (const copyId of ['b1', 'b2', 'b3', 'b4', 'b5']) await addCopy(copyId, { collection: 'SINT' });
    await addCopy('b6');
    const activityId = await addActivity();
    await done(block('b2', 'reservation', { code: 8, ...HAND }));
    await done(block('b2', 'loan', { endDate: '2026-11-01' }));
    await done(block('b3', 'reservation', { code: 8, activityId }));
    await done(as.admin.delete('/api/copies/b4/blocks/reservation?rule=true'));
    await done(block('b4', 'loan'));
    await done(lift('b4', 'loan'));
    return {
      selection: { collection: 'SINT' },
      change: { reservation: null, loan: null },
      includeRuled: true,
    };
  },
  beforeRun: async ({ addCopy }) => {
    await addCopy('b5', { collection: 'KERST' });
    await addCopy('b6', { collection: 'SINT' });
  },
  beforeUndo: ({ block }) => done(block('b2', 'loan')),
};

/** Changes the blocks of an activity on the copies that carry one. */
export const FOR_ACTIVITY: BatchScenario = {
  name: 'sets one kind and lifts the other for an activity',
  open: async ({ addActivity, addCopy, block }) => {
    for (const copyId of ['d1', 'd2', 'd3', 'd4', 'd5', 'd6']) await addCopy(copyId, { branchId: CEN });
    const activityId = await addActivity();
    for (const copyId of ['d1', 'd5', 'd6'])
      await done(block(copyId, 'reservation', { code: 8, activityId }));
    await done(block('d2', 'reservation', { code: 7, activityId }));
    await done(block('d3', 'loan', { activityId }));
    await done(block('d3', 'reservation', { code: 8 }));
    await done(block('d4', 'loan', { endDate: '2026-11-01', activityId }));
    return { selection: { activityId }, change: { reservation: { code: 7 }, loan: null }, activityId };
  },
  beforeRun: (library) => liftOfActivity(library, 'd5'),
  beforeUndo: (library) => liftOfActivity(library, 'd6'),
};

const liftOfActivity = async ({ as, copy }: Library, copyId: string) => {
  const id = String((await copy(copyId)).blocks?.[0]?.activityId);
  await done(as.admin.delete(`/api/copies/${copyId}/blocks/reservation?activityId=${id}`));
};
