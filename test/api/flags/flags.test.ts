// Long: it follows a flag from the night that raises it to its end; each test wakes on a day.
import { beforeEach, describe, expect, it } from 'vitest';
import { allPages } from '../../../testing/api/pages.ts';
import { codes, each, pointers } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
beforeEach(async () => {
  library = await openLibrary();
});

/** Sets the clock to this day, and runs its night. */
const wakeOn = async (day: string) => {
  library.clock.set(`${day}T05:00:00.000Z`);
  await library.night(`${day}T02:30:00Z`);
};
const AFTER = '2026-10-26';

const addBlocked = async (copyId: string, fields: object = {}, activityId?: string) => {
  await library.addCopy(copyId, { ...fields });
  await done(library.block(copyId, 'reservation', { code: 8, ...(activityId && { activityId }) }));
};
const flagsOf = async (query = '', client = library.as.admin) =>
  (await done(client.get(`/api/flags?limit=200${query}`))).items ?? [];

describe('GET /api/flags (N2)', () => {
  it('what an activity left on: raised once, by the night after its last day', async () => {
    const id = await library.addActivity();
    await addBlocked('c1', {}, id);
    await done(library.block('c1', 'loan', { activityId: id }));
    await wakeOn('2026-10-25');
    expect(await library.flags()).toEqual([]);
    await wakeOn(AFTER);
    const of = { copyId: 'c1', branchId: CEN, activityId: id, since: AFTER };
    const raised = await flagsOf();
    expect([...raised].sort((a, b) => String(a.kind).localeCompare(String(b.kind)))).toMatchObject([
      { ...of, kind: 'loan-block-left-on', remindedOn: [AFTER] },
      { ...of, kind: 'reservation-block-left-on', remindedOn: [AFTER] },
    ]);
    await wakeOn('2026-10-27');
    expect(await flagsOf()).toEqual(raised);
    expect((await library.activity(id)).counts?.flags).toBe(2);
  });

  it('N3: on which days a mail spoke of it', async () => {
    await addBlocked('c1', {}, await library.addActivity());
    for (const day of [AFTER, '2026-10-27', '2026-11-02', '2026-11-09']) await wakeOn(day);
    expect((await flagsOf())[0]?.remindedOn).toEqual([AFTER, '2026-11-02', '2026-11-09']);
  });

  it('lifting the block takes its flag along, in the same write', async () => {
    const id = await library.addActivity();
    await addBlocked('c1', {}, id);
    await wakeOn(AFTER);
    await done(library.staff.delete(`/api/copies/c1/blocks/reservation?activityId=${id}`));
    expect(await flagsOf()).toEqual([]);
    expect((await library.activity(id)).counts?.flags).toBe(0);
  });

  it('A2: with `lift` the night lifts, except on a special card: that is flagged', async () => {
    const id = await library.addActivity({ atEnd: 'lift' });
    await addBlocked('c1', {}, id);
    await addBlocked('c2', {}, id);
    await library.addCard('S1', { activityId: id });
    await done(library.checkOut('c2', 'S1'));
    await wakeOn(AFTER);
    expect((await library.copy('c1')).blocks).toEqual([]);
    expect(await library.flags()).toEqual(['reservation-block-left-on c2', 'special-card-not-checked-in c2']);
  });

  it('S4: a copy left on its card is flagged at the card’s branch, until it is checked in', async () => {
    const id = await library.addActivity({ branchIds: [CEN, EAST] });
    await library.addCard('S9', { activityId: id, branchId: EAST });
    await library.addCopy('c1');
    await done(library.east.post('/api/loans', { copyId: 'c1', patronId: 'S9', branchId: EAST }));
    await wakeOn(AFTER);
    const [flag] = await flagsOf('', library.east);
    expect(flag).toMatchObject({ kind: 'special-card-not-checked-in', copyId: 'c1', branchId: EAST });
    expect(await flagsOf('', library.staff)).toEqual([]);
    await done(library.checkIn('c1', EAST));
    expect(await flagsOf()).toEqual([]);
  });

  it('T2: the flag of a dated loan block is gone the day after that, before any night', async () => {
    const id = await library.addActivity();
    await library.addCopy('c1');
    await done(library.block('c1', 'loan', { activityId: id, endDate: '2026-10-28' }));
    await wakeOn(AFTER);
    library.clock.setDay('2026-10-28');
    expect(await library.flags()).toEqual(['loan-block-left-on c1']);
    library.clock.setDay('2026-10-29');
    expect([await library.flags(), (await library.activity(id)).counts?.flags]).toEqual([[], 0]);
  });

  it('a copy that moves to another branch takes its flag along', async () => {
    await addBlocked('c1', {}, await library.addActivity());
    await wakeOn(AFTER);
    await library.addCopy('c1', { branchId: EAST });
    expect(await flagsOf('', library.staff)).toEqual([]);
    expect(await flagsOf('', library.east)).toMatchObject([{ copyId: 'c1', branchId: EAST, since: AFTER }]);
  });
});

