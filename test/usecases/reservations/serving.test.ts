// Long: one copy and those who wait for it go through every step, with the same three readers.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API_TODAY } from '../../../testing/api/test-api.ts';
import { codes } from '../../../testing/api/response-body.ts';
import { violations } from '../../../testing/invariants/invariants.ts';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';

let library: Library;

beforeEach(async () => {
  library = await openLibrary();
  const { addCopy, addPatron, addCard } = library;
  await addCopy('c1');
  for (const id of ['a', 'b', 'c']) await addPatron(id);
  await addPatron('guest', { branchId: EAST });
  await addCard('S1');
  await addCard('S9', { branchId: EAST });
});

afterEach(async () => {
  expect(await violations(library, library.clock.now().slice(0, 10))).toEqual([]);
});

type Fields = Readonly<Record<string, unknown>>;

const placed = async (patronId: string, of: Fields) => (await done(library.reserve(patronId, of))).id;
const stateOf = async (id: string | undefined) => {
  const { status, servedBy, readyUntil } = await library.reservation(id);
  return [status, servedBy, readyUntil].filter((fact) => fact !== undefined);
};
/** Checks the copy in. Answers whom it serves. */
const servedNow = async (branchId = CEN) =>
  (await done(library.checkIn('c1', branchId))).reservation?.patronId;

describe('R6, R7: the first in line that the copy may serve', () => {
  it.each<readonly [string, readonly (readonly [string, Fields])[], string]>([
    [
      'the oldest, of the copy',
      [
        ['a', { copyId: 'c1' }],
        ['b', { titleId: TITLE }],
      ],
      'a',
    ],
    [
      'the oldest, of the title',
      [
        ['a', { titleId: TITLE }],
        ['b', { copyId: 'c1' }],
      ],
      'a',
    ],
    [
      'a special card of its own branch before all others',
      [
        ['a', { copyId: 'c1' }],
        ['S1', { copyId: 'c1' }],
      ],
      'S1',
    ],
    [
      'a special card of another branch like anybody else',
      [
        ['a', { copyId: 'c1' }],
        ['S9', { copyId: 'c1', pickupBranchId: EAST }],
      ],
      'a',
    ],
  ])('%s', async (_, asked, first) => {
    await done(library.checkOut('c1', 'c'));
    for (const [patronId, of] of asked) await placed(patronId, of);
    expect(await servedNow()).toBe(first);
  });

  it('a blocked patron is passed over, and keeps the place', async () => {
    await placed('a', { copyId: 'c1' });
    const waits = await placed('b', { copyId: 'c1' });
    await library.addPatron('a', { blocked: true });
    expect(await servedNow()).toBe('b');
    await done(library.checkOut('c1', 'b'));
    await library.addPatron('a');
    expect(await servedNow()).toBe('a');
    expect(await stateOf(waits)).toEqual(['fulfilled', 'c1']);
  });

  it('positions count per copy and per title, special cards first', async () => {
    const ids = {
      a: await placed('a', { copyId: 'c1' }),
      b: await placed('b', { titleId: TITLE }),
      c: await placed('c', { copyId: 'c1' }),
      s: await placed('S1', { copyId: 'c1' }),
      g: await placed('guest', { titleId: TITLE }),
    };
    const position = async (id: string | undefined) => (await library.reservation(id)).position;
    expect(await Promise.all(Object.values(ids).map(position))).toEqual([2, 1, 3, 1, 2]);
    await done(library.staff.delete(`/api/reservations/${ids.a ?? ''}`));
    expect(await Promise.all([ids.s, ids.c].map(position))).toEqual([1, 2]);
  });
});

