import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codes, each } from '../../../testing/api/response-body.ts';
import { everythingIn, type Item } from '../../../testing/database/empty-table.ts';
import { violations } from '../../../testing/invariants/invariants.ts';
import { CEN, done, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';

/**
 * A last day, its last instant, the first instant of the next day, and the day a week before (rules
 * T1, T2).
 */
const DAYS = [
  ['a day in summer', '2027-07-15', '2027-07-15T21:59:59.999Z', '2027-07-15T22:00:00.000Z', '2027-07-08'],
  ['a day in winter', '2026-12-01', '2026-12-01T22:59:59.999Z', '2026-12-01T23:00:00.000Z', '2026-11-24'],
  ['New Year’s Eve', '2026-12-31', '2026-12-31T22:59:59.999Z', '2026-12-31T23:00:00.000Z', '2026-12-24'],
  [
    'the day before the short one',
    '2027-03-27',
    '2027-03-27T22:59:59.999Z',
    '2027-03-27T23:00:00.000Z',
    '2027-03-20',
  ],
  ['the day of 23 hours', '2027-03-28', '2027-03-28T21:59:59.999Z', '2027-03-28T22:00:00.000Z', '2027-03-21'],
  [
    'the day before the long one',
    '2026-10-24',
    '2026-10-24T21:59:59.999Z',
    '2026-10-24T22:00:00.000Z',
    '2026-10-17',
  ],
  ['the day of 25 hours', '2026-10-25', '2026-10-25T22:59:59.999Z', '2026-10-25T23:00:00.000Z', '2026-10-18'],
  ['the leap day', '2028-02-29', '2028-02-29T22:59:59.999Z', '2028-02-29T23:00:00.000Z', '2028-02-22'],
] as const;

const nextDay = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

describe.for(DAYS)('what ends on %s, %s', ([, day, last, first, weekBefore]) => {
  let library: Library;
  let ready: string | undefined;
  let waiting: string | undefined;

  let items: readonly Item[];
  beforeAll(async () => {
    library = await openLibrary();
    const { addBranch, addCopy, addPatron, addTitle, block, checkIn, clock, reserve } = library;
    clock.setDay(weekBefore);
    await addBranch('ONE', { reservationLimit: 1 });
    await addTitle('T2');
    for (const id of ['own', 'other', 'third']) await addPatron(id);
    await addPatron('one', { branchId: 'ONE' });
    for (const id of ['blocked', 'held']) await addCopy(id);
    await addCopy('asked', { titleId: 'T2' });
    await block('blocked', 'loan', { endDate: day });
    await reserve('own', { copyId: 'blocked' });
    ready = (await done(reserve('other', { copyId: 'held' }))).id;
    await done(checkIn('held'));
    waiting = (await done(reserve('one', { titleId: 'T2', expiresOn: day }))).id;
    items = await everythingIn(library);
  });
  beforeEach(async () => {
    library = await openLibrary({ items });
  });

  const seen = async () => {
    const { as, copy, reservation, pulls } = library;
    const blocked = await copy('blocked');
    return {
      lendable: blocked.lendable,
      reservable: blocked.reservable,
      blocks: blocked.blocks?.length,
      listed: each(await done(as.admin.get(`/api/copies?branchId=${CEN}&blocked=loan`)), 'copyId'),
      title: (await done(as.admin.get(`/api/titles/${TITLE}`))).copies?.map(({ lendable }) => lendable?.open),
      pulls: await pulls(),
      ready: (await reservation(ready)).status,
      waiting: (await reservation(waiting)).status,
      waitingForTitle: (await done(as.admin.get('/api/titles/T2'))).waiting,
      held: (await copy('held')).reservations,
      openOfOne: (await done(as.admin.get('/api/patrons/one'))).openReservations,
    };
  };

  const asked = async () => {
    const question = (patronId: string, of: object) =>
      library.as.admin.post('/api/reservations/check', { patronId, pickupBranchId: CEN, ...of });
    return {
      limit: codes((await question('one', { copyId: 'asked' })).body),
      again: codes((await question('one', { titleId: 'T2' })).body),
      from: (await question('third', { copyId: 'blocked' })).body.from,
    };
  };

  it('is in force up to the last instant of that day', async () => {
    library.clock.hold(last);
    expect(await seen()).toEqual({
      lendable: { open: false, from: nextDay(day) },
      reservable: { code: null, open: true, from: nextDay(day) },
      blocks: 1,
      listed: ['blocked'],
      title: [false, true],
      pulls: ['asked for one'],
      ready: 'ready',
      waiting: 'waiting',
      waitingForTitle: 1,
      held: 1,
      openOfOne: 1,
    });
    expect(await asked()).toEqual({
      limit: ['reservation-limit-reached'],
      again: ['reservation-limit-reached', 'already-reserved'],
      from: nextDay(day),
    });
    const refused = await library.checkOut('blocked', 'own');
    expect([refused.status, refused.body.reasons?.[0]?.until]).toEqual([409, day]);
    expect(codes((await library.checkOut('held', 'own')).body)).toEqual(['copy-reserved']);
    const late = await library.as.admin.put('/api/copies/held/blocks/loan', { endDate: day });
    expect(late.status).toBe(201);
  });

  it('has no effect from the first instant of the next day, before any night', async () => {
    library.clock.hold(first);
    expect(await seen()).toEqual({
      lendable: { open: true },
      reservable: { code: null, open: true },
      blocks: 0,
      listed: [],
      title: [true, true],
      pulls: ['blocked for own'],
      ready: 'expired',
      waiting: 'expired',
      // The line counts who has lapsed since midnight until the night has closed it, as a position
      // may.
      waitingForTitle: 1,
      held: 0,
      openOfOne: 0,
    });
    expect((await library.checkOut('held', 'own')).status).toBe(201);
    expect(await asked()).toEqual({ limit: [], again: [], from: undefined });
    expect((await library.checkOut('blocked', 'own')).status).toBe(201);
    const late = await library.as.admin.put('/api/copies/asked/blocks/loan', { endDate: day });
    expect(late.status).toBe(400);
    expect(await violations(library, nextDay(day))).toEqual([]);
  });

  it('can be overwritten the next day: the history says that it was lifted first (B9)', async () => {
    library.clock.hold(first);
    const answer = await library.block('blocked', 'loan', { reason: 'nieuw' });
    expect(answer.status).toBe(201);
    const lines = await library.history('blocked');
    expect(lines.map(({ action, cause }) => [action, (cause as { type: string }).type])).toEqual([
      ['set', 'person'],
      ['lifted', 'nightly'],
      ['set', 'person'],
    ]);
    expect((await library.lift('blocked', 'loan')).status).toBe(200);
    expect((await library.lift('blocked', 'loan')).status).toBe(404);
  });

  it('is no block to lift by hand the next day', async () => {
    library.clock.hold(first);
    expect((await library.lift('blocked', 'loan')).status).toBe(404);
  });

  it('is done with by the night, once, with a line in the history; a second night finds nothing', async () => {
    const scheduled = `${nextDay(day)}T01:30:00Z`;
    library.clock.set(scheduled);
    const lines = async () => (await library.history('blocked')).map(({ action, by }) => [action, by]);
    const { counts } = await library.night(scheduled);
    expect(counts).toMatchObject({ loanBlocksLifted: 1, reservationsExpired: 2, setAside: 0 });
    const set = ['set', 'admin'];
    expect(await lines()).toEqual([['lifted', 'nightly'], set]);
    const again = await library.night(scheduled);
    expect(again.counts).toMatchObject({ loanBlocksLifted: 0, reservationsExpired: 0, setAside: 0 });
    expect(await lines()).toEqual([['lifted', 'nightly'], set]);
    expect((await library.copy('held')).status).toBe('available');
    expect(await violations(library, nextDay(day))).toEqual([]);
  });

  it('is not touched by the night of that day itself', async () => {
    library.clock.set(`${day}T01:30:00.000Z`);
    const { counts } = await library.night(`${day}T01:30:00Z`);
    expect(counts).toMatchObject({ loanBlocksLifted: 0, reservationsExpired: 0 });
    expect((await library.copy('blocked')).blocks).toHaveLength(1);
  });
});
