/** What is stored of the match on the pull list is true of today, and cheap to read (rule R8). */
import { beforeEach, describe, expect, it } from 'vitest';
import { meter } from '../../../bench/meter.ts';
import { matchTo } from '../../../lib/store/reservations.ts';
import { changeCopy, loadCopies } from '../../../lib/store/copies.ts';
import { loadQueued } from '../../../lib/store/reservations.ts';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';
import { checkAfterEach } from '../../../testing/invariants/after-each.ts';

const TOMORROW = '2026-10-13';
const NEXT_DAY = '2026-10-14';

let library: Library;
beforeEach(async () => {
  library = await openLibrary();
  for (const id of ['a', 'b']) await library.addPatron(id);
});

checkAfterEach(() => library);

/** The pull list of a branch as it is now, without any work done before. */
const listed = async (branchId = CEN): Promise<readonly string[]> => {
  const { items = [] } = await done(library.as.admin.get(`/api/branches/${branchId}/pull-list`));
  return items.map(({ copy, reservation }) => `${copy?.copyId ?? ''} for ${reservation?.patronId ?? ''}`);
};

const reserved = async (patronId: string, of: object = { titleId: TITLE }): Promise<string> => {
  const { id = '' } = await done(library.reserve(patronId, { ...of }));
  await library.work();
  return id;
};

const blockCard = (patronId: string, blocked: boolean) => library.addPatron(patronId, { blocked });

describe('the list reads what is stored', () => {
  const LINES = 30;
  beforeEach(async () => {
    for (let n = 0; n < LINES; n++) {
      await library.addTitle(`L${n}`);
      await library.addCopy(`L${n}.c`, { titleId: `L${n}`, shelfmark: `S${n + 10}` });
      await library.addPatron(`P${n}`);
      await library.reserve(`P${n}`, n % 2 ? { titleId: `L${n}` } : { copyId: `L${n}.c` });
    }
    for (let n = 0; n < 120; n++) await library.addCopy(`E${n}`, { branchId: EAST, titleId: 'L1' });
    await library.work();
  });

  it('at six requests, one more for 25 lines, and four units a line, whatever the size of a title', async () => {
    const bill = meter(library.client);
    expect(await listed()).toHaveLength(LINES);
    const { roundTrips, readUnits, writeUnits } = bill.take();
    expect(roundTrips).toBeLessThanOrEqual(6 + Math.ceil(LINES / 25));
    expect(readUnits).toBeLessThanOrEqual(4 * LINES);
    expect(writeUnits).toBe(0);
  });

  it('at no more in a page of one line, where marks are of nobody', async () => {
    const bill = meter(library.client);
    const { items, next } = await done(library.staff.get(`/api/branches/${CEN}/pull-list?limit=1`));
    expect([items?.length, next !== undefined]).toEqual([1, true]);
    expect(bill.take()).toMatchObject({ roundTrips: 6, writeUnits: 0 });
  });
});

describe('the list is true of today, before any work is done', () => {
  it('cancelled: the copy is for the next in line', async () => {
    await library.addCopy('c1');
    const first = await reserved('a');
    await reserved('b');
    expect(await listed()).toEqual(['c1 for a']);
    await done(library.as.admin.delete(`/api/reservations/${first}`));
    expect(await listed()).toEqual(['c1 for b']);
  });

  it('lapsed: the copy is for the next in line', async () => {
    await library.addCopy('c1');
    await reserved('a', { titleId: TITLE, expiresOn: TOMORROW });
    await reserved('b');
    library.clock.setDay(NEXT_DAY);
    expect(await listed()).toEqual(['c1 for b']);
  });

  it('of a blocked card: the copy is for the next in line, and for the first again once it is free', async () => {
    await library.addCopy('c1');
    await reserved('a');
    await reserved('b');
    await blockCard('a', true);
    expect(await listed()).toEqual(['c1 for b']);
    await blockCard('a', false);
    expect(await library.pulls()).toEqual(['c1 for a']);
  });

  it('of a blocked card: a copy that it has reserved as such is asked for once it is free', async () => {
    await library.addCopy('c1');
    await reserved('a', { copyId: 'c1' });
    await blockCard('a', true);
    expect(await library.pulls()).toEqual([]);
    await blockCard('a', false);
    expect(await library.pulls()).toEqual(['c1 for a']);
  });

  it('T2: a copy behind a loan block comes up on the day after it', async () => {
    await library.addCopy('c1');
    await done(library.block('c1', 'loan', { endDate: TOMORROW }));
    await reserved('a');
    await reserved('b', { copyId: 'c1' });
    expect(await library.pulls()).toEqual([]);
    library.clock.setDay(NEXT_DAY);
    expect(await listed()).toEqual(['c1 for a']);
  });

  it('a lifted block: what nobody could have is asked for', async () => {
    await library.addCopy('c1');
    await done(library.block('c1', 'loan', { endDate: TOMORROW }));
    await reserved('a', { copyId: 'c1' });
    expect(await listed()).toEqual([]);
    await done(library.lift('c1', 'loan'));
    expect(await listed()).toEqual(['c1 for a']);
  });

  it('A5: an agreement that sets in keeps the copy at home, and another is asked for', async () => {
    await library.addBranch('WEST');
    await library.addCopy('e1', { branchId: EAST, collection: 'Griffels' });
    await library.addCopy('w1', { branchId: 'WEST' });
    await reserved('a');
    expect(await library.pulls(EAST)).toEqual(['e1 for a']);
    const agreement = { branchIds: [EAST], collections: ['Griffels'], agreement: true };
    await library.addActivity({ ...agreement, endDate: TOMORROW });
    expect(await listed(EAST)).toEqual([]);
    expect(await library.pulls('WEST')).toEqual(['w1 for a']);
  });

  it('A5: what an agreement has kept at home is asked for on the day after it', async () => {
    await library.addCopy('e1', { branchId: EAST, collection: 'Griffels' });
    await reserved('a');
    const agreement = { branchIds: [EAST], collections: ['Griffels'], agreement: true };
    await library.addActivity({ ...agreement, endDate: TOMORROW });
    expect(await library.pulls(EAST)).toEqual([]);
    library.clock.setDay(NEXT_DAY);
    expect(await listed(EAST)).toEqual(['e1 for a']);
  });
});

describe('no copy and no reservation is listed twice', () => {
  it('whatever two who match at the same time have left behind', async () => {
    await library.addCopy('c1');
    const id = await reserved('a');
    await library.addCopy('e1', { branchId: EAST });
    const { table } = library;
    const other = (await loadCopies(table, ['e1'])).get('e1');
    if (!other) throw new Error('no copy');
    await table.write(changeCopy(other, { ...other, wanted: true, match: { reservationId: id } }));
    expect([await listed(), await listed(EAST)]).toEqual([['c1 for a'], []]);
    expect((await loadCopies(table, ['e1'])).get('e1')?.wanted).toBe(true);
  });

  it('a match that only one side knows is made anew', async () => {
    await library.addCopy('c1');
    const id = await reserved('a');
    const { table } = library;
    const reservation = (await loadQueued(table, [id])).get(id);
    if (!reservation) throw new Error('no reservation');
    await table.write(matchTo(reservation, 'another'));
    expect(await listed()).toEqual(['c1 for a']);
    expect((await loadQueued(table, [id])).get(id)?.matchedCopyId).toBe('c1');
  });
});
