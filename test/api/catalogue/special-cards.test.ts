import { afterEach, describe, expect, it } from 'vitest';
import { startApi, API_TODAY } from '../../../testing/api/test-api.ts';
import { each, pointers } from '../../../testing/api/response-body.ts';
import { violations } from '../../../testing/invariants/invariants.ts';
import { CEN, done, EAST, openLibrary } from '../../../testing/api/small-library.ts';
import type { RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};
const library = await openLibrary({ hook });
const { as, staff, east, clock, addBranch, addCopy, addPatron, addCard, addActivity, reserve } = library;
const { checkOut, checkIn } = library;

const cards = async (query: string) => each(await done(staff.get(`/api/patrons?${query}`)), 'patronId');
const at = (branchId: string) => cards(`branchId=${branchId}`);
/** A branch that no other test uses. */
const ownBranch = async (branchId: string) => (await addBranch(branchId)).branchId ?? '';

afterEach(async () => {
  hook.before = undefined;
  clock.setDay(API_TODAY);
  expect(await violations(library, API_TODAY)).toEqual([]);
});

describe('GET /api/patrons?branchId=', () => {
  it('the special cards of a branch, by number, each as it is by itself', async () => {
    const branchId = await ownBranch('B1');
    for (const id of ['S3', 'S1', 'S2']) await addCard(id, { branchId, label: `Vitrine ${id}` });
    await addPatron('20001', { branchId });
    const { status, body } = await staff.get(`/api/patrons?branchId=${branchId}`);
    const single = (id: string) => done(staff.get(`/api/patrons/${id}`));
    expect([status, body]).toEqual([
      200,
      { items: [await single('S1'), await single('S2'), await single('S3')] },
    ]);
  });

  it('P1: staff of any branch and admins; not a patron, not even of a special card', async () => {
    const of = `/api/patrons?branchId=${CEN}`;
    expect((await east.get(of)).status).toBe(200);
    expect((await as.admin.get(of)).status).toBe(200);
    for (const client of [as.patron('20001'), as.patron('S1'), as.feed]) {
      const { status, body } = await client.get(of);
      expect([status, body.type]).toEqual([403, '/problems/role']);
    }
  });

  it('a card that moves goes along, once it may', async () => {
    const [from, to] = [await ownBranch('B2'), await ownBranch('B3')];
    await addCard('M1', { branchId: from });
    await addCopy('m1', { branchId: from });
    await done(checkOut('m1', 'M1', { branchId: from }));
    const move = { branchId: to, kind: 'special' };
    expect((await as.admin.put('/api/patrons/M1', move)).status).toBe(409);
    expect([await at(from), await at(to)]).toEqual([['M1'], []]);
    await done(checkIn('m1', from));
    await done(as.admin.put('/api/patrons/M1', move));
    expect([await at(from), await at(to)]).toEqual([[], ['M1']]);
  });

  it('one that becomes an ordinary card is gone, and is back when it is special again', async () => {
    const branchId = await ownBranch('B4');
    await addCard('O1', { branchId });
    await addPatron('O1', { branchId });
    expect(await at(branchId)).toEqual([]);
    await addCard('O1', { branchId });
    expect(await at(branchId)).toEqual(['O1']);
  });

  it('one that is changed stays where it is; so does one that is put again as it was', async () => {
    const branchId = await ownBranch('B5');
    for (const label of ['Hal', 'Etalage', 'Etalage']) await addCard('C1', { branchId, label });
    const { items } = await done(staff.get(`/api/patrons?branchId=${branchId}`));
    expect(items).toMatchObject([{ patronId: 'C1', label: 'Etalage', version: 2 }]);
  });

  it('one that is deleted is gone from the first write on, also where the rest was cut off', async () => {
    const branchId = await ownBranch('B6');
    const activityId = await addActivity();
    await addCard('D1', { branchId, activityId });
    hook.before = ({ command }) => {
      if (command === 'DeleteCommand') throw new Error('cut off');
    };
    expect((await as.admin.delete('/api/patrons/D1')).status).toBe(500);
    expect([await at(branchId), await cards(`activityId=${activityId}`)]).toEqual([[], []]);
    hook.before = undefined;
    expect((await as.admin.delete('/api/patrons/D1')).status).toBe(204);
    expect(await at(branchId)).toEqual([]);
    await addCard('D1', { branchId });
    expect(await at(branchId)).toEqual(['D1']);
  });

  it('is in one place, whoever moves it at the same moment', async () => {
    const places = [await ownBranch('B7'), await ownBranch('B8')];
    await addCard('R1', { branchId: places[0] });
    const functions = await Promise.all([1, 2, 3, 4].map(() => startApi({ beside: library })));
    const answers = await Promise.all(
      functions.map((one, n) =>
        one.as.admin.put('/api/patrons/R1', { branchId: places[n % 2], kind: 'special' }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { branchId } = await done(staff.get('/api/patrons/R1'));
    const found = await Promise.all(places.map(at));
    expect(found).toEqual(places.map((place) => (place === branchId ? ['R1'] : [])));
  });

  it('T2: counts the reservations that are open today, before the night has been', async () => {
    const branchId = await ownBranch('B9');
    await addCard('N1', { branchId });
    for (const id of ['n1', 'n2']) await addCopy(id, { branchId });
    await done(reserve('N1', { copyId: 'n1', pickupBranchId: branchId, expiresOn: '2026-10-20' }));
    await done(reserve('N1', { copyId: 'n2', pickupBranchId: branchId }));
    const counts = async () =>
      each(await done(staff.get(`/api/patrons?branchId=${branchId}`)), 'openReservations');
    expect(await counts()).toEqual([2]);
    clock.setDay('2026-10-21');
    expect(await counts()).toEqual([1]);
  });
});

describe('GET /api/patrons?activityId=', () => {
  it('the special cards of an activity, of all branches, by number', async () => {
    const activityId = await addActivity({ branchIds: [CEN, EAST] });
    await addCard('A3', { activityId });
    await addCard('A1', { activityId, branchId: EAST });
    await addCard('A2', { activityId: await addActivity() });
    expect(await cards(`activityId=${activityId}`)).toEqual(['A1', 'A3']);
    await addCard('A3', { activityId: await addActivity() });
    await done(staff.put('/api/patrons/A3', { branchId: CEN, kind: 'special' }));
    expect(await cards(`activityId=${activityId}`)).toEqual(['A1']);
  });

  it('none for one that nobody knows', async () => {
    expect(await cards('activityId=none')).toEqual([]);
    expect(await at('none')).toEqual([]);
  });
});

describe('GET /api/patrons', () => {
  it.each(['branchId', 'activityId'])('?%s= comes in pages that stay in order', async (by) => {
    const ids = Array.from({ length: 7 }, (_, n) => `P-${by}-${n}`);
    const activityId = await addActivity();
    const branchId = await ownBranch(`P-${by}`);
    for (const id of ids) await addCard(id, { branchId, activityId });
    const query = by === 'branchId' ? `branchId=${branchId}` : `activityId=${activityId}`;
    const page = (cursor = '') => done(staff.get(`/api/patrons?${query}&limit=3${cursor}`));
    const first = await page();
    const second = await page(`&cursor=${first.next ?? ''}`);
    const last = await page(`&cursor=${second.next ?? ''}`);
    const found = [first, second, last].map((one) => each(one, 'patronId'));
    expect(found).toEqual([ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)]);
    expect(last.next).toBeUndefined();
  });

  it.each([
    ['', ['/query']],
    [`?branchId=${CEN}&activityId=A1`, ['/query']],
    ['?branchId=', ['/query/branchId']],
    ['?activityId=a%20b', ['/query/activityId']],
    ['?patronId=S1', ['/query/patronId', '/query']],
  ])('400 for “%s”', async (query, wrong) => {
    const { status, body } = await as.admin.get(`/api/patrons${query}`);
    expect([status, pointers(body)]).toEqual([400, wrong]);
  });
});