describe('GET /api/flags: which, and whose', () => {
  let ids: readonly string[];
  beforeEach(async () => {
    await library.addBranch('NRD');
    const [first, second] = [
      await library.addActivity(),
      await library.addActivity({ endDate: '2026-10-20' }),
    ];
    ids = [first, second];
    await addBlocked('c1', {}, first);
    await addBlocked('c2', {}, second);
    await addBlocked('e1', { branchId: EAST }, first);
    await addBlocked('n1', { branchId: 'NRD' }, first);
    await library.addCopy('c3');
    await done(library.block('c3', 'loan', { activityId: second }));
    await wakeOn('2026-10-21');
    await wakeOn(AFTER);
  });

  const copiesOf = async (query: string, client = library.as.admin) =>
    each({ items: await flagsOf(query, client) }, 'copyId');

  it('an admin sees all of them, oldest first within a branch', async () => {
    const flags = await flagsOf();
    const branches = flags.map(({ branchId }) => branchId);
    expect(branches).toEqual([CEN, CEN, CEN, EAST, 'NRD']);
    expect(flags.slice(0, 3).map(({ since }) => since)).toEqual(['2026-10-21', '2026-10-21', AFTER]);
    expect(flags[2]?.copyId).toBe('c1');
  });

  it('filters by branch, activity and kind, alone and together', async () => {
    const [first, second] = ids;
    expect([...(await copiesOf('&branchId=CEN'))].sort()).toEqual(['c1', 'c2', 'c3']);
    expect(await copiesOf(`&activityId=${first ?? ''}`)).toEqual(['c1', 'e1', 'n1']);
    expect(await copiesOf('&kind=loan-block-left-on')).toEqual(['c3']);
    expect(await copiesOf(`&activityId=${first ?? ''}&branchId=EAST`)).toEqual(['e1']);
    expect(await copiesOf(`&activityId=${second ?? ''}&kind=reservation-block-left-on`)).toEqual(['c2']);
    expect(await copiesOf('&kind=block-without-end')).toEqual([]);
    expect(await copiesOf('&activityId=none')).toEqual([]);
  });

  it('staff see those of their branches; 403 for another’s', async () => {
    expect([...(await copiesOf('', library.staff))].sort()).toEqual(['c1', 'c2', 'c3']);
    expect(await copiesOf('', library.as.staff('NRD', EAST))).toEqual(['e1', 'n1']);
    expect(await copiesOf(`&activityId=${ids[0] ?? ''}`, library.east)).toEqual(['e1']);
    expect(await copiesOf('&branchId=EAST', library.east)).toEqual(['e1']);
    const { status, body } = await library.east.get('/api/flags?branchId=CEN');
    expect([status, body.type]).toEqual([403, '/problems/other-branch']);
    expect(body.detail).toBe('Alleen medewerkers van Centrum zien wat daar aandacht vraagt.');
    for (const client of [library.as.patron('own'), library.as.feed]) {
      expect((await client.get('/api/flags')).status).toBe(403);
    }
  });

  it.each([
    ['an admin', () => library.as.admin, 5],
    ['staff of two branches', () => library.as.staff(EAST, CEN), 4],
  ] as const)('in pages, for %s', async (_, client, total) => {
    const pages = await allPages(client(), '/api/flags?limit=1');
    for (const page of pages) expect(page.items?.length).toBeLessThanOrEqual(1);
    const found = pages.flatMap((page) => each(page, 'id'));
    expect(found).toEqual((await flagsOf('', client())).map(({ id }) => id));
    expect(new Set(found).size).toBe(total);
    const other = await client().get(`/api/flags?limit=1&branchId=CEN&cursor=${pages.at(-2)?.next ?? ''}`);
    expect([other.status, pointers(other.body)]).toEqual([400, ['/query/cursor']]);
  });

  it.each(['kind=other', 'branchId=a b', 'copyId=c1'])('400 for “%s”', async (query) => {
    expect((await library.staff.get(`/api/flags?${query}`)).status).toBe(400);
  });
});

