import { expect, it } from 'vitest';
import { startApi } from '../../testing/api/test-api.ts';
import { injectBetween } from '../../testing/concurrency/inject-between.ts';
import { codes } from '../../testing/api/response-body.ts';
import { checkAfterEach } from '../../testing/invariants/after-each.ts';
import { CEN, done, openLibrary } from '../../testing/api/small-library.ts';
import {
  activitiesOfRuns,
  everyOrder,
  reserveCopy,
  type ConcurrentAction,
  type Given,
  type Pair,
} from '../../testing/concurrency/concurrent-pairs.ts';

const library = await openLibrary();
const { as, copy, activity } = library;

checkAfterEach(() => library);

// The collection of a run has the same id as everything else.
const rulePath = (id: string, branchId?: string) =>
  `/api/collections/${id}/rule${branchId === undefined ? '' : `?branchId=${branchId}`}`;

const { idOf: activityOf, addActivity, closeActivity } = activitiesOfRuns();

const hasRule: Given = (_, id) => done(as.admin.put(rulePath(id), { code: 8 }));
const hasRuleOfActivity: Given = async (at, id) => {
  await addActivity(at, id);
  await done(as.admin.put(rulePath(id), { code: 8, activityId: activityOf(id) }));
};

const setRule: ConcurrentAction = (api, id) => api.as.admin.put(rulePath(id), { code: 8 });
const setRuleOfBranch: ConcurrentAction = (api, id) => api.as.admin.put(rulePath(id, id), { code: 8 });
const endRule: ConcurrentAction = (api, id) => api.as.admin.delete(rulePath(id));
const moveIn: ConcurrentAction = (api, id) =>
  api.as.admin.put(`/api/copies/${id}`, { titleId: id, branchId: id, collection: id });
const create: ConcurrentAction = (api, id) =>
  api.as.admin.put(`/api/copies/new-${id}`, { titleId: id, branchId: id, collection: id });

const isBlocked = async (copyId: string) => ((await copy(copyId)).blocks ?? []).length === 1;

/**
 * The copy lacks its block only when it was received before the rule was set; the answer then
 * counts it.
 */
const countedIfBefore =
  (copyIdOf: (id: string) => string): Pair['then'] =>
  async (set, received, id) => {
    expect([set.status, received.status < 300]).toEqual([201, true]);
    const copyId = copyIdOf(id);
    expect([copyId, await isBlocked(copyId)]).toEqual([copyId, set.body.unblocked === 0]);
    expect(received.body.blocks).toHaveLength(set.body.unblocked === 0 ? 1 : 0);
  };

/** With `atOnce` the pair is not tried with one action as a whole inside the other. */
const PAIRS: readonly (Pair & { readonly atOnce?: boolean })[] = [
  {
    name: 'C2: a rule is set and a copy created in its collection: blocked, or there before',
    requests: [2, 3],
    acts: [setRule, create],
    then: countedIfBefore((id) => `new-${id}`),
  },
  {
    name: 'C2: a rule is set in a branch and a copy moved to its collection: blocked, or there before',
    requests: [3, 3],
    acts: [setRuleOfBranch, moveIn],
    then: countedIfBefore((id) => id),
  },
  {
    name: 'C3: a rule ends and a copy is created: it has the block that remains, or there was no rule any more',
    given: hasRule,
    requests: [2, 3],
    acts: [endRule, create],
    then: async (ended, created, id) => {
      expect([ended.status, created.status]).toEqual([200, 201]);
      const { remaining } = ended.body as { remaining?: unknown };
      expect(await isBlocked(`new-${id}`)).toBe(remaining === 1);
    },
  },
  {
    name: 'C1: two set the rule at once: one makes it, the other sets it anew',
    requests: [2, 2],
    atOnce: true,
    acts: [setRule, setRule],
    then: (one, other) => {
      expect([one.status, other.status].sort()).toEqual([200, 201]);
      expect([one.headers.etag, other.headers.etag].sort()).toEqual(['"1"', '"2"']);
    },
  },
  {
    name: 'C2: a copy is reserved and moved to a ruled collection: reserved before, or refused',
    given: hasRule,
    requests: [3, 3],
    acts: [reserveCopy, moveIn],
    then: async (reserved, moved, id) => {
      expect([moved.status, await isBlocked(id)]).toEqual([200, true]);
      expect(moved.body.reservations).toBe(reserved.status === 201 ? 1 : 0);
      expect(codes(reserved.body)).toEqual(reserved.status === 201 ? [] : ['copy-not-reservable']);
    },
  },
  {
    name: 'A3: the activity of a rule is closed and a copy moved to its collection: nothing is left of it',
    given: hasRuleOfActivity,
    requests: [8, 4],
    acts: [closeActivity, moveIn],
    then: async (closed, moved, id) => {
      expect([closed.status, moved.status]).toEqual([200, 200]);
      expect((await copy(id)).blocks).toEqual([]);
      expect((await activity(activityOf(id))).counts).toMatchObject({ blocked: 0 });
    },
  },
];

everyOrder(library, PAIRS);

it.each(PAIRS.filter(({ atOnce }) => !atOnce))(
  '$name: the first as a whole between two requests of the second, and the other way round',
  { tags: ['search'] },
  async ({ requests, acts: [one, other], given, then, name }) => {
    await injectBetween(library, {
      name: `whole-${name.length}`,
      after: [0, requests[1]],
      given: async (id) => {
        await library.addCopy(id, { titleId: id, branchId: id });
        await library.addPatron(`a-${id}`, { branchId: id });
        await given?.(library, id);
      },
      acts: [other, one],
      then: async (second, first, id) => then(first, second, id),
    });
  },
);

it('R5: eight copies are created in a ruled collection while its rule is set anew: each has its block', async () => {
  await done(as.admin.put(rulePath('busy'), { code: 8 }));
  const functions = await Promise.all(Array.from({ length: 4 }, () => startApi({ beside: library })));
  const ids = Array.from({ length: 8 }, (_, n) => `busy-${n}`);
  const [set] = await Promise.all([
    as.admin.put(rulePath('busy'), { code: 7 }),
    ...ids.map((id, n) =>
      done(
        (functions[n % 4] ?? library).as.admin.put(`/api/copies/${id}`, {
          titleId: 'T1',
          branchId: CEN,
          collection: 'busy',
        }),
      ),
    ),
  ]);
  expect([set.status, set.body.unblocked]).toEqual([200, 0]);
  for (const id of ids) expect(await isBlocked(id)).toBe(true);
});
