import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startApi } from '../../testing/api/test-api.ts';
import { each } from '../../testing/api/response-body.ts';
import { violations } from '../../testing/invariants/invariants.ts';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../testing/api/small-library.ts';
import { runs } from '../../testing/sampling.ts';
import { activitySteps, later, openActivities, type Step } from './activity-steps.ts';

const COPIES = ['c1', 'c2', 'e1'] as const;
const PATRONS = ['p1', 'p2', 'p3', 'S1'] as const;
const TITLES = [TITLE, 'T2'] as const;

const copyId = fc.constantFrom(...COPIES);
const patronId = fc.constantFrom(...PATRONS);
const branchId = fc.constantFrom(CEN, EAST);
const flag = fc.boolean();

const homeOf = (id: string) => (id.startsWith('e') ? EAST : CEN);

const reserveCopy = fc
  .record({ copyId, patronId, pickupBranchId: branchId, days: fc.nat(3) })
  .map<Step>(({ days, ...body }) => ({
    name: `reserve ${JSON.stringify(body)} for ${days} days`,
    act: (at, client) => client.post('/api/reservations', { ...body, expiresOn: later(at, days) }),
  }));
const reserveTitle = fc
  .record({ titleId: fc.constantFrom(...TITLES), patronId, pickupBranchId: branchId })
  .map<Step>((body) => ({
    name: `reserve ${JSON.stringify(body)}`,
    act: (_, client) => client.post('/api/reservations', body),
  }));
const cancel = fc.record({ patronId, nth: fc.nat(3) }).map<Step>((which) => ({
  name: `cancel ${JSON.stringify(which)}`,
  act: async (_, client) => {
    const list = await done(client.get(`/api/reservations?patronId=${which.patronId}`));
    const ids = each(list, 'id').toReversed();
    const id = ids[which.nth % Math.max(ids.length, 1)];
    return typeof id === 'string' ? client.delete(`/api/reservations/${id}`) : undefined;
  },
}));
const checkOut = fc
  .record({ copyId, patronId, branchId, override: flag })
  .map<Step>(({ override, ...body }) => ({
    name: `check out ${JSON.stringify({ ...body, override })}`,
    act: (_, client) =>
      client.post('/api/loans', { ...body, ...(override && { override: { reason: 'x' } }) }),
  }));
const checkIn = fc.record({ copyId, branchId }).map<Step>((body) => ({
  name: `check in ${JSON.stringify(body)}`,
  act: (_, client) => client.post('/api/check-ins', body),
}));
const block = fc
  .record({ copyId, body: fc.constantFrom({ code: 7 }, { code: 8 }, { days: 0 }, { days: 2 }, {}) })
  .map<Step>(({ copyId: id, body }) => ({
    name: `block ${id} ${JSON.stringify(body)}`,
    act: (at, client) => {
      const kind = 'code' in body ? 'reservation' : 'loan';
      const asked = 'days' in body ? { endDate: later(at, body.days) } : body;
      return client.put(`/api/copies/${id}/blocks/${kind}`, asked);
    },
  }));
const lift = fc.record({ copyId, kind: fc.constantFrom('reservation', 'loan') }).map<Step>((of) => ({
  name: `lift ${JSON.stringify(of)}`,
  act: (_, client) => client.delete(`/api/copies/${of.copyId}/blocks/${of.kind}`),
}));
const putCopy = fc
  .record({
    copyId,
    titleId: fc.constantFrom(TITLE, TITLE, 'T2'),
    state: fc.constantFrom({}, {}, { missing: true }, { withdrawn: true }, { onOrder: true }),
  })
  .map<Step>(({ copyId: id, titleId, state }) => ({
    name: `put ${id} under ${titleId} ${JSON.stringify(state)}`,
    act: (_, client) => client.put(`/api/copies/${id}`, { titleId, branchId: homeOf(id), ...state }),
  }));
const putPatron = fc
  .record({ patronId: fc.constantFrom('p1', 'p2', 'p3'), blocked: flag })
  .map<Step>(({ patronId: id, blocked }) => ({
    name: `put ${id} ${blocked ? 'blocked' : 'free'}`,
    act: (_, client) => client.put(`/api/patrons/${id}`, { branchId: CEN, kind: 'ordinary', blocked }),
  }));
const deletePatron = patronId.map<Step>((id) => ({
  name: `delete ${id}`,
  act: (_, client) => client.delete(`/api/patrons/${id}`),
}));
const readPullList = branchId.map<Step>((id) => ({
  name: `pull list of ${id}`,
  act: (_, client) => client.get(`/api/branches/${id}/pull-list`),
}));
const nextDay = fc.integer({ min: 1, max: 8 }).map<Step>((days) => ({
  name: `${days} days later`,
  act: (at) => {
    at.clock.setDay(later(at, days));
    return Promise.resolve(undefined);
  },
}));
const night = fc.constant<Step>({
  name: 'night',
  act: async (at) => {
    const { counts } = await at.night(at.clock.now());
    expect(counts?.setAside).toBe(0);
    return undefined;
  },
});

const step = fc.oneof(
  { weight: 5, arbitrary: reserveCopy },
  { weight: 5, arbitrary: reserveTitle },
  { weight: 6, arbitrary: checkIn },
  { weight: 5, arbitrary: checkOut },
  { weight: 3, arbitrary: cancel },
  { weight: 3, arbitrary: block },
  { weight: 2, arbitrary: lift },
  { weight: 3, arbitrary: putCopy },
  { weight: 1, arbitrary: putPatron },
  { weight: 1, arbitrary: deletePatron },
  { weight: 1, arbitrary: readPullList },
  { weight: 2, arbitrary: nextDay },
  { weight: 2, arbitrary: night },
  ...activitySteps,
);

/** The steps that happen at the same moment: mostly one. */
const moment = fc.oneof(
  { weight: 3, arbitrary: fc.array(step, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(step, { minLength: 2, maxLength: 3 }) },
);

const opened = async (): Promise<Library> => {
  const library = await openLibrary();
  await library.addTitle('T2');
  for (const id of COPIES) await library.addCopy(id, { branchId: homeOf(id) });
  for (const id of ['p1', 'p2', 'p3']) await library.addPatron(id);
  await library.addCard('S1');
  await openActivities(library);
  return library;
};

const scenarioOf = (moments: readonly (readonly Step[])[]): string =>
  moments.map((steps) => steps.map(({ name }) => name).join(' | ')).join('\n');

it(
  'whatever happens, in whatever order and at the same moment, the whole table stays true',
  { tags: ['search'] },
  async () => {
    const history = fc.array(moment, { minLength: 5, maxLength: 25 });
    const holds = fc.asyncProperty(history, async (moments) => {
      const library = await opened();
      const functions = await Promise.all([0, 1, 2].map(() => startApi({ beside: library })));
      for (const [index, steps] of moments.entries()) {
        const answers = await Promise.all(
          steps.map(({ act }, nth) => act(library, (functions[nth] ?? library).as.admin)),
        );
        const soFar = scenarioOf(moments.slice(0, index + 1));
        expect(
          answers.filter((answer) => (answer?.status ?? 0) >= 500),
          soFar,
        ).toEqual([]);
        expect(await violations(library, library.clock.now().slice(0, 10)), soFar).toEqual([]);
      }
    });
    await fc.assert(holds, { ...runs(3, 25), endOnFailure: true });
  },
);
