// Long: what a PUT keeps and what the lists show is tried with the same few copies.

import { describe, expect, it } from 'vitest';
import { codes, each, pointers } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, TITLE } from '../../../testing/api/small-library.ts';

const library = await openLibrary();
const { as, addTitle, addCopy, addPatron, addCard, reserve, checkOut, checkIn, block, copy } = library;
await addPatron('20001');
await addCard('S1');

describe('PUT /api/copies/{copyId}', () => {
  it('201 makes a copy that can be had; leading zeros stay', async () => {
    const wanted = { titleId: TITLE, branchId: CEN, collection: 'SINT', shelfmark: 'A 1' };
    const { status, body } = await as.feed.put('/api/copies/00123', wanted);
    expect(status).toBe(201);
    expect(body).toEqual({
      copyId: '00123',
      ...wanted,
      status: 'available',
      blocks: [],
      reservable: { code: null, open: true },
      lendable: { open: true },
      reservations: 0,
      version: 1,
      affectedReservations: [],
    });
  });

  it('200 replaces what the catalogue says; blocks, loan and reservations go on', async () => {
    await addCopy('a1', { collection: 'SINT', shelfmark: 'A' });
    await block('a1', 'reservation', { code: 7 });
    await reserve('20001', { copyId: 'a1' });
    const { status, body } = await as.feed.put('/api/copies/a1', { titleId: TITLE, branchId: CEN });
    expect(status).toBe(200);
    expect(body).toMatchObject({ reservations: 1, reservable: { code: 7 } });
    expect([body.collection, body.shelfmark]).toEqual([undefined, undefined]);
    expect(body.blocks).toHaveLength(1);
  });

  it.each([
    ['onOrder', 'on-order'],
    ['missing', 'missing'],
    ['withdrawn', 'withdrawn'],
  ])('a copy that is %s has status %s, until the catalogue says otherwise', async (field, status) => {
    await addCopy(`s-${field}`, { [field]: true });
    expect((await copy(`s-${field}`)).status).toBe(status);
    await addCopy(`s-${field}`, { [field]: false });
    expect((await copy(`s-${field}`)).status).toBe('available');
  });

  it.each(['missing', 'withdrawn'])(
    'R11: one that is %s keeps its reservations and names them',
    async (field) => {
      await addCopy(`r-${field}`);
      await reserve('20001', { copyId: `r-${field}` });
      const gone = await addCopy(`r-${field}`, { [field]: true });
      expect(gone.affectedReservations).toMatchObject([
        { patronId: '20001', status: 'waiting', position: 1 },
      ]);
      expect(gone.reservations).toBe(1);
      const back = await addCopy(`r-${field}`, { [field]: false });
      expect(back.affectedReservations).toEqual([]);
    },
  );

  it.each([
    ['lent', async (id: string) => [await checkOut(id, '20001'), await checkIn(id)]],
    ['checked in', async (id: string) => [await checkIn(id)]],
  ])('R11: one on order that was %s has come in, whatever the feed says', async (how, handle) => {
    const id = `o-${how.replace(' ', '-')}`;
    const asFeed = (over: object) =>
      as.feed.put(`/api/copies/${id}`, { titleId: TITLE, branchId: CEN, ...over });
    await done(asFeed({ onOrder: true }));
    expect((await done(asFeed({ onOrder: true }))).status).toBe('on-order');
    await handle(id);
    expect((await done(asFeed({ onOrder: true }))).status).toBe('available');
  });

  it('R11: a check-in finds a missing copy: a feed that leaves it out does not lose it again', async () => {
    const asFeed = (over: object) =>
      as.feed.put('/api/copies/f1', { titleId: TITLE, branchId: CEN, ...over });
    await done(asFeed({ missing: true }));
    expect((await done(asFeed({ shelfmark: 'A' }))).status).toBe('missing');
    await done(checkIn('f1'));
    expect((await done(asFeed({ shelfmark: 'B' }))).status).toBe('available');
    expect((await done(asFeed({ missing: true }))).status).toBe('missing');
    expect((await done(asFeed({ missing: false }))).status).toBe('available');
  });

  it('R11: an admin who leaves out that it is missing says that it is not', async () => {
    await addCopy('f2', { missing: true });
    expect((await done(as.admin.put('/api/copies/f2', { titleId: TITLE, branchId: CEN }))).status).toBe(
      'available',
    );
  });

  it('409 for a title and a branch that are not there: both are named', async () => {
    const { status, body } = await as.feed.put('/api/copies/x', { titleId: 'none', branchId: 'none' });
    expect([status, codes(body)]).toEqual([409, ['unknown-title', 'unknown-branch']]);
    expect((await as.admin.get('/api/copies/x')).status).toBe(404);
  });

  it('409 copy-on-loan for another branch while it is on loan; its collection may change', async () => {
    await addCopy('l1');
    await checkOut('l1', '20001');
    const moved = await as.feed.put('/api/copies/l1', { titleId: TITLE, branchId: EAST });
    expect([moved.status, codes(moved.body)]).toEqual([409, ['copy-on-loan']]);
    expect((await addCopy('l1', { collection: 'KERST' })).status).toBe('on-loan');
    await checkIn('l1');
    expect((await addCopy('l1', { branchId: EAST })).branchId).toBe(EAST);
  });

  it('moves to another title, and is listed there only', async () => {
    await addTitle('M1');
    await addTitle('M2');
    await addCopy('m', { titleId: 'M1' });
    await addCopy('m', { titleId: 'M2' });
    const listed = async (id: string) => (await done(as.admin.get(`/api/titles/${id}`))).copies?.length;
    expect([await listed('M1'), await listed('M2')]).toEqual([0, 1]);
  });

  it.each([
    ['without a title', { branchId: CEN }, ['/titleId']],
    ['without a branch', { titleId: TITLE }, ['/branchId']],
    [
      'with a collection that cannot be one',
      { titleId: TITLE, branchId: CEN, collection: 'A B' },
      ['/collection'],
    ],
    ['with an empty shelfmark', { titleId: TITLE, branchId: CEN, shelfmark: '' }, ['/shelfmark']],
    ['with a status', { titleId: TITLE, branchId: CEN, status: 'available' }, ['/status']],
    ['with blocks', { titleId: TITLE, branchId: CEN, blocks: [] }, ['/blocks']],
    ['missing by a word', { titleId: TITLE, branchId: CEN, missing: 'true' }, ['/missing']],
  ])('400 %s', async (_, body, wrong) => {
    const answer = await as.feed.put('/api/copies/x', body);
    expect([answer.status, pointers(answer.body)]).toEqual([400, wrong]);
  });
});

