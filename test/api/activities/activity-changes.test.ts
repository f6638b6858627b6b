// Long: a change and a copy start from the same activities: running, over and closed.
import { describe, expect, it } from 'vitest';
import { codes, pointers } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, TITLE } from '../../../testing/api/small-library.ts';
import type { Client } from '../../../testing/api/test-api.ts';

const library = await openLibrary();
const { as, staff, east, addPatron, addCopy, addActivity, activity, block, clock } = library;
const admin = as.admin;
await addPatron('20001');

const patch = (id: string, body: object, client = admin, headers = {}) =>
  client.patch(`/api/activities/${id}`, body, headers);
const copyTo = (id: string, body: object, client = admin) => client.post(`/api/activities/${id}/copy`, body);

const overActivity = () => addActivity({ startDate: '2026-10-01', endDate: '2026-10-11' });
const closedActivity = async () => {
  const id = await addActivity();
  await done(staff.post(`/api/activities/${id}/close`, {}));
  return id;
};

describe('PATCH /api/activities/{id}', () => {
  it('changes what is named and leaves the rest; the version grows', async () => {
    const id = await addActivity({ collections: ['SINT'], contacts: ['a@b.example'] });
    const before = await activity(id);
    const answer = await patch(id, { name: 'Penselen', endDate: '2026-11-01', atEnd: 'lift' }, staff);
    expect([answer.status, answer.headers.etag]).toEqual([200, '"2"']);
    const after = { ...before, name: 'Penselen', endDate: '2026-11-01', atEnd: 'lift', version: 2 };
    expect(answer.body).toEqual(after);
    expect(await activity(id)).toEqual(after);
  });

  it.each([
    ['null', null],
    ['an empty list', []],
  ])('%s takes a list away', async (_, nothing) => {
    const named = { collections: ['SINT'], titleIds: [TITLE], contacts: ['a@b.example'] };
    const id = await addActivity(named);
    const gone = { branchIds: nothing, collections: nothing, titleIds: nothing, contacts: nothing };
    const { body } = await patch(id, gone);
    for (const field of Object.keys(gone)) expect(body).not.toHaveProperty(field);
  });

  it('null takes the first day of an agreement away', async () => {
    const id = await addActivity({ agreement: true, agreementFrom: '2026-10-01' });
    expect((await patch(id, { agreementFrom: null })).body).not.toHaveProperty('agreementFrom');
  });

  it('what says nothing new changes nothing', async () => {
    const id = await addActivity({ collections: ['SINT'] });
    const before = await activity(id);
    for (const same of [{}, { name: before.name, collections: ['SINT', 'SINT'], titleIds: null }]) {
      const answer = await patch(id, same, staff);
      expect([answer.status, answer.headers.etag, answer.body]).toEqual([200, '"1"', before]);
    }
  });

  it('412: If-Match is its version', async () => {
    const id = await addActivity();
    expect((await patch(id, { name: 'a' }, staff, { 'if-match': '"2"' })).status).toBe(412);
    expect((await patch(id, { name: 'a' }, staff, { 'if-match': '"1"' })).status).toBe(200);
    const stale = await patch(id, { name: 'b' }, staff, { 'if-match': '"1"' });
    expect([stale.status, stale.body.type]).toEqual([412, '/problems/stale']);
    expect(await activity(id)).toMatchObject({ name: 'a', version: 2 });
  });

  it.each([
    ['an end before its start', { endDate: '2026-10-11' }, ['/endDate']],
    ['a start after its end', { startDate: '2026-10-26' }, ['/endDate']],
    ['an agreement from after its end', { agreementFrom: '2026-10-26' }, ['/agreementFrom']],
    ['no name', { name: null }, ['/name']],
    ['no last day', { endDate: null }, ['/endDate']],
    ['its state', { state: 'over' }, ['/state']],
    ['that it is closed', { closedOn: '2026-10-12' }, ['/closedOn']],
  ])('400: %s', async (_, change, wrong) => {
    const answer = await patch(await addActivity(), change);
    expect([answer.status, pointers(answer.body)]).toEqual([400, wrong]);
  });

  it('409 for branches and titles that do not exist', async () => {
    const { status, body } = await patch(await addActivity(), {
      branchIds: [CEN, 'none'],
      titleIds: ['none'],
    });
    expect([status, codes(body)]).toEqual([409, ['unknown-branch', 'unknown-title']]);
  });
});