describe('R7: on its way, ready, and not collected', () => {
  it('on its way it serves who it was sent for, unless it no longer may', async () => {
    const first = await placed('a', { copyId: 'c1', pickupBranchId: EAST });
    const second = await placed('guest', { copyId: 'c1', pickupBranchId: EAST });
    await done(library.checkIn('c1'));
    expect(await stateOf(first)).toEqual(['in-transit', 'c1']);
    await library.addPatron('a', { blocked: true });
    expect(await servedNow(EAST)).toBe('guest');
    expect(await stateOf(first)).toEqual(['waiting']);
    expect(await stateOf(second)).toEqual(['ready', 'c1', '2026-10-19']);
  });

  it('cancelled on its way, the copy is looked at again where it arrives', async () => {
    const first = await placed('a', { copyId: 'c1', pickupBranchId: EAST });
    await done(library.checkIn('c1'));
    await done(library.staff.delete(`/api/reservations/${first ?? ''}`));
    expect((await library.copy('c1')).status).toBe('in-transit');
    expect((await done(library.checkIn('c1', EAST))).toBranchId).toBe(CEN);
  });

  it('ready for as many days as its branch says; then the night gives the copy to the next', async () => {
    await library.addBranch(CEN, { pickupDays: 2 });
    const first = await placed('a', { titleId: TITLE });
    const second = await placed('b', { copyId: 'c1' });
    await done(library.checkIn('c1'));
    expect(await stateOf(first)).toEqual(['ready', 'c1', '2026-10-14']);
    library.clock.set('2026-10-15T01:30:00.000Z');
    await library.night('2026-10-15T01:30:00Z');
    expect((await stateOf(first))[0]).toBe('expired');
    expect(await stateOf(second)).toEqual(['ready', 'c1', '2026-10-17']);
  });

  it('not collected, and nobody waits: home, or to the shelf', async () => {
    const first = await placed('guest', { copyId: 'c1', pickupBranchId: EAST });
    await done(library.checkIn('c1', EAST));
    library.clock.set('2026-10-20T01:30:00.000Z');
    await library.night('2026-10-20T01:30:00Z');
    expect((await stateOf(first))[0]).toBe('expired');
    expect((await library.copy('c1')).status).toBe('in-transit');
  });

  it('cancelled when ready: the copy goes to the next in line at once', async () => {
    const first = await placed('a', { copyId: 'c1' });
    const second = await placed('b', { titleId: TITLE });
    await done(library.checkIn('c1'));
    await done(library.staff.delete(`/api/reservations/${first ?? ''}`));
    expect(await stateOf(second)).toEqual(['ready', 'c1', '2026-10-19']);
  });

  it('a waiting one expires after its own last day', async () => {
    const first = await placed('a', { titleId: TITLE, expiresOn: API_TODAY });
    library.clock.set('2026-10-13T01:30:00.000Z');
    const { counts } = await library.night('2026-10-13T01:30:00Z');
    expect(counts?.reservationsExpired).toBe(1);
    expect(await stateOf(first)).toEqual(['expired']);
    expect((await library.copy('c1')).status).toBe('available');
  });
});

describe('B4, B7: blocks and those who wait', () => {
  it('a copy reservation from before a reservation block is honoured', async () => {
    await placed('a', { copyId: 'c1' });
    await done(library.block('c1', 'reservation', { code: 8 }));
    expect(await servedNow()).toBe('a');
  });

  it.each([
    [8, 'a', CEN, undefined],
    [7, 'a', CEN, 'a'],
    [7, 'a', EAST, undefined],
    [7, 'guest', CEN, undefined],
  ])('code %i and a title reservation by %s at %s: served %s', async (code, who, pickupBranchId, served) => {
    await library.addCopy('c2');
    await placed(who, { titleId: TITLE, pickupBranchId });
    await done(library.block('c1', 'reservation', { code }));
    expect(await servedNow()).toBe(served);
    expect(await library.pulls()).toEqual(served === undefined ? [`c2 for ${who}`] : []);
  });

  it('behind a dated loan block it waits, and is ready once the day has come', async () => {
    await done(library.block('c1', 'loan', { endDate: '2026-10-31' }));
    const first = await placed('a', { copyId: 'c1' });
    expect(await servedNow()).toBeUndefined();
    expect(await library.pulls()).toEqual([]);
    library.clock.setDay('2026-11-01');
    expect(await library.pulls()).toEqual(['c1 for a']);
    expect(await servedNow()).toBe('a');
    expect(await stateOf(first)).toEqual(['ready', 'c1', '2026-11-08']);
  });

  it('one that is ready stays ready behind a loan block, and the copy is not lent', async () => {
    const first = await placed('a', { copyId: 'c1' });
    await done(library.checkIn('c1'));
    await done(library.block('c1', 'loan'));
    expect(await stateOf(first)).toEqual(['ready', 'c1', '2026-10-19']);
    expect(codes((await library.checkOut('c1', 'a')).body)).toEqual(['copy-loan-blocked']);
    expect(await servedNow()).toBe('a');
    await done(library.lift('c1', 'loan'));
    expect((await library.checkOut('c1', 'a')).status).toBe(201);
  });

  it('a special card is served whatever the blocks: they are there for the display (S1)', async () => {
    await done(library.block('c1', 'loan'));
    await done(library.block('c1', 'reservation', { code: 8 }));
    await placed('S1', { copyId: 'c1' });
    expect(await servedNow()).toBe('S1');
    expect((await library.checkOut('c1', 'S1')).status).toBe(201);
  });
});
