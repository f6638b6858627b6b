/** What a check-in asks of the table, one request after the other, with its key. */
import { beforeEach, describe, expect, it } from 'vitest';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../testing/api/small-library.ts';
import { countInTurn } from '../../testing/database/requests-in-turn.ts';
import { checkAfterEach } from '../../testing/invariants/after-each.ts';

const turns = countInTurn();
let library: Library;
beforeEach(async () => {
  library = await openLibrary({ hook: turns.hook });
  await library.addCopy('c1');
  for (const id of ['a', 'b', 'c']) await library.addPatron(id);
});

checkAfterEach(() => library);

/** Checks a copy in with a key. Answers whom it serves, and the requests in turn. */
const checkedIn = async (copyId = 'c1', branchId = CEN) => {
  turns.take();
  const headers = { 'idempotency-key': `${copyId} ${branchId}` };
  const { reservation } = await done(library.as.admin.post('/api/check-ins', { copyId, branchId }, headers));
  return { serves: reservation?.patronId, inTurn: turns.take() };
};

const block = (patronId: string) => library.addPatron(patronId, { blocked: true });

describe('requests one after the other', () => {
  it('three when the copy goes to the shelf', async () => {
    await done(library.checkOut('c1', 'c'));
    expect(await checkedIn()).toEqual({ serves: undefined, inTurn: 3 });
  });

  it('four when it serves who waits for the title, collected here or elsewhere', async () => {
    await done(library.checkOut('c1', 'c'));
    await done(library.reserve('a', { titleId: TITLE, pickupBranchId: EAST }));
    expect(await checkedIn()).toEqual({ serves: 'a', inTurn: 4 });
    expect(await checkedIn('c1', EAST)).toMatchObject({ serves: 'a' });
  });

  it('three when it serves who has reserved it as such', async () => {
    await done(library.checkOut('c1', 'c'));
    await done(library.reserve('a', { copyId: 'c1' }));
    expect(await checkedIn()).toEqual({ serves: 'a', inTurn: 3 });
  });

  it('four when a copy that is put aside comes in where it is collected', async () => {
    await done(library.reserve('a', { titleId: TITLE, pickupBranchId: EAST }));
    await done(library.checkIn('c1'));
    const { serves, inTurn } = await checkedIn('c1', EAST);
    expect([serves, inTurn <= 4]).toEqual(['a', true]);
  });
});

describe('whom it serves, where the first in line is not as they nearly always are', () => {
  it('R7: a blocked card is passed over', async () => {
    await done(library.checkOut('c1', 'c'));
    await done(library.reserve('a', { titleId: TITLE }));
    await done(library.reserve('b', { titleId: TITLE }));
    await block('a');
    expect(await checkedIn()).toMatchObject({ serves: 'b' });
  });

  it('R7: all are blocked', async () => {
    await done(library.checkOut('c1', 'c'));
    await done(library.reserve('a', { titleId: TITLE }));
    await block('a');
    expect(await checkedIn()).toMatchObject({ serves: undefined });
  });

  it('B5: code 7 serves own patrons, and passes guests over', async () => {
    await library.addCopy('c2');
    await library.addPatron('guest', { branchId: EAST });
    for (const id of ['c1', 'c2']) await done(library.checkOut(id, 'c'));
    await done(library.reserve('guest', { titleId: TITLE }));
    await done(library.reserve('a', { titleId: TITLE }));
    await done(library.block('c1', 'reservation', { code: 7 }));
    expect(await checkedIn()).toMatchObject({ serves: 'a' });
  });

  it('B7: a guest whose reservation of the copy is older than its code 7 gets it', async () => {
    await library.addPatron('guest', { branchId: EAST });
    await done(library.checkOut('c1', 'c'));
    await done(library.reserve('guest', { copyId: 'c1' }));
    await done(library.block('c1', 'reservation', { code: 7 }));
    expect(await checkedIn()).toEqual({ serves: 'guest', inTurn: 3 });
  });

  it('who returns it and waits for another copy of the title gets it back', async () => {
    await library.addCopy('c2');
    await done(library.checkOut('c2', 'b'));
    await done(library.checkOut('c1', 'a'));
    await done(library.reserve('a', { titleId: TITLE }));
    expect(await checkedIn()).toMatchObject({ serves: 'a' });
  });

  it('R6: a special card of the branch goes first, and its card is read', async () => {
    await library.addCard('S1', { activityId: await library.addActivity() });
    await done(library.checkOut('c1', 'c'));
    await done(library.reserve('a', { titleId: TITLE }));
    await done(library.reserve('S1', { copyId: 'c1' }));
    const { serves, inTurn } = await checkedIn();
    expect([serves, inTurn <= 5]).toEqual(['S1', true]);
  });
});
