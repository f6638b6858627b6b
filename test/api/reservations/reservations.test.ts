import { describe, expect, it } from 'vitest';
import { codes, each, pointers } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, TITLE } from '../../../testing/api/small-library.ts';

const library = await openLibrary();
const { as, staff, east, addTitle, addCopy, addPatron, addCard, reserve, reservation } = library;
await addPatron('20001');
await addPatron('20002');
await addCard('S1');
await addCopy('c1');

const asked = { copyId: 'c1', patronId: '20001', pickupBranchId: CEN };

describe('POST /api/reservations', () => {
  it('201 with the reservation, its place in line and where to find it', async () => {
    await addCopy('n1');
    const { status, headers, body } = await staff.post('/api/reservations', { ...asked, copyId: 'n1' });
    expect(status).toBe(201);
    expect(headers.location).toBe(`/api/reservations/${body.id ?? ''}`);
    expect(headers.etag).toBe('"1"');
    expect(body).toEqual({
      id: body.id,
      kind: 'copy',
      copyId: 'n1',
      titleId: TITLE,
      patronId: '20001',
      pickupBranchId: CEN,
      status: 'waiting',
      position: 1,
      placedAt: body.placedAt,
      expiresOn: '2027-10-12',
      version: 1,
    });
    expect((await as.patron('20001').get(headers.location ?? '')).body).toEqual(body);
  });

  it('R1: a title reservation names no copy', async () => {
    await addTitle('N2');
    await addCopy('n2', { titleId: 'N2' });
    const { body } = await as.patron('20001').post('/api/reservations', {
      titleId: 'N2',
      patronId: '20001',
      pickupBranchId: EAST,
      expiresOn: '2026-10-12',
    });
    expect(body).toMatchObject({ kind: 'title', titleId: 'N2', position: 1, expiresOn: '2026-10-12' });
    expect(body).not.toHaveProperty('copyId');
  });

  it('B6: behind a dated loan block it says from which day it can be had', async () => {
    await addCopy('n3');
    await library.block('n3', 'loan', { endDate: '2026-12-31' });
    expect((await done(reserve('20001', { copyId: 'n3' }))).from).toBe('2027-01-01');
  });

  it.each([
    ['neither copy nor title', { patronId: '20001', pickupBranchId: CEN }, ['/copyId']],
    ['both copy and title', { ...asked, titleId: TITLE }, ['/copyId']],
    ['no patron', { copyId: 'c1', pickupBranchId: CEN }, ['/patronId']],
    ['no branch to collect it', { copyId: 'c1', patronId: '20001' }, ['/pickupBranchId']],
    ['a last day that is over', { ...asked, expiresOn: '2026-10-11' }, ['/expiresOn']],
    ['a last day that does not exist', { ...asked, expiresOn: '2026-11-31' }, ['/expiresOn']],
    ['an override without a reason', { ...asked, override: {} }, ['/override/reason']],
    ['an override with an empty reason', { ...asked, override: { reason: '' } }, ['/override/reason']],
    ['an override that says more', { ...asked, override: { reason: 'x', by: 'me' } }, ['/override/by']],
    [
      'an override of a title reservation',
      { titleId: TITLE, patronId: '20001', pickupBranchId: CEN, override: { reason: 'x' } },
      ['/override'],
    ],
    ['a status', { ...asked, status: 'ready' }, ['/status']],
  ])('400 for %s; the same for the question', async (_, body, wrong) => {
    for (const path of ['/api/reservations', '/api/reservations/check']) {
      const answer = await staff.post(path, body);
      expect([answer.status, pointers(answer.body)]).toEqual([400, wrong]);
    }
  });

  it('P1: a patron reserves for their own card only, and overrides nothing: 403', async () => {
    const other = await as.patron('20002').post('/api/reservations', asked);
    expect([other.status, other.body.type]).toEqual([403, '/problems/other-patron']);
    const overriding = { ...asked, override: { reason: 'graag' } };
    expect((await as.patron('20001').post('/api/reservations', overriding)).status).toBe(403);
    expect((await as.patron('20002').post('/api/reservations/check', asked)).status).toBe(403);
  });

  it('for a special card only staff of its branch reserve: 403', async () => {
    const forCard = { ...asked, patronId: 'S1' };
    const refused = await east.post('/api/reservations', forCard);
    expect([refused.status, refused.body.type]).toEqual([403, '/problems/other-branch']);
    expect(refused.body.detail).toContain('Deze speciale pas is van Centrum.');
    expect((await as.patron('S1').post('/api/reservations', forCard)).status).toBe(403);
    expect((await staff.post('/api/reservations', forCard)).status).toBe(201);
  });

  it('R10: only staff of the copy’s branch, or an admin, override: 403', async () => {
    const overriding = { ...asked, patronId: '20002', override: { reason: 'afgesproken' } };
    expect((await east.post('/api/reservations', overriding)).status).toBe(403);
    expect((await east.post('/api/reservations', { ...overriding, copyId: 'none' })).status).toBe(409);
  });

  it('what does not fit comes before the person, the person before the rules', async () => {
    const patron = as.patron('20002');
    expect((await patron.post('/api/reservations', { ...asked, x: 1 })).status).toBe(400);
    expect((await patron.post('/api/reservations', { ...asked, copyId: 'none' })).status).toBe(403);
  });
});

