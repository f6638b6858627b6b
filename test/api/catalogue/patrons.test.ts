import { describe, expect, it } from 'vitest';
import { codes, pointers } from '../../../testing/api/response-body.ts';
import { CEN, EAST, openLibrary } from '../../../testing/api/small-library.ts';

const { as, staff, addCopy, addPatron, addCard, checkOut, checkIn, copy } = await openLibrary();
const ordinary = { branchId: CEN, kind: 'ordinary' };
const special = { branchId: CEN, kind: 'special', label: 'Vitrine' };

describe('PUT /api/patrons/{patronId}', () => {
  it('201 makes a card, 200 replaces it', async () => {
    const made = await as.feed.put('/api/patrons/20001', ordinary);
    expect([made.status, made.body]).toEqual([
      201,
      { patronId: '20001', ...ordinary, blocked: false, openReservations: 0, version: 1 },
    ]);
    const replaced = await as.admin.put('/api/patrons/20001', { ...ordinary, branchId: EAST, blocked: true });
    expect([replaced.status, replaced.body]).toMatchObject([
      200,
      { branchId: EAST, blocked: true, version: 2 },
    ]);
  });

  it('S0: staff make and change the special cards of their own branch', async () => {
    expect((await staff.put('/api/patrons/S10', special)).status).toBe(201);
    const { status, body } = await staff.put('/api/patrons/S10', { ...special, label: 'Hal' });
    expect([status, body.label]).toEqual([200, 'Hal']);
  });

  it.each([
    ['another branch’s special card', { ...special, branchId: EAST }, 'other-branch'],
    ['an ordinary card', ordinary, 'role'],
  ])('S0: staff do not make %s: 403', async (_, body, code) => {
    const answer = await staff.put('/api/patrons/S11', body);
    expect([answer.status, answer.body.type]).toEqual([403, `/problems/${code}`]);
  });

  it('S0: staff take no card over from another branch, give none away, and make no ordinary one special', async () => {
    await addCard('S12', { branchId: EAST });
    await addCard('S13');
    await addPatron('20002');
    expect((await staff.put('/api/patrons/S12', special)).status).toBe(403);
    expect((await staff.put('/api/patrons/S13', { ...special, branchId: EAST })).status).toBe(403);
    expect((await staff.put('/api/patrons/20002', special)).status).toBe(403);
    expect((await as.staff(CEN, EAST).put('/api/patrons/S13', { ...special, branchId: EAST })).status).toBe(
      200,
    );
  });

  it.each([
    ['its branch', { ...special, branchId: EAST }],
    ['its kind', ordinary],
  ])('S0: a card with copies on it keeps %s: 409 card-in-use', async (_, change) => {
    const id = `S2${change.kind}`;
    await addCard(id);
    await addCopy(`on-${id}`);
    await checkOut(`on-${id}`, id);
    const refused = await as.admin.put(`/api/patrons/${id}`, change);
    expect([refused.status, codes(refused.body)]).toEqual([409, ['card-in-use']]);
    await checkIn(`on-${id}`);
    expect((await as.admin.put(`/api/patrons/${id}`, change)).status).toBe(200);
  });

  it('S2: a new label is on every copy of the card; the feed leaves the label as it is', async () => {
    await addCard('S30');
    for (const id of ['s30-1', 's30-2']) {
      await addCopy(id);
      await checkOut(id, 'S30');
    }
    await staff.put('/api/patrons/S30', { ...special, label: 'Etalage' });
    const fed = await as.feed.put('/api/patrons/S30', { branchId: CEN, kind: 'special' });
    expect(fed.body.label).toBe('Etalage');
    expect((await copy('s30-1')).loan?.label).toBe('Etalage');
    expect((await copy('s30-2')).loan?.label).toBe('Etalage');
    await staff.put('/api/patrons/S30', { branchId: CEN, kind: 'special' });
    expect((await copy('s30-1')).loan).not.toHaveProperty('label');
  });

  it('409 for a branch and an activity that are not there: both are named', async () => {
    const body = { ...special, branchId: 'none', activityId: 'A1' };
    const { status, body: answer } = await as.admin.put('/api/patrons/S14', body);
    expect([status, codes(answer)]).toEqual([409, ['unknown-branch', 'unknown-activity']]);
  });

  it.each([
    ['without a branch', { kind: 'ordinary' }, ['/branchId']],
    ['without a kind', { branchId: CEN }, ['/kind']],
    ['with another kind', { ...ordinary, kind: 'vip' }, ['/kind']],
    ['with a label on an ordinary card', { ...ordinary, label: 'x' }, ['/label']],
    ['with an activity on an ordinary card', { ...ordinary, activityId: 'A1' }, ['/activityId']],
    ['with a label that is too long', { ...special, label: 'x'.repeat(101) }, ['/label']],
    ['with a name (P2)', { ...ordinary, name: 'Annie' }, ['/name']],
    ['with counts', { ...ordinary, openReservations: 0 }, ['/openReservations']],
    ['blocked by a number', { ...ordinary, blocked: 1 }, ['/blocked']],
  ])('400 %s', async (_, body, wrong) => {
    const answer = await as.admin.put('/api/patrons/29999', body);
    expect([answer.status, pointers(answer.body)]).toEqual([400, wrong]);
  });
});

describe('GET /api/patrons/{patronId}', () => {
  it('P1: a patron sees their own card, not somebody else’s; staff see any', async () => {
    await addPatron('20003');
    expect((await as.patron('20003').get('/api/patrons/20003')).status).toBe(200);
    const other = await as.patron('20004').get('/api/patrons/20003');
    expect([other.status, other.body.type]).toEqual([403, '/problems/other-patron']);
    expect((await as.staff(EAST).get('/api/patrons/20003')).status).toBe(200);
  });

  it('P1: whether somebody else’s card exists is not told', async () => {
    expect((await as.patron('20004').get('/api/patrons/none')).status).toBe(403);
    expect((await as.patron('none').get('/api/patrons/none')).status).toBe(404);
  });
});

describe('DELETE /api/patrons/{patronId}', () => {
  it('204 and it is gone; 404 the second time', async () => {
    await addPatron('20005');
    const gone = await as.feed.delete('/api/patrons/20005');
    expect([gone.status, gone.body]).toEqual([204, {}]);
    expect((await as.admin.get('/api/patrons/20005')).status).toBe(404);
    expect((await as.feed.delete('/api/patrons/20005')).status).toBe(404);
  });

  it('409 patron-has-loans while something is on loan', async () => {
    await addPatron('20006');
    await addCopy('d1');
    await checkOut('d1', '20006');
    const refused = await as.admin.delete('/api/patrons/20006');
    expect([refused.status, codes(refused.body)]).toEqual([409, ['patron-has-loans']]);
    await checkIn('d1');
    expect((await as.admin.delete('/api/patrons/20006')).status).toBe(204);
  });

  it('412 for another version than there is', async () => {
    await addPatron('20007');
    expect((await as.admin.delete('/api/patrons/20007', { 'if-match': '"7"' })).status).toBe(412);
    expect((await as.admin.delete('/api/patrons/20007', { 'if-match': '"1"' })).status).toBe(204);
  });
});