describe('PATCH: who may (A6)', () => {
  it.for<[string, Readonly<Record<string, unknown>>, Client, object, string]>([
    ['of another branch', {}, east, { name: 'x' }, 'other-branch'],
    ['of all branches', { branchIds: [] }, staff, { name: 'x' }, 'needs-admin'],
    ['turned into one of all branches', {}, staff, { branchIds: null }, 'needs-admin'],
    ['given an agreement', {}, staff, { agreement: true }, 'needs-admin'],
    ['by a patron', {}, as.patron('20001'), { name: 'x' }, 'role'],
    ['by the feed', {}, as.feed, { name: 'x' }, 'role'],
  ])('403: %s', async ([, plan, client, change, code]) => {
    const id = await addActivity(plan);
    const { status, body } = await patch(id, change, client);
    expect([status, body.type]).toEqual([403, `/problems/${code}`]);
    expect((await activity(id)).version).toBe(1);
  });

  it('staff of one of its branches may rename one with an agreement, and end that', async () => {
    const id = await addActivity({ agreement: true });
    expect((await patch(id, { name: 'x' }, staff)).status).toBe(200);
    expect((await patch(id, { agreement: false }, staff)).status).toBe(200);
    expect((await patch(id, { agreement: true }, staff)).status).toBe(403);
  });
});

describe('PATCH: after its end (A6)', () => {
  it('it is renamed and given contacts, and stays over', async () => {
    const change = { name: 'Later', contacts: ['a@b.example'] };
    const { status, body } = await patch(await overActivity(), change, staff);
    expect([status, body]).toEqual([200, expect.objectContaining({ ...change, state: 'over' })]);
  });

  it('it is prolonged, and runs again', async () => {
    const id = await overActivity();
    expect((await patch(id, { endDate: '2026-10-12' }, staff)).body.state).toBe('running');
    expect((await patch(id, { collections: ['SINT'] }, staff)).status).toBe(200);
  });

  it.each([
    { startDate: '2026-10-02' },
    { branchIds: [EAST] },
    { collections: ['SINT'] },
    { titleIds: [TITLE] },
    { agreement: true },
    { agreementFrom: '2026-10-01' },
    { atEnd: 'lift' },
    { name: 'x', atEnd: 'lift' },
  ])('409 activity-over for %j', async (change) => {
    const id = await overActivity();
    const { status, body } = await patch(id, change);
    expect([status, codes(body)]).toEqual([409, ['activity-over']]);
    expect(body.reasons?.[0]).toMatchObject({
      activityId: id,
      activityName: 'Griffels',
      until: '2026-10-11',
    });
    expect((await activity(id)).version).toBe(1);
  });

  it('409 activity-over for an earlier end: that is not prolonging', async () => {
    const answer = await patch(await overActivity(), { endDate: '2026-10-05' });
    expect([answer.status, codes(answer.body)]).toEqual([409, ['activity-over']]);
  });
});

describe('PATCH: once it is closed', () => {
  it('it is renamed and given contacts', async () => {
    const change = { name: 'Later', contacts: ['a@b.example'] };
    const { status, body } = await patch(await closedActivity(), change, staff);
    expect([status, body]).toEqual([200, expect.objectContaining({ ...change, state: 'closed' })]);
  });

  it.each([
    { endDate: '2026-12-31' },
    { startDate: '2026-10-11' },
    { branchIds: [EAST] },
    { collections: ['SINT'] },
    { agreement: true },
    { atEnd: 'lift' },
  ])('409 activity-closed for %j', async (change) => {
    const id = await closedActivity();
    const { status, body } = await patch(id, change);
    expect([status, codes(body)]).toEqual([409, ['activity-closed']]);
    expect(body.detail).toBe('Griffels is al afgesloten.');
    expect(await activity(id)).toMatchObject({ state: 'closed', endDate: '2026-10-25' });
  });
});

