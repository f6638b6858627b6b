import { beforeEach, describe, expect, it } from 'vitest';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';
import { each } from '../../../testing/api/response-body.ts';
import { checkAfterEach } from '../../../testing/invariants/after-each.ts';

let library: Library;
beforeEach(async () => {
  library = await openLibrary();
  await library.addCopy('c1');
  for (const id of ['late', 'next', 'other']) await library.addPatron(id);
});

checkAfterEach(() => library, '2026-10-20');

/** A copy lies ready for a title reservation until today, and nobody comes; no night runs. */
const lapse = async (pickupBranchId = CEN) => {
  const { id } = await done(library.reserve('late', { titleId: TITLE, pickupBranchId }));
  await done(library.checkIn('c1'));
  if (pickupBranchId !== CEN) await done(library.checkIn('c1', pickupBranchId));
  expect(await library.reservation(id)).toMatchObject({ status: 'ready', readyUntil: '2026-10-19' });
  library.clock.set('2026-10-20T07:00:00.000Z');
  expect((await library.reservation(id)).status).toBe('expired');
  return id;
};

const pulled = async () =>
  each(await done(library.staff.get(`/api/branches/${CEN}/pull-list`)), 'copy').map(
    (copy) => (copy as { copyId: string }).copyId,
  );

describe('R13: a hold that has lapsed frees its copy at once, before any night', () => {
  it.each([
    ['at home it stands on the shelf', CEN, 'available'],
    ['elsewhere it goes home', EAST, 'in-transit'],
  ])('%s, in every answer', async (_, branchId, status) => {
    await lapse(branchId);
    expect((await library.copy('c1')).status).toBe(status);
    const { copies = [] } = await done(library.staff.get(`/api/titles/${TITLE}`));
    expect(copies).toMatchObject([{ copyId: 'c1', status }]);
    expect(each(await done(library.staff.get('/api/copies?ids=c1')), 'status')).toEqual([status]);
  });

  it('its last day is still in force', async () => {
    await done(library.reserve('late', { titleId: TITLE }));
    await done(library.checkIn('c1'));
    library.clock.set('2026-10-19T21:59:59.000Z');
    expect((await library.copy('c1')).status).toBe('reservation-shelf');
  });

  it('it is lent to anybody', async () => {
    await lapse();
    expect((await library.checkOut('c1', 'other')).status).toBe(201);
  });

  it('checked in, it goes to the next in line, and the night takes nothing away', async () => {
    const late = await lapse();
    const { id } = await done(library.reserve('next', { titleId: TITLE }));
    expect((await library.checkIn('c1')).body).toMatchObject({
      next: 'reservation-shelf',
      reservation: { id },
    });
    await library.night('2026-10-20T02:30:00Z');
    expect((await library.reservation(late)).status).toBe('expired');
    expect((await library.copy('c1')).status).toBe('reservation-shelf');
  });

  it('who reserves it as such sees it on the pull list at once', async () => {
    await lapse();
    await done(library.reserve('next', { copyId: 'c1' }));
    expect(await pulled()).toEqual(['c1']);
  });
});
