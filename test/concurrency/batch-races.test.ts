import { describe, it } from 'vitest';
import { expectSerializable, workAt } from '../../testing/concurrency/serializable.ts';
import { everythingIn } from '../../testing/database/empty-table.ts';
import { done, openLibrary, type Library } from '../../testing/api/small-library.ts';

const COPIES = ['x1', 'x2', 'x3', 'x4', 'x5', 'x6'];
const ORDERS = 20;

/**
 * Copies in every state that a batch may find: no block, either code, a loan block with and without
 * an end, a reservation.
 */
const opened = async (): Promise<Library> => {
  const library = await openLibrary();
  const { addCopy, addPatron, block, reserve } = library;
  for (const copyId of COPIES) await addCopy(copyId, { collection: 'SINT' });
  await addPatron('own');
  await done(block('x2', 'reservation', { code: 8 }));
  await done(block('x3', 'reservation', { code: 7 }));
  await done(block('x4', 'loan', { endDate: '2026-11-01' }));
  await done(block('x5', 'loan'));
  await done(block('x5', 'reservation', { code: 8 }));
  await done(reserve('own', { copyId: 'x6' }));
  return library;
};

const LIST = { copyIds: COPIES };
const SET_8 = { reservation: { code: 8 }, loan: {} };
const SET_7 = { reservation: { code: 7 } };
const LIFT = { reservation: null, loan: null };

/** A batch that has been previewed. */
const make = async ({ as, work }: Library, order: object): Promise<string> => {
  const { id = '' } = await done(as.admin.post('/api/batches', { selection: LIST, ...order }));
  await work();
  return id;
};
/** Asks for a phase, and discards the message to the worker. */
const ask = async ({ as, messages }: Library, id: string, verb: 'run' | 'undo') => {
  await done(as.admin.post(`/api/batches/${id}/${verb}`, {}));
  messages.length = 0;
};

describe('M3, M4: two batches on the same copies at the same moment', () => {
  it.each([
    ['set 8 and set 7', SET_8, SET_7],
    ['set and lift', SET_8, LIFT],
    ['lift and set', LIFT, SET_7],
    ['two that set the same', SET_8, SET_8],
  ])('%s', { tags: ['search'] }, async (_, one, other) => {
    const library = await opened();
    const ids = [await make(library, { change: one }), await make(library, { change: other })] as const;
    for (const id of ids) await ask(library, id, 'run');
    await expectSerializable(await everythingIn(library), [workAt(ids[0]), workAt(ids[1])], {
      orders: ORDERS,
      few: 2,
    });
  });

  it.each([
    ['sets', SET_7],
    ['lifts', LIFT],
  ])('M5: the undo of one, and the run of another that %s', { tags: ['search'] }, async (_, change) => {
    const library = await opened();
    const undone = await make(library, { change: SET_8 });
    await ask(library, undone, 'run');
    await library.work('sweep');
    const run = await make(library, { change });
    await ask(library, undone, 'undo');
    await ask(library, run, 'run');
    await expectSerializable(await everythingIn(library), [workAt(undone), workAt(run)], {
      orders: ORDERS,
      few: 1,
    });
  });

  it('for an activity: one sets what the other lifts', { tags: ['search'] }, async () => {
    const library = await opened();
    const activityId = await library.addActivity();
    for (const copyId of ['x1', 'x2', 'x3']) await done(library.block(copyId, 'loan', { activityId }));
    const lifts = await make(library, { change: { loan: null }, activityId });
    const sets = await make(library, { change: { loan: {}, reservation: { code: 7 } }, activityId });
    for (const id of [lifts, sets]) await ask(library, id, 'run');
    await expectSerializable(await everythingIn(library), [workAt(lifts), workAt(sets)], {
      orders: ORDERS,
      few: 1,
    });
  });
});