describe('POST /api/activities/{id}/copy (A4)', () => {
  const full = {
    branchIds: [CEN, EAST],
    collections: ['SINT'],
    titleIds: [TITLE],
    agreement: true,
    agreementFrom: '2026-09-21',
    atEnd: 'lift',
    contacts: ['a@b.example'],
  };
  const days = { startDate: '2027-10-12', endDate: '2027-10-20' };

  it('201: all that was said of it on new days, the agreement shifted along, and no blocks', async () => {
    const id = await addActivity(full);
    await addCopy('c1', { collection: 'SINT' });
    await done(block('c1', 'reservation', { code: 8, activityId: id }));
    const { status, headers, body } = await copyTo(id, days);
    expect([status, headers.etag, headers.location]).toEqual([
      201,
      '"1"',
      `/api/activities/${body.id ?? ''}`,
    ]);
    expect(body).toEqual({
      ...full,
      ...days,
      name: 'Griffels',
      id: body.id,
      agreementFrom: '2027-09-21',
      state: 'coming',
      counts: { blocked: 0, onSpecialCards: 0, flags: 0 },
      version: 1,
    });
    expect(body.id).not.toBe(id);
    expect((await activity(id)).counts).toMatchObject({ blocked: 1 });
  });

  it('takes a new name', async () => {
    const { body } = await copyTo(await addActivity(), { ...days, name: 'Griffels 2027' }, staff);
    expect(body).toMatchObject({ name: 'Griffels 2027', ...days, branchIds: [CEN] });
  });

  it('last year’s, over or closed, is there to be copied', async () => {
    for (const id of [await overActivity(), await closedActivity()]) {
      const { status, body } = await copyTo(id, days, staff);
      expect([status, body.state, body.closedOn]).toEqual([201, 'coming', undefined]);
    }
  });

  it('403 for whoever could not make it (A6)', async () => {
    const [plain, bound] = [await addActivity(), await addActivity(full)];
    expect((await copyTo(plain, days, east)).status).toBe(403);
    expect((await copyTo(bound, days, staff)).body.type).toBe('/problems/needs-admin');
    expect((await copyTo(plain, days, as.patron('20001'))).status).toBe(403);
  });

  it.each([
    ['no days', {}, ['/startDate', '/endDate']],
    ['an end before its start', { startDate: '2027-10-12', endDate: '2027-10-11' }, ['/endDate']],
    ['other branches', { ...days, branchIds: [EAST] }, ['/branchIds']],
  ])('400: %s', async (_, body, wrong) => {
    const answer = await copyTo(await addActivity(), body);
    expect([answer.status, pointers(answer.body)]).toEqual([400, wrong]);
  });

  it('400 names the last day, where the agreement would begin after it', async () => {
    const id = await addActivity({ agreement: true, agreementFrom: '2026-10-20' });
    const answer = await copyTo(id, { startDate: '2027-10-12', endDate: '2027-10-13' });
    expect([answer.status, pointers(answer.body)]).toEqual([400, ['/endDate']]);
  });

  it('an Idempotency-Key makes one copy, also when the first has changed since', async () => {
    const id = await addActivity();
    const ask = () => staff.post(`/api/activities/${id}/copy`, days, { 'idempotency-key': 'copy' });
    const first = await ask();
    clock.set('2026-10-12T12:00:00.000Z');
    await done(patch(id, { name: 'Renamed' }));
    expect([first.status, await ask()]).toEqual([201, first]);
  });
});
