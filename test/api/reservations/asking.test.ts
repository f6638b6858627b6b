import { describe, expect, it } from 'vitest';
import '../../../testing/api/silence-logs.ts';
import { codes } from '../../../testing/api/response-body.ts';
import { CEN, done, openLibrary } from '../../../testing/api/small-library.ts';
import { everythingIn } from '../../../testing/database/empty-table.ts';

describe('R17: asking changes nothing', () => {
  const open = async () => {
    const library = await openLibrary();
    const { addTitle, addCopy, addPatron, addBranch, reserve, clock } = library;
    await addBranch(CEN, { reservationLimit: 2 });
    await addTitle('T2');
    for (const [copyId, titleId] of [
      ['a', 'T1'],
      ['b', 'T2'],
      ['c', 'T2'],
    ] as const)
      await addCopy(copyId, { titleId });
    await addPatron('reader');
    // Two reservations that lapse. The card may have no more than two.
    for (const copyId of ['a', 'b']) await done(reserve('reader', { copyId, expiresOn: '2026-10-12' }));
    clock.setDay('2026-10-13');
    return library;
  };

  it.each([
    ['a copy', { copyId: 'c' }],
    ['a copy whose reservation has lapsed', { copyId: 'a' }],
    ['a title', { titleId: 'T2' }],
  ])('of %s, whatever has lapsed on the card', async (_, of) => {
    const library = await open();
    const { as, reserve } = library;
    const before = await everythingIn(library);
    const question = { patronId: 'reader', pickupBranchId: CEN, ...of };
    const answer = await done(as.admin.post('/api/reservations/check', question));
    expect(answer.allowed).toBe(true);
    expect(await everythingIn(library)).toEqual(before);
    // The reservation itself closes the one that has lapsed.
    expect((await reserve('reader', of)).status).toBe(201);
    expect((await done(as.admin.get('/api/patrons/reader'))).openReservations).toBe(1);
  });

  it('what is still open counts', async () => {
    const { as, reserve, clock } = await open();
    clock.setDay('2026-10-12');
    const question = { patronId: 'reader', pickupBranchId: CEN, copyId: 'c' };
    expect(codes((await as.admin.post('/api/reservations/check', question)).body)).toEqual([
      'reservation-limit-reached',
    ]);
    expect((await reserve('reader', { copyId: 'c' })).status).toBe(409);
  });
});
