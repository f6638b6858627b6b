import { beforeAll, describe, it } from 'vitest';
import type { Answered, TestApi } from '../../testing/api/test-api.ts';
import { expectSerializable, workAt, type ApiAction } from '../../testing/concurrency/serializable.ts';
import { everythingIn } from '../../testing/database/empty-table.ts';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../testing/api/small-library.ts';

const COPIES = ['c1', 'c2', 'c3'];
const ORDERS = 10;

interface Case {
  readonly name: string;
  /** Prepares the library before the preview. */
  readonly given?: (library: Library, activityId: string) => Promise<unknown>;
  /** The order of the batch, if it differs from setting both kinds on a collection. */
  readonly order?: (activityId: string) => object;
  /** Changes `c2`. */
  readonly act: (api: TestApi, activityId: string) => Promise<Answered>;
}

const put = (path: string, body: object) => (api: TestApi) => api.as.admin.put(`/api/copies/c2${path}`, body);
const post = (path: string, body: object) => (api: TestApi) => api.as.admin.post(`/api/${path}`, body);
const remove = (path: string) => (api: TestApi) => api.as.admin.delete(`/api/copies/c2/blocks/${path}`);
const feed = (body: object) => (api: TestApi) =>
  api.as.feed.put('/api/copies/c2', { titleId: TITLE, branchId: CEN, collection: 'SINT', ...body });

const blocked = async ({ block }: Library) => {
  for (const copyId of COPIES) {
    await done(block(copyId, 'reservation', { code: 8 }));
    await done(block(copyId, 'loan', { endDate: '2026-11-01' }));
  }
};
const blockedFor = async ({ block }: Library, activityId: string) => {
  for (const copyId of COPIES) await done(block(copyId, 'reservation', { code: 8, activityId }));
};
const LIFT = () => ({ change: { reservation: null, loan: null } });
const FOR_ACTIVITY = (activityId: string) => ({ change: { loan: {} }, activityId });

const CASES: readonly Case[] = [
  { name: 'sets a block of one kind', act: put('/blocks/reservation', { code: 7 }) },
  { name: 'sets the same block', act: put('/blocks/reservation', { code: 8 }) },
  {
    name: 'sets a block of an activity, another slot',
    act: (api, activityId) => put('/blocks/reservation', { code: 7, activityId })(api),
  },
  { name: 'lifts a block that it changes', given: blocked, act: remove('loan') },
  { name: 'lifts a block that it leaves', given: blocked, act: remove('reservation') },
  { name: 'lifts a block that it lifts', given: blocked, order: LIFT, act: remove('loan') },
  { name: 'changes a block that it lifts', given: blocked, order: LIFT, act: put('/blocks/loan', {}) },
  {
    name: 'reserves the copy',
    act: post('reservations', { copyId: 'c2', patronId: 'own', pickupBranchId: CEN }),
  },
  {
    name: 'reserves the title',
    given: blocked,
    order: LIFT,
    act: post('reservations', { titleId: TITLE, patronId: 'own', pickupBranchId: CEN }),
  },
  { name: 'borrows the copy', act: post('loans', { copyId: 'c2', patronId: 'own', branchId: CEN }) },
  {
    name: 'brings the copy back, for which somebody waits',
    given: async ({ checkOut, reserve }) => {
      await done(checkOut('c2', 'own'));
      await done(reserve('other', { copyId: 'c2' }));
    },
    act: post('check-ins', { copyId: 'c2', branchId: CEN }),
  },
  { name: 'moves the copy to another collection', act: feed({ collection: 'KERST' }) },
  { name: 'moves the copy to another branch', act: feed({ branchId: EAST }) },
  { name: 'gives the copy another shelfmark', act: feed({ shelfmark: 'A' }) },
  {
    name: 'closes the activity that it sets blocks for',
    given: blockedFor,
    order: FOR_ACTIVITY,
    act: (api, activityId) => api.as.admin.post(`/api/activities/${activityId}/close`, {}),
  },
  {
    name: 'lifts the block by which an activity knows the copy',
    given: blockedFor,
    order: (activityId) => ({ ...FOR_ACTIVITY(activityId), selection: { activityId } }),
    act: (api, activityId) => remove(`reservation?activityId=${activityId}`)(api),
  },
];

/**
 * A batch just before its run and just before its undo, and the two actions that happen at once.
 */
const prepared = async ({ given, order, act }: Case) => {
  const library = await openLibrary();
  for (const copyId of COPIES) await library.addCopy(copyId, { collection: 'SINT' });
  for (const patronId of ['own', 'other']) await library.addPatron(patronId);
  const activityId = await library.addActivity();
  await given?.(library, activityId);
  const { admin } = library.as;
  const change = { reservation: { code: 8 }, loan: {} };
  const selection = { collection: 'SINT', branchId: CEN };
  const { id = '' } = await done(admin.post('/api/batches', { selection, change, ...order?.(activityId) }));
  const itemsAsked = async (verb: 'run' | 'undo') => {
    await library.work();
    await done(admin.post(`/api/batches/${id}/${verb}`, {}));
    return everythingIn(library);
  };
  const byPerson: ApiAction = (api) => act(api, activityId);
  return {
    run: await itemsAsked('run'),
    undo: await itemsAsked('undo'),
    actions: [workAt(id), byPerson] as const,
  };
};

describe.each(CASES)('M3, M5, B9: a batch, and at the same moment somebody who $name', (one) => {
  let before: Awaited<ReturnType<typeof prepared>>;
  beforeAll(async () => {
    before = await prepared(one);
  });
  it.each(['run', 'undo'] as const)('at one of its copies, in a %s', { tags: ['search'] }, async (verb) => {
    await expectSerializable(before[verb], before.actions, { orders: ORDERS, few: 1 });
  });
});