describe('GET /api/copies/{copyId}', () => {
  it('404 for one that is not there', async () => {
    const { status, body } = await as.admin.get('/api/copies/none');
    expect([status, body.detail]).toEqual([404, 'Geen exemplaar gevonden met deze barcode.']);
  });

  it('shows a loan to staff: the card, and whether it is a special one (S2)', async () => {
    await addCopy('o1');
    await addCopy('o2');
    await checkOut('o1', '20001');
    await checkOut('o2', 'S1');
    expect(await copy('o1')).toMatchObject({
      status: 'on-loan',
      loan: { patronId: '20001', special: false, dueDate: '2026-11-02' },
    });
    const displayed = await copy('o2');
    expect(displayed.status).toBe('on-special-card');
    expect(displayed.loan).toEqual({
      patronId: 'S1',
      special: true,
      label: 'Vitrine',
      since: displayed.loan?.since,
    });
  });
});

describe('GET /api/copies', () => {
  it('lists a collection, of one branch or all, in pages that stay in order', async () => {
    const ids = Array.from({ length: 7 }, (_, n) => `k${n}`);
    for (const id of ids) await addCopy(id, { collection: 'KLIST', branchId: id < 'k4' ? CEN : EAST });
    const list = '/api/copies?collection=KLIST';
    const first = await done(as.admin.get(`${list}&limit=3`));
    const second = await done(as.admin.get(`${list}&limit=3&cursor=${first.next ?? ''}`));
    const last = await done(as.admin.get(`${list}&limit=3&cursor=${second.next ?? ''}`));
    expect([first, second, last].map((one) => each(one, 'copyId'))).toEqual([
      ['k0', 'k1', 'k2'],
      ['k3', 'k4', 'k5'],
      ['k6'],
    ]);
    expect(last.next).toBeUndefined();
    const east = await as.patron('1').get(`${list}&branchId=${EAST}`);
    expect(each(east.body, 'copyId')).toEqual(['k4', 'k5', 'k6']);
  });

  it('of an activity: those that carry a block of it; nobody can set one yet', async () => {
    const { status, body } = await as.staff(CEN).get('/api/copies?activityId=kinderboekenweek');
    expect([status, body.items]).toEqual([200, []]);
  });

  it.each([
    ['nothing', ''],
    ['a branch alone', `branchId=${CEN}`],
    ['blocks of no branch', 'blocked=any'],
    ['a collection and blocks', `collection=SINT&branchId=${CEN}&blocked=any`],
    ['a collection and an activity', 'collection=SINT&activityId=fair'],
    ['an activity and a branch', `activityId=fair&branchId=${CEN}`],
  ])('400 for %s: one list at a time', async (_name, query) => {
    expect((await as.admin.get(`/api/copies?${query}`)).status).toBe(400);
  });

  it('forgets a copy that has left the collection', async () => {
    await addCopy('g1', { collection: 'GONE' });
    await addCopy('g1');
    expect((await as.admin.get('/api/copies?collection=GONE')).body.items).toEqual([]);
  });

  it.each([
    ['reservation', ['b-both', 'b-res']],
    ['loan', ['b-both', 'b-loan']],
    ['any', ['b-both', 'b-loan', 'b-res']],
  ])('blocked=%s lists the copies of a branch with such a block', async (blocked, found) => {
    const there = await openLibrary();
    for (const id of ['b-res', 'b-loan', 'b-both', 'b-none']) await there.addCopy(id, { branchId: EAST });
    for (const id of ['b-res', 'b-both']) await there.block(id, 'reservation');
    for (const id of ['b-loan', 'b-both']) await there.block(id, 'loan');
    const { body } = await there.as.admin.get(`/api/copies?branchId=${EAST}&blocked=${blocked}`);
    expect(each(body, 'copyId')).toEqual(found);
    expect((await there.as.admin.get(`/api/copies?branchId=${CEN}&blocked=any`)).body.items).toEqual([]);
  });

  it.each([
    '',
    '?branchId=CEN',
    '?blocked=any',
    '?collection=A&blocked=any&branchId=CEN',
    '?branchId=CEN&blocked=all',
  ])('400 for “%s”', async (query) => {
    expect((await as.admin.get(`/api/copies${query}`)).status).toBe(400);
  });
});
