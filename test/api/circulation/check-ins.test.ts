import { beforeEach, describe, expect, it } from 'vitest';
import { codes, pointers } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openWithCards, TITLE, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
beforeEach(async () => {
  library = await openWithCards();
});

describe('POST /api/check-ins: where the copy goes now (R7)', () => {
  it('200 to its shelf, at home and with nobody waiting', async () => {
    await library.checkOut('c1', 'own');
    const answer = await library.staff.post('/api/check-ins', { copyId: 'c1', branchId: CEN });
    expect([answer.status, answer.headers.etag]).toEqual([200, '"3"']);
    expect(answer.body).toMatchObject({ next: 'shelf', blocks: [], belongsTo: [], lifted: [] });
    expect(answer.body.copy).toMatchObject({ status: 'available', version: 3 });
    expect(answer.body).not.toHaveProperty('reservation');
    expect((await done(library.staff.get('/api/loans?patronId=own'))).items).toEqual([]);
  });

  it('to the reservation shelf: the reservation is ready, and until when', async () => {
    await library.checkOut('c1', 'own');
    const { id } = await done(library.reserve('guest', { copyId: 'c1' }));
    const { body } = await library.checkIn('c1');
    expect(body).toMatchObject({
      next: 'reservation-shelf',
      copy: { status: 'reservation-shelf' },
      reservation: { id, status: 'ready', servedBy: 'c1', readyUntil: '2026-10-19' },
    });
    expect(await library.reservation(id)).toEqual(body.reservation);
  });

  it('in transit to where it is collected; there it is ready', async () => {
    await library.checkOut('c1', 'own');
    const { id } = await done(library.reserve('guest', { titleId: TITLE, pickupBranchId: EAST }));
    const sent = await library.checkIn('c1');
    expect(sent.body).toMatchObject({
      next: 'transit',
      toBranchId: EAST,
      copy: { status: 'in-transit' },
      reservation: { id, status: 'in-transit', servedBy: 'c1' },
    });
    const arrived = await library.checkIn('c1', EAST);
    expect(arrived.body).toMatchObject({ next: 'reservation-shelf', reservation: { id, status: 'ready' } });
  });

  it('home, when it serves nobody and is checked in elsewhere; there it is available', async () => {
    await library.checkOut('c1', 'own');
    const sent = await library.checkIn('c1', EAST);
    expect(sent.body).toMatchObject({ next: 'transit', toBranchId: CEN, copy: { status: 'in-transit' } });
    expect(sent.body).not.toHaveProperty('reservation');
    expect((await library.checkIn('c1')).body).toMatchObject({
      next: 'shelf',
      copy: { status: 'available' },
    });
  });

  it('to the special card that reserved it: ready without limit', async () => {
    const { id } = await done(library.reserve('S1', { copyId: 'c1' }));
    const { body } = await library.checkIn('c1');
    expect(body).toMatchObject({
      next: 'special-card',
      copy: { status: 'reservation-shelf' },
      reservation: { id, status: 'ready' },
    });
    expect(body.reservation).not.toHaveProperty('readyUntil');
  });

  it('a copy that is not out is checked in all the same; twice changes nothing more', async () => {
    expect((await library.checkIn('c1')).body.next).toBe('shelf');
    expect((await library.checkIn('c1')).body.next).toBe('shelf');
  });

  it.each([
    ['missing', 'wasMissing', 'wasOnOrder'],
    ['onOrder', 'wasOnOrder', 'wasMissing'],
  ])('R11: one that is %s is found, says so once, and serves who waits', async (field, was, wasNot) => {
    const { id } = await done(library.reserve('own', { copyId: 'c1' }));
    await library.addCopy('c1', { [field]: true });
    const { body } = await library.checkIn('c1');
    expect(body).toMatchObject({
      [was]: true,
      copy: { status: 'reservation-shelf' },
      reservation: { id, status: 'ready' },
    });
    expect(body).not.toHaveProperty(wasNot);
    expect((await library.checkIn('c1')).body).not.toHaveProperty(was);
  });

  it.each([
    ['at home', CEN],
    ['elsewhere', EAST],
  ])('R11: a withdrawn copy goes nowhere, checked in %s, and serves nobody', async (_, branchId) => {
    const { id } = await done(library.reserve('own', { copyId: 'c1' }));
    await done(library.reserve('guest', { titleId: TITLE }));
    await library.addCopy('c1', { withdrawn: true, missing: true });
    const { body } = await library.checkIn('c1', branchId);
    expect(body).toMatchObject({ next: 'withdrawn', wasMissing: true, copy: { status: 'withdrawn' } });
    expect([body.toBranchId, body.reservation]).toEqual([undefined, undefined]);
    expect((await library.reservation(id)).status).toBe('waiting');
    await library.addCopy('c1');
    expect((await library.copy('c1')).status).toBe('available');
  });

  it('S3: tells which blocks are still on', async () => {
    await library.checkOut('c1', 'S1');
    await library.block('c1', 'reservation', { code: 8 });
    await library.block('c1', 'loan', { endDate: '2026-12-31' });
    const { body } = await library.checkIn('c1');
    expect(body.blocks).toMatchObject([
      { kind: 'reservation', code: 8, activityOver: false },
      { kind: 'loan', endDate: '2026-12-31', activityOver: false },
    ]);
  });
});

describe('POST /api/check-ins: refusals', () => {
  it('403 at the desk of another branch', async () => {
    const { status, body } = await library.east.post('/api/check-ins', { copyId: 'c1', branchId: CEN });
    expect([status, body.type]).toEqual([403, '/problems/other-branch']);
  });

  it.each([
    ['an unknown copy', { copyId: 'none', branchId: CEN }, ['unknown-copy']],
    ['an unknown branch', { copyId: 'c1', branchId: 'none' }, ['unknown-branch']],
    ['neither known', { copyId: 'none', branchId: 'none' }, ['unknown-copy', 'unknown-branch']],
  ])('409 for %s', async (_, body, reasons) => {
    const answer = await library.as.admin.post('/api/check-ins', body);
    expect([answer.status, codes(answer.body)]).toEqual([409, reasons]);
    expect((await library.copy('c1')).version).toBe(1);
  });

  it.each([
    ['no copy', { branchId: CEN }, ['/copyId']],
    ['no branch', { copyId: 'c1' }, ['/branchId']],
    [
      'liftEndedBlocks by a word',
      { copyId: 'c1', branchId: CEN, liftEndedBlocks: 'y' },
      ['/liftEndedBlocks'],
    ],
    ['a card', { copyId: 'c1', branchId: CEN, patronId: 'own' }, ['/patronId']],
  ])('400 with %s', async (_, body, wrong) => {
    const answer = await library.staff.post('/api/check-ins', body);
    expect([answer.status, pointers(answer.body)]).toEqual([400, wrong]);
  });
});
