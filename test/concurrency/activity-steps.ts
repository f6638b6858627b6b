/** Random steps with activities, done by people and by time. */
import fc from 'fast-check';
import type { Answered, Client } from '../../testing/api/test-api.ts';
import { done, type Library } from '../../testing/api/small-library.ts';

/** A step. Refusals are allowed, an answer of 5xx never is. */
export interface Step {
  readonly name: string;
  readonly act: (at: Library, client: Client) => Promise<Answered | undefined>;
}

/** The day this many days from now. */
export const later = (at: Library, days: number): string =>
  new Date(Date.parse(at.clock.now()) + days * 86_400_000).toISOString().slice(0, 10);

const nth = fc.nat(1);

/** The n-th activity of the library, copies included. */
const activityOf = async (client: Client, n: number): Promise<string> => {
  const { items = [] } = await done(client.get('/api/activities'));
  return items[n % Math.max(items.length, 1)]?.id ?? 'none';
};

const block = fc
  .record({
    copyId: fc.constantFrom('c1', 'c2', 'e1'),
    n: nth,
    body: fc.constantFrom({ code: 7 }, { code: 8 }, {}, { days: 1 }),
  })
  .map<Step>(({ copyId, n, body }) => ({
    name: `block ${copyId} for activity ${n} ${JSON.stringify(body)}`,
    act: async (at, client) => {
      const activityId = await activityOf(client, n);
      const kind = 'code' in body ? 'reservation' : 'loan';
      const asked = 'days' in body ? { endDate: later(at, body.days) } : body;
      return client.put(`/api/copies/${copyId}/blocks/${kind}`, { ...asked, activityId });
    },
  }));
const lift = fc
  .record({
    copyId: fc.constantFrom('c1', 'c2', 'e1'),
    n: nth,
    kind: fc.constantFrom('reservation', 'loan'),
  })
  .map<Step>(({ copyId, n, kind }) => ({
    name: `lift the ${kind} block of ${copyId} for activity ${n}`,
    act: async (_, client) =>
      client.delete(`/api/copies/${copyId}/blocks/${kind}?activityId=${await activityOf(client, n)}`),
  }));
const checkInAndLift = fc.constantFrom('c1', 'c2', 'e1').map<Step>((copyId) => ({
  name: `check in ${copyId} and lift what is over`,
  act: (_, client) => client.post('/api/check-ins', { copyId, branchId: 'CEN', liftEndedBlocks: true }),
}));
const change = fc
  .record({ n: nth, days: fc.integer({ min: -2, max: 4 }), agreement: fc.boolean() })
  .map<Step>(({ n, days, agreement }) => ({
    name: `activity ${n} ends in ${days} days, ${agreement ? 'with' : 'without'} agreement`,
    act: async (at, client) =>
      client.patch(`/api/activities/${await activityOf(client, n)}`, {
        endDate: later(at, days),
        agreement,
      }),
  }));
const close = fc.record({ n: nth, force: fc.boolean() }).map<Step>(({ n, force }) => ({
  name: `close activity ${n}${force ? ' by force' : ''}`,
  act: async (_, client) => client.post(`/api/activities/${await activityOf(client, n)}/close`, { force }),
}));
const another = fc.record({ n: nth, days: fc.nat(3) }).map<Step>(({ n, days }) => ({
  name: `copy activity ${n} for ${days} days`,
  act: async (at, client) =>
    client.post(`/api/activities/${await activityOf(client, n)}/copy`, {
      startDate: later(at, 0),
      endDate: later(at, days),
    }),
}));
const keep = fc.constant<Step>({
  name: 'keep the first flag',
  act: async (_, client) => {
    const { items = [] } = await done(client.get('/api/flags?kind=block-without-end'));
    return items[0]?.id === undefined ? undefined : client.post(`/api/flags/${items[0].id}/keep`, {});
  },
});
const work = fc.constant<Step>({
  name: 'the worker',
  act: async (at) => {
    await at.work('sweep');
    return undefined;
  },
});

/** Steps with activities, by their weight. */
export const activitySteps = [
  { weight: 5, arbitrary: block },
  { weight: 2, arbitrary: lift },
  { weight: 2, arbitrary: checkInAndLift },
  { weight: 2, arbitrary: change },
  { weight: 2, arbitrary: close },
  { weight: 1, arbitrary: another },
  { weight: 1, arbitrary: keep },
  { weight: 2, arbitrary: work },
];

/** Two activities. One has the special card `S1`, and is over in three days. */
export const openActivities = async ({ as }: Library): Promise<void> => {
  const plan = { startDate: '2026-10-12', branchIds: ['CEN'] };
  const fair = await done(as.admin.post('/api/activities', { ...plan, name: 'Fair', endDate: '2026-10-14' }));
  await done(
    as.admin.post('/api/activities', { ...plan, name: 'Sint', endDate: '2026-10-20', atEnd: 'lift' }),
  );
  await done(as.admin.put('/api/patrons/S1', { branchId: 'CEN', kind: 'special', activityId: fair.id }));
};