describe('prolonging an activity', () => {
  it('hides its flags at once, from every read; the worker clears them, and they come anew', async () => {
    const id = await library.addActivity();
    await addBlocked('c1', {}, id);
    await wakeOn(AFTER);
    await done(library.staff.patch(`/api/activities/${id}`, { endDate: '2026-10-28' }));
    const seen = async () => [await library.flags(), (await library.activity(id)).counts?.flags];
    expect([await seen(), library.messages.length]).toEqual([[[], 0], 1]);
    expect(await library.flags(`&activityId=${id}`)).toEqual([]);
    await library.work();
    expect(await seen()).toEqual([[], 0]);
    library.clock.setDay('2026-10-29');
    expect(await seen()).toEqual([[], 0]);
    await wakeOn('2026-10-29');
    expect((await flagsOf())[0]).toMatchObject({ since: '2026-10-29', remindedOn: ['2026-10-29'] });
  });
});

describe('POST /api/flags/{id}/keep', () => {
  /** Ninety days after today. */
  const RAISED = '2027-01-10';
  const AGAIN = '2027-04-10';
  const addEndless = async (branchId = CEN) => {
    await addBlocked('c1', { branchId });
    await wakeOn('2027-01-09');
    expect(await library.flags()).toEqual([]);
    await wakeOn(RAISED);
    const [flag] = await flagsOf();
    return flag?.id ?? '';
  };
  const keep = (id: string, client = library.staff, headers = {}) =>
    client.post(`/api/flags/${id}/keep`, {}, headers);

  it('200: silent for another 90 days, and raised again then', async () => {
    const id = await addEndless();
    expect(await flagsOf()).toMatchObject([
      { kind: 'block-without-end', block: 'reservation', branchId: CEN, since: RAISED },
    ]);
    const { status, body } = await keep(id);
    expect([status, body]).toMatchObject([200, { id, kind: 'block-without-end', quietUntil: AGAIN }]);
    expect(await library.flags()).toEqual([]);
    await wakeOn('2027-04-09');
    expect(await library.flags()).toEqual([]);
    await wakeOn(AGAIN);
    expect(await flagsOf()).toMatchObject([{ kind: 'block-without-end', since: AGAIN, remindedOn: [AGAIN] }]);
  });

  it('an Idempotency-Key keeps it once; without one it is not there any more', async () => {
    const id = await addEndless();
    const first = await keep(id, library.staff, { 'idempotency-key': 'k' });
    expect(await keep(id, library.staff, { 'idempotency-key': 'k' })).toEqual(first);
    const again = await keep(id);
    expect([first.status, again.status]).toEqual([200, 404]);
    expect(again.body.detail).toBe('Dit aandachtspunt is er niet (meer).');
  });

  it('403 for staff of another branch, for a patron and the feed', async () => {
    const id = await addEndless();
    expect((await keep(id, library.east)).body.type).toBe('/problems/other-branch');
    expect((await keep(id, library.as.patron('own'))).status).toBe(403);
    expect((await keep(id, library.as.feed)).status).toBe(403);
    expect(await library.flags()).toHaveLength(1);
    expect((await keep(id, library.as.admin)).status).toBe(200);
  });

  it('409 flag-cannot-be-kept for any other kind', async () => {
    const activityId = await library.addActivity();
    await addBlocked('c1', {}, activityId);
    await library.addCard('S1', { activityId });
    await done(library.checkOut('c1', 'S1'));
    await wakeOn(AFTER);
    const ids = (await flagsOf()).map(({ id = '' }) => id);
    expect(ids).toHaveLength(2);
    for (const id of ids) {
      const { status, body } = await keep(id);
      expect([status, codes(body)]).toEqual([409, ['flag-cannot-be-kept']]);
    }
    expect(await library.flags()).toHaveLength(2);
  });

  it.each(['none', 'block-without-end~reservation~none', 'block-without-end~loan~c1', 'a~b~c~d'])(
    '404 for “%s”',
    async (id) => {
      await addEndless();
      expect((await keep(id)).status).toBe(404);
    },
  );

  it('what ends by itself is not flagged: an end date, an activity, a younger block', async () => {
    const activityId = await library.addActivity({ endDate: '2027-12-31' });
    for (const copyId of ['c1', 'c2', 'c3']) await library.addCopy(copyId, { titleId: TITLE });
    await done(library.block('c1', 'loan', { endDate: '2027-12-31' }));
    await done(library.block('c2', 'loan', { activityId }));
    library.clock.setDay('2026-10-13');
    await done(library.block('c3', 'loan'));
    await wakeOn(RAISED);
    expect(await library.flags()).toEqual([]);
    await wakeOn('2027-01-11');
    expect(await library.flags()).toEqual(['block-without-end c3']);
  });
});
