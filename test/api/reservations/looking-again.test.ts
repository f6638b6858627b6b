/** Whatever happens to copies and cards, who can be served is on a pull list (rule R8). */
import { beforeEach, describe, expect, it } from 'vitest';
import { meter } from '../../../bench/meter.ts';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';
import { trailIndexes } from '../../../testing/database/trailing-indexes.ts';
import { checkAfterEach } from '../../../testing/invariants/after-each.ts';

const TOMORROW = '2026-10-13';
const NEXT_DAY = '2026-10-14';

let library: Library;
beforeEach(async () => {
  library = await openLibrary();
  for (const id of ['a', 'b', 'other']) await library.addPatron(id);
});

checkAfterEach(() => library);

/** Reserves the title, and lets the worker ask for a copy. */
const reserved = async (patronId: string, fields: object = {}): Promise<void> => {
  await done(library.reserve(patronId, { titleId: TITLE, ...fields }));
  await library.work();
};

const onLoan = async (copyId: string): Promise<void> => {
  await library.addCopy(copyId);
  await done(library.checkOut(copyId, 'other'));
};

const ownPatronsOnly = (copyId: string) => done(library.block(copyId, 'reservation', { code: 7 }));

const bothLists = async () => [await library.pulls(), await library.pulls(EAST)];

const guests = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n++) {
    await library.addPatron(`g${n}`, { branchId: EAST });
    await done(library.reserve(`g${n}`, { titleId: TITLE, pickupBranchId: EAST }));
  }
};

describe('who waits gets another copy', () => {
  it('after theirs was lent, and their card blocked and freed', async () => {
    await onLoan('c2');
    await library.addCopy('c1');
    await reserved('a');
    expect(await library.pulls()).toEqual(['c1 for a']);
    await done(library.checkOut('c1', 'b'));
    await library.addPatron('a', { blocked: true });
    expect(await library.pulls()).toEqual([]);
    await done(library.checkIn('c2'));
    await library.addPatron('a', { blocked: false });
    expect(await library.pulls()).toEqual(['c2 for a']);
  });

  it('B5: after their card moved to another branch', async () => {
    await library.addCopy('c1');
    await ownPatronsOnly('c1');
    await reserved('a');
    await library.addCopy('e1', { branchId: EAST });
    expect(await bothLists()).toEqual([['c1 for a'], []]);
    await library.addPatron('a', { branchId: EAST });
    expect(await bothLists()).toEqual([[], ['e1 for a']]);
  });

  it('R7: after theirs was fetched, and went to the first in line', async () => {
    await library.addPatron('s', { branchId: EAST });
    await library.addCopy('e1', { branchId: EAST });
    await ownPatronsOnly('e1');
    for (const id of ['c1', 'c3']) await library.addCopy(id);
    await reserved('s', { pickupBranchId: EAST });
    await reserved('a');
    expect(await bothLists()).toEqual([['c1 for a'], ['e1 for s']]);
    expect(await done(library.checkIn('c1'))).toMatchObject({ next: 'transit' });
    expect(await bothLists()).toEqual([['c3 for a'], []]);
  });

  it('after theirs was put under another title, and changed again there', async () => {
    await library.addTitle('T2');
    await library.addCopy('c1');
    await reserved('a');
    await library.addCopy('e1', { branchId: EAST });
    expect(await bothLists()).toEqual([['c1 for a'], []]);
    await library.addCopy('c1', { titleId: 'T2' });
    await done(library.block('c1', 'reservation'));
    expect(await bothLists()).toEqual([[], ['e1 for a']]);
  });

  it('behind many whom no copy can serve', async () => {
    await onLoan('c0');
    for (const id of ['c1', 'c2']) {
      await library.addCopy(id);
      await ownPatronsOnly(id);
    }
    await guests(45);
    await reserved('a');
    expect(await library.pulls()).toEqual(['c1 for a']);
    await library.addCopy('c1', { missing: true });
    expect(await library.pulls()).toEqual(['c2 for a']);
  });

  it('A5: on the day after an agreement that ran when they reserved', async () => {
    await onLoan('c1');
    await library.addCopy('e1', { branchId: EAST, collection: 'Griffels' });
    const agreement = { branchIds: [EAST], collections: ['Griffels'], agreement: true };
    await library.addActivity({ ...agreement, endDate: TOMORROW });
    await reserved('a');
    expect(await library.pulls(EAST)).toEqual([]);
    library.clock.setDay(NEXT_DAY);
    expect(await library.pulls(EAST)).toEqual(['e1 for a']);
  });

  it('T3: also where the index does not know yet which are asked for', async () => {
    await library.addCopy('c1');
    await library.addCopy('e1', { branchId: EAST });
    await reserved('a');
    expect(await bothLists()).toEqual([['c1 for a'], []]);
    const indexes = await trailIndexes(library);
    await done(library.reserve('b', { copyId: 'c1' }));
    await library.work();
    indexes.catchUp();
    expect(await bothLists()).toEqual([['c1 for b'], ['e1 for a']]);
  });
});

describe('what it takes to look again', () => {
  it('reads idle copies together, for all who wait', async () => {
    await onLoan('c0');
    for (let n = 1; n <= 30; n++) {
      await library.addCopy(`c${n}`);
      await ownPatronsOnly(`c${n}`);
    }
    await guests(20);
    await library.aMinuteLater();
    await reserved('a');
    expect(await library.pulls()).toEqual(['c1 for a']);
    await library.addCopy('c1', { shelfmark: 'X' });
    const bill = meter(library.client);
    await library.work('sweep');
    expect(bill.take().roundTrips).toBeLessThan(60);
  });

  it('reads a long line in few parts', async () => {
    await onLoan('c0');
    await library.addCopy('c1');
    await guests(120);
    await library.aMinuteLater();
    await ownPatronsOnly('c1');
    const bill = meter(library.client);
    expect(await done(library.staff.get(`/api/branches/${CEN}/pull-list`))).toMatchObject({ items: [] });
    expect(bill.take().roundTrips).toBeLessThan(20);
  });
});
