import { expect, it } from 'vitest';
import { makeBatch } from '../../testing/api/batches.ts';
import { injectBetween } from '../../testing/concurrency/inject-between.ts';
import { everythingIn } from '../../testing/database/empty-table.ts';
import { checkAfterEach } from '../../testing/invariants/after-each.ts';
import { done, openLibrary } from '../../testing/api/small-library.ts';
import type { ConcurrentAction } from '../../testing/concurrency/concurrent-pairs.ts';

const library = await openLibrary();
const { as, addCopy, copy, flags } = library;

checkAfterEach(() => library);

// The branch, title, copy and collection of a run have the same id.
const rulePath = (id: string) => `/api/collections/${id}/rule`;
const endRule: ConcurrentAction = (api, id) => api.as.admin.delete(rulePath(id));
const moveOut: ConcurrentAction = (api, id) =>
  api.as.admin.put(`/api/copies/${id}`, { titleId: id, branchId: id });
const create: ConcurrentAction = (api, id) =>
  api.as.admin.put(`/api/copies/new-${id}`, { titleId: id, branchId: id, collection: id });
const block: ConcurrentAction = (api, id) =>
  api.as.admin.put(`/api/copies/${id}/blocks/reservation`, { code: 8 });
const night: ConcurrentAction = (api) => api.as.admin.post('/api/jobs/nightly', {});

/** A change of the rule, after which the worker clears the flags. */
const andClear =
  (act: ConcurrentAction): ConcurrentAction =>
  async (api, id) => {
    const answer = await act(api, id);
    await api.work();
    return answer;
  };

/** A copy without the block of its rule, which the night will flag. */
const lacksBlock = async (id: string) => {
  await addCopy(id, { titleId: id, branchId: id, collection: id });
  await done(as.admin.put(rulePath(id), { code: 8 }));
  library.messages.length = 0;
};

/**
 * The requests of the night from its first read of the rules to its write of the flag, and some
 * after it.
 */
const FLAGGING = [5, 20] as const;

it.each<[string, ConcurrentAction, number]>([
  ['the rule ends', andClear(endRule), 200],
  ['the copy gets its block', block, 201],
  ['the copy leaves', moveOut, 200],
])('N2: the night raises a flag while %s: none is left', { tags: ['search'] }, async (name, act, status) => {
  await injectBetween(library, {
    name: `night-${name.length}`,
    after: FLAGGING,
    given: lacksBlock,
    acts: [night, act],
    then: async (ran, other, id) => {
      expect([ran.status, other.status]).toEqual([200, status]);
      expect([id, await flags(`&branchId=${id}`)]).toEqual([id, []]);
      const kept = (await everythingIn(library)).filter(({ sk }) => sk.startsWith('FLAG#'));
      expect([id, kept]).toEqual([id, []]);
      // Without the rule the nights of the other runs ignore this collection.
      await endRule(library, id);
    },
  });
});

it('C1: a batch sets the rule while a copy comes in: it is blocked', { tags: ['search'] }, async () => {
  const batches = new Map<string, string>();
  await injectBetween(library, {
    name: 'batch',
    after: [0, 34],
    given: async (id) => {
      const selection = { collection: id };
      const asked = { selection, change: { reservation: { code: 8 } }, includeNewCopies: true };
      batches.set(id, (await makeBatch(library, asked)).id);
    },
    acts: [andClear((api, id) => api.as.admin.post(`/api/batches/${batches.get(id) ?? ''}/run`, {})), create],
    then: async (ran, created, id) => {
      expect([ran.status, created.status]).toEqual([202, 201]);
      expect([id, (await copy(`new-${id}`)).reservable]).toMatchObject([id, { code: 8, open: false }]);
    },
  });
});
