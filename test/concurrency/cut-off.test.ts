import { describe, expect, it } from 'vitest';
import { API_TODAY, type Answered } from '../../testing/api/test-api.ts';
import { everythingIn } from '../../testing/database/empty-table.ts';
import { violations } from '../../testing/invariants/invariants.ts';
import { CEN, done, openLibrary, TITLE, type Library } from '../../testing/api/small-library.ts';
import { fromOne, sampled } from '../../testing/sampling.ts';
import { failWrite, type RequestHook } from '../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};

/** Prepares the library of a case once. Answers how to open a copy of it. */
const prepared = async (given: Case['given']) => {
  const library = await openLibrary();
  await library.addCopy('c1');
  for (const id of ['own', 'other']) await library.addPatron(id);
  await library.addCard('S1');
  await given?.(library);
  const items = await everythingIn(library);
  return () => openLibrary({ items, at: library.clock.now(), hook });
};

/** A request with an Idempotency-Key, or one that may be repeated without. */
type Action = (at: Library) => Promise<Answered>;

interface Case {
  readonly name: string;
  readonly given?: (at: Library) => Promise<unknown>;
  readonly act: Action;
  /** The status of the first answer, and of a repeated request whose first answer was lost. */
  readonly status: number;
  readonly again?: number;
}

const key = { 'idempotency-key': 'k' };

const reservationsOf = async (at: Library, query: string) =>
  ((await done(at.staff.get(`/api/reservations?${query}`))).items ?? []).map(
    ({ patronId, status, position }) => [patronId, status, position],
  );
const cards = async (at: Library) =>
  Promise.all(
    ['own', 'other', 'S1'].map(async (id) => [
      (await done(at.staff.get(`/api/patrons/${id}`))).openReservations,
      (await done(at.staff.get(`/api/loans?patronId=${id}`))).items?.length,
    ]),
  );
/** The final state, which must not depend on where the request was cut off. */
const allOf = async (at: Library) => {
  await at.aMinuteLater();
  return stateOf(at);
};

const stateOf = async (at: Library) => ({
  copy: (await at.copy('c1')).status,
  blocks: (await at.copy('c1')).blocks?.length,
  history: (await at.history('c1')).map(({ action }) => action),
  reservations: await reservationsOf(at, `titleId=${TITLE}`),
  cards: await cards(at),
  pulls: await at.pulls(),
});

const CASES: readonly Case[] = [
  {
    name: 'a reservation of a copy',
    act: ({ reserve }) => reserve('own', { copyId: 'c1' }, key),
    status: 201,
  },
  {
    name: 'a reservation of a copy with an override',
    given: ({ block }) => done(block('c1', 'reservation')),
    act: ({ reserve }) => reserve('own', { copyId: 'c1', override: { reason: 'x' } }, key),
    status: 201,
  },
  {
    name: 'a reservation of a title',
    given: ({ addCopy }) => addCopy('c2'),
    act: ({ reserve }) => reserve('own', { titleId: TITLE }, key),
    status: 201,
  },
  {
    name: 'a check-out that fulfils two reservations',
    given: async ({ reserve }) => {
      await done(reserve('own', { copyId: 'c1' }));
      await done(reserve('own', { titleId: TITLE }));
    },
    act: ({ as }) => as.admin.post('/api/loans', { copyId: 'c1', patronId: 'own', branchId: CEN }, key),
    status: 201,
  },
  {
    name: 'a check-out straight from a special card',
    given: ({ checkOut }) => done(checkOut('c1', 'S1')),
    act: ({ as }) =>
      as.admin.post(
        '/api/loans',
        { copyId: 'c1', patronId: 'own', branchId: CEN, override: { reason: 'x' } },
        key,
      ),
    status: 201,
  },
  {
    name: 'a check-in that serves the next in line',
    given: async ({ checkOut, reserve }) => {
      await done(checkOut('c1', 'own'));
      await done(reserve('other', { titleId: TITLE }));
    },
    act: ({ as }) => as.admin.post('/api/check-ins', { copyId: 'c1', branchId: CEN }, key),
    status: 200,
  },
  {
    name: 'a check-in to the shelf',
    given: ({ checkOut }) => done(checkOut('c1', 'own')),
    act: ({ as }) => as.admin.post('/api/check-ins', { copyId: 'c1', branchId: CEN }, key),
    status: 200,
  },
  {
    name: 'a cancellation that lets a copy go to the next in line',
    given: async ({ checkIn, reserve }) => {
      await done(reserve('own', { titleId: TITLE }));
      await done(reserve('other', { titleId: TITLE }));
      await done(checkIn('c1'));
    },
    act: async ({ as }) => {
      const { items = [] } = await done(as.admin.get('/api/reservations?patronId=own'));
      return as.admin.delete(`/api/reservations/${items[0]?.id ?? ''}`);
    },
    status: 200,
    again: 409,
  },
  {
    name: 'the setting of a block',
    act: ({ block }) => block('c1', 'loan', { reason: 'x' }),
    status: 201,
    again: 200,
  },
  {
    name: 'the end of a card with a reservation that is ready',
    given: async ({ checkIn, reserve, addPatron }) => {
      await addPatron('leaver');
      await done(reserve('leaver', { copyId: 'c1' }));
      await done(reserve('leaver', { titleId: TITLE }));
      await done(reserve('other', { copyId: 'c1' }));
      await done(checkIn('c1'));
    },
    act: ({ as }) => as.feed.delete('/api/patrons/leaver'),
    status: 204,
    again: 404,
  },
  {
    name: 'the night',
    given: async ({ addCopy, block, checkIn, reserve, clock }) => {
      await addCopy('c2');
      await done(block('c2', 'loan', { endDate: API_TODAY }));
      await done(reserve('own', { copyId: 'c1' }));
      await done(reserve('other', { titleId: TITLE }));
      await done(reserve('other', { copyId: 'c2', expiresOn: API_TODAY }));
      await done(checkIn('c1'));
      clock.setDay('2026-10-20');
    },
    act: ({ as }) => as.admin.post('/api/jobs/nightly', {}),
    status: 200,
  },
];

describe.each(CASES)('$name, cut off', ({ given, act, status, again = status }) => {
  it.each(['before', 'after'] as const)(
    '%s each of its writes in turn and asked again: nothing is lost, nothing happens twice',
    { tags: ['search'] },
    async (when) => {
      const opened = await prepared(given);
      const whole = await opened();
      const count = failWrite(hook, Infinity, when);
      expect((await act(whole)).status).toBe(status);
      const writes = count();
      expect(writes).toBeGreaterThan(0);
      const expected = await allOf(whole);

      for (const nth of sampled(fromOne(writes), 2)) {
        const library = await opened();
        const mend = failWrite(hook, nth, when);
        await act(library);
        mend();
        const second = await act(library);
        expect([status, again]).toContain(second.status);
        expect(await allOf(library)).toEqual(expected);
        expect(await violations(library, library.clock.now().slice(0, 10))).toEqual([]);
      }
    },
  );
});