describe('GET /api/reservations', () => {
  it('lists those of a card, a title or a copy, oldest first, closed ones too, in pages', async () => {
    const there = await openLibrary();
    for (const id of ['1', '2', '3']) await there.addPatron(id);
    await there.addCopy('c');
    for (const id of ['1', '2', '3']) await there.reserve(id, { copyId: 'c' });
    const mine = await done(there.reserve('1', { titleId: TITLE }));
    const { items = [] } = await done(there.staff.get('/api/reservations?copyId=c'));
    await there.staff.delete(`/api/reservations/${items[0]?.id ?? ''}`);
    for (const [query, patrons] of [
      ['copyId=c', ['1', '2', '3']],
      [`titleId=${TITLE}`, ['1', '2', '3', '1']],
      ['patronId=1', ['1', '1']],
    ] as const) {
      const first = await done(there.staff.get(`/api/reservations?${query}&limit=2`));
      const rest = first.next
        ? await done(there.staff.get(`/api/reservations?${query}&limit=2&cursor=${first.next}`))
        : {};
      expect([...each(first, 'patronId'), ...each(rest, 'patronId')]).toEqual(patrons);
      expect(rest.next).toBeUndefined();
    }
    const ofCopy = await done(there.staff.get('/api/reservations?copyId=c'));
    expect(each(ofCopy, 'status')).toEqual(['cancelled', 'waiting', 'waiting']);
    expect(each(ofCopy, 'position')).toEqual([undefined, 1, 2]);
    const own = await done(there.as.patron('1').get('/api/reservations?patronId=1'));
    expect(each(own, 'id')).toEqual([items[0]?.id, mine.id]);
  });

  it('P1: of a title or a copy, a patron sees their own only; of another card nothing: 403', async () => {
    await addCopy('p1');
    await reserve('20001', { copyId: 'p1' });
    await reserve('20002', { copyId: 'p1' });
    const mine = await done(as.patron('20002').get('/api/reservations?copyId=p1'));
    expect(each(mine, 'patronId')).toEqual(['20002']);
    expect(each(mine, 'position')).toEqual([2]);
    expect((await as.patron('20002').get('/api/reservations?patronId=20001')).status).toBe(403);
  });

  it.each(['', '?copyId=c1&titleId=T1', '?patronId=', '?status=open'])('400 for “%s”', async (query) => {
    expect((await staff.get(`/api/reservations${query}`)).status).toBe(400);
  });
});

describe('GET and DELETE /api/reservations/{id}', () => {
  it('200 with what it was, once; then it is closed: 409', async () => {
    await addCopy('d1');
    const { id = '' } = await done(reserve('20001', { copyId: 'd1' }));
    const cancelled = await as.patron('20001').delete(`/api/reservations/${id}`);
    expect([cancelled.status, cancelled.body]).toMatchObject([200, { id, status: 'cancelled', version: 2 }]);
    expect(cancelled.body).not.toHaveProperty('position');
    expect(await reservation(id)).toEqual(cancelled.body);
    const again = await as.patron('20001').delete(`/api/reservations/${id}`);
    expect([again.status, codes(again.body)]).toEqual([409, ['reservation-closed']]);
  });

  it('P1: a patron sees and cancels only their own: 403', async () => {
    await addCopy('d2');
    const { id = '' } = await done(reserve('20001', { copyId: 'd2' }));
    expect((await as.patron('20002').get(`/api/reservations/${id}`)).status).toBe(403);
    expect((await as.patron('20002').delete(`/api/reservations/${id}`)).status).toBe(403);
    expect((await east.delete(`/api/reservations/${id}`)).status).toBe(200);
  });

  it('one for a special card is cancelled by staff of its branch: 403', async () => {
    await addCopy('d3');
    const { id = '' } = await done(reserve('S1', { copyId: 'd3' }));
    expect((await east.delete(`/api/reservations/${id}`)).status).toBe(403);
    expect((await staff.delete(`/api/reservations/${id}`)).status).toBe(200);
  });

  it('412 for another version', async () => {
    await addCopy('d4');
    const { id = '' } = await done(reserve('20001', { copyId: 'd4' }));
    expect((await staff.delete(`/api/reservations/${id}`, { 'if-match': '"2"' })).status).toBe(412);
    expect((await staff.delete(`/api/reservations/${id}`, { 'if-match': '"1"' })).status).toBe(200);
  });

  it.each(['none', 'c.none.0mv4yozk6a6fje5clc3hd', 't.T1.x', 'c..x', 'c.d1', 'x.y.z', '%20'])(
    '404 for “%s”',
    async (id) => {
      const { status, body } = await staff.get(`/api/reservations/${id}`);
      expect([status, body.detail]).toEqual([404, 'Deze reservering is niet bekend.']);
      expect((await staff.delete(`/api/reservations/${id}`)).status).toBe(404);
    },
  );

  it('ids with dots name their reservations', async () => {
    await addCopy('1.2..3');
    const { id = '' } = await done(reserve('20001', { copyId: '1.2..3' }));
    expect((await reservation(id)).copyId).toBe('1.2..3');
  });
});
