import { expect, it } from 'vitest';
import { startApi, API_TODAY, type TestApi } from '../../testing/api/test-api.ts';
import { codes } from '../../testing/api/response-body.ts';
import { checkAfterEach } from '../../testing/invariants/after-each.ts';
import { done, openLibrary } from '../../testing/api/small-library.ts';
import {
  activitiesOfRuns,
  everyOrder,
  type ConcurrentAction,
  type Given,
  type Pair,
} from '../../testing/concurrency/concurrent-pairs.ts';
import { isWrite, type RequestHook } from '../../testing/database/dynamodb-hooks.ts';

const library = await openLibrary();
const { as, block, checkOut, copy, activity, history } = library;

checkAfterEach(() => library);

const { idOf, addActivity, closeActivity } = activitiesOfRuns();

const isBlocked: Given = async (at, id) => {
  await addActivity(at, id);
  await done(block(id, 'reservation', { code: 8, activityId: idOf(id) }));
};
const isOnCard: Given = async (at, id) => {
  await isBlocked(at, id);
  const card = { branchId: id, kind: 'special', activityId: idOf(id) };
  await done(as.admin.put(`/api/patrons/S-${id}`, card));
  await done(checkOut(id, `S-${id}`, { branchId: id }));
};

const blockForActivity: ConcurrentAction = (api, id) =>
  api.as.admin.put(`/api/copies/${id}/blocks/loan`, { activityId: idOf(id) });
const liftIt: ConcurrentAction = (api, id) =>
  api.as.admin.delete(`/api/copies/${id}/blocks/reservation?activityId=${idOf(id)}`);
const shorten: ConcurrentAction = (api, id) =>
  api.as.admin.patch(`/api/activities/${idOf(id)}`, { startDate: '2026-10-01', endDate: '2026-10-11' });
const takeIn: ConcurrentAction = (api, id) =>
  api.as.admin.post('/api/check-ins', { copyId: id, branchId: id, liftEndedBlocks: true });
const agree: ConcurrentAction = (api, id) =>
  api.as.admin.post('/api/activities', {
    name: 'Kinderboekenweek',
    startDate: API_TODAY,
    endDate: API_TODAY,
    agreement: true,
    titleIds: [id],
  });
const reserveElsewhere: ConcurrentAction = (api, id) =>
  api.as.admin.post('/api/reservations', { copyId: id, patronId: `a-${id}`, pickupBranchId: 'EAST' });
const reserveTitleElsewhere: ConcurrentAction = (api, id) =>
  api.as.admin.post('/api/reservations', { titleId: id, patronId: `a-${id}`, pickupBranchId: 'EAST' });

/** No block of an activity that is over stays behind, unless it was there before. */
const PAIRS: readonly Pair[] = [
  {
    name: 'a block for an activity and its closing: refused, or lifted with the rest',
    given: isBlocked,
    requests: [3, 12],
    acts: [blockForActivity, closeActivity],
    then: async (set, closed, id) => {
      expect(closed.status).toBe(200);
      expect(set.status === 201 ? [] : codes(set.body)).toEqual(set.status === 201 ? [] : ['activity-over']);
      expect((await copy(id)).blocks).toEqual([]);
      expect((await activity(idOf(id))).counts).toMatchObject({ blocked: 0 });
    },
  },
  {
    name: 'a block for an activity and a last day that turns out to be past: set before, or refused',
    given: addActivity,
    requests: [3, 6],
    acts: [blockForActivity, shorten],
    then: async (set, shortened, id) => {
      expect(shortened.status).toBe(200);
      expect([201, 409]).toContain(set.status);
      expect((await copy(id)).blocks).toHaveLength(set.status === 201 ? 1 : 0);
    },
  },
  {
    name: 'a check-in and a closing: refused while it is on the card, or closed without it',
    given: isOnCard,
    requests: [6, 8],
    acts: [takeIn, closeActivity],
    then: async (back, closed, id) => {
      expect(back.status).toBe(200);
      const refused = closed.status === 409;
      expect(refused ? codes(closed.body) : []).toEqual(refused ? ['copies-on-special-card'] : []);
      expect((await copy(id)).blocks).toHaveLength(refused ? 1 : 0);
    },
  },
  {
    name: 'the lifting of a block by hand and by a closing: once',
    given: isBlocked,
    requests: [2, 10],
    acts: [liftIt, closeActivity],
    then: async (lifted, closed, id) => {
      expect([closed.status, [200, 404].includes(lifted.status)]).toEqual([200, true]);
      const lines = (await history(id)).filter(({ action }) => action === 'lifted');
      expect(lines).toHaveLength(1);
      expect(closed.body.lifted).toBe(lifted.status === 200 ? 0 : 1);
    },
  },
  {
    name: 'A5: an agreement and a reservation of a copy that would leave its branch: reserved before, or refused',
    requests: [4, 3],
    acts: [agree, reserveElsewhere],
    then: (agreed, reserved) => {
      expect(agreed.status).toBe(201);
      expect(reserved.status === 201 ? [] : codes(reserved.body)).toEqual(
        reserved.status === 201 ? [] : ['theme-agreement'],
      );
    },
  },
  {
    name: 'A5: an agreement and a reservation of a title whose only copy it keeps',
    requests: [4, 5],
    acts: [agree, reserveTitleElsewhere],
    then: (agreed, reserved) => {
      expect(agreed.status).toBe(201);
      expect(reserved.status === 201 ? [] : codes(reserved.body)).toEqual(
        reserved.status === 201 ? [] : ['no-copy-can-serve'],
      );
    },
  },
];

everyOrder(library, PAIRS);

/** An API whose first write is preceded by this action. */
const overtakenBy = async (act: () => Promise<unknown>): Promise<TestApi> => {
  const hook: RequestHook = {};
  hook.before = async (request) => {
    if (!isWrite(request)) return;
    hook.before = undefined;
    await act();
  };
  return startApi({ beside: library, hook });
};

it.each([
  ['copy', reserveElsewhere, 'theme-agreement'],
  ['title', reserveTitleElsewhere, 'no-copy-can-serve'],
] as const)(
  'A5: an agreement made between the decision about a %s and its write is kept to',
  async (what, reserve, code) => {
    const id = `late-${what}`;
    await library.addTitle(id);
    await Promise.all([library.addCopy(id, { titleId: id, branchId: 'CEN' }), library.addPatron(`a-${id}`)]);
    // The title is marked for the pull list already, so that the reservation is the first write of
    // its request.
    const marked = await done(library.reserve(`a-${id}`, { titleId: id }));
    await done(as.admin.delete(`/api/reservations/${marked.id ?? ''}`));
    const api = await overtakenBy(() => done(agree(library, id)));
    const { status, body } = await reserve(api, id);
    expect([status, codes(body)]).toEqual([409, [code]]);
  },
);

it('A2: a block for an activity that is closed between the decision and the write is refused', async () => {
  const id = 'late-block';
  await library.addCopy(id);
  await addActivity(library, id, {});
  const api = await overtakenBy(() => done(closeActivity(library, id)));
  const { status, body } = await blockForActivity(api, id);
  expect([status, codes(body)]).toEqual([409, ['activity-over']]);
});
