import { beforeEach, describe, expect, it } from 'vitest';
import { checkAfterEach } from '../../../testing/invariants/after-each.ts';
import { done, EAST, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';

let library: Library;

beforeEach(async () => {
  library = await openLibrary();
  const { addCopy, addPatron } = library;
  await addCopy('c1');
  for (const id of ['a', 'b', 'c']) await addPatron(id);
  await addPatron('guest', { branchId: EAST });
});

checkAfterEach(() => library);

const placed = async (patronId: string, of: Readonly<Record<string, unknown>>) =>
  (await done(library.reserve(patronId, of))).id;
const statusOf = async (id: string | undefined) => (await library.reservation(id)).status;

describe('R8: the pull list', () => {
  it('asks for one copy per reservation, at the pick-up branch where it has one', async () => {
    await library.addCopy('c2');
    await library.addCopy('e1', { branchId: EAST });
    await placed('guest', { titleId: TITLE, pickupBranchId: EAST });
    expect([await library.pulls(), await library.pulls(EAST)]).toEqual([[], ['e1 for guest']]);
    await placed('a', { titleId: TITLE });
    expect(await library.pulls()).toEqual(['c1 for a']);
    await placed('b', { titleId: TITLE, pickupBranchId: EAST });
    expect(await library.pulls()).toEqual(['c1 for a', 'c2 for b']);
    await placed('c', { titleId: TITLE });
    expect([...(await library.pulls()), ...(await library.pulls(EAST))]).toHaveLength(3);
  });

  it('forgets it when the reservation is cancelled, or served', async () => {
    const first = await placed('a', { titleId: TITLE });
    await placed('b', { copyId: 'c1' });
    expect(await library.pulls()).toEqual(['c1 for a']);
    await done(library.staff.delete(`/api/reservations/${first ?? ''}`));
    expect(await library.pulls()).toEqual(['c1 for b']);
    await done(library.checkIn('c1'));
    expect(await library.pulls()).toEqual([]);
  });

  it('forgets a copy that is lent, missing, or withdrawn', async () => {
    await placed('a', { titleId: TITLE });
    await done(library.checkOut('c1', 'b'));
    expect(await library.pulls()).toEqual([]);
    await library.addCopy('c2');
    expect(await library.pulls()).toEqual(['c2 for a']);
    await library.addCopy('c2', { missing: true });
    expect(await library.pulls()).toEqual([]);
    await library.addCopy('c2', { missing: false });
    expect(await library.pulls()).toEqual(['c2 for a']);
    await library.addCopy('c2', { withdrawn: true });
    expect(await library.pulls()).toEqual([]);
  });

  it('shows a copy when its block is lifted, or passed over', async () => {
    await library.addCopy('c2', { onOrder: true });
    await placed('a', { titleId: TITLE });
    await done(library.block('c1', 'reservation', { code: 8 }));
    expect(await library.pulls()).toEqual([]);
    await done(library.lift('c1', 'reservation'));
    expect(await library.pulls()).toEqual(['c1 for a']);
    await done(library.block('c1', 'loan'));
    expect(await library.pulls()).toEqual([]);
    await done(library.lift('c1', 'loan'));
    expect(await library.pulls()).toEqual(['c1 for a']);
  });

  it('shows a copy that is added, received, or comes from another title', async () => {
    await done(library.checkOut('c1', 'b'));
    await placed('a', { titleId: TITLE });
    await library.addCopy('new');
    expect(await library.pulls()).toEqual(['new for a']);
    await library.addCopy('new', { withdrawn: true });
    await library.addCopy('order', { onOrder: true });
    expect(await library.pulls()).toEqual([]);
    await library.addCopy('order', { onOrder: false });
    expect(await library.pulls()).toEqual(['order for a']);
    await library.addCopy('order', { withdrawn: true });
    await library.addTitle('T2');
    await library.addCopy('moved', { titleId: 'T2' });
    await library.addCopy('moved');
    expect(await library.pulls()).toEqual(['moved for a']);
  });

  it('passes a blocked patron over', async () => {
    await placed('a', { titleId: TITLE });
    await placed('b', { titleId: TITLE });
    await library.addPatron('a', { blocked: true });
    expect(await library.pulls()).toEqual(['c1 for b']);
  });
});

describe('R11: missing, withdrawn, found again', () => {
  it.each(['missing', 'withdrawn'])('who has a copy put aside that is %s waits again', async (field) => {
    const held = await placed('a', { titleId: TITLE });
    const second = await placed('b', { copyId: 'c1' });
    await done(library.checkIn('c1'));
    await library.addCopy('c1', { [field]: true });
    expect([await statusOf(held), await statusOf(second)]).toEqual(['waiting', 'waiting']);
    await library.addCopy('c1', { [field]: false });
    expect(await library.pulls()).toEqual(['c1 for a']);
    expect((await done(library.checkIn('c1'))).reservation?.patronId).toBe('a');
  });

  it('a copy that changes its title while it is put aside for the old one goes on without it', async () => {
    const held = await placed('a', { titleId: TITLE });
    await done(library.checkIn('c1'));
    await library.addTitle('T2');
    await library.addCopy('c1', { titleId: 'T2' });
    expect(await statusOf(held)).toBe('waiting');
    expect((await done(library.staff.get('/api/titles/T2'))).waiting).toBe(0);
  });
});
