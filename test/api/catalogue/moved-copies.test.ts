import { beforeEach, describe, expect, it } from 'vitest';
import { each } from '../../../testing/api/response-body.ts';
import { done, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';
import { failWrite, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';
import { checkAfterEach } from '../../../testing/invariants/after-each.ts';
import { fromOne } from '../../../testing/sampling.ts';

let library: Library;
const hook: RequestHook = {};

beforeEach(async () => {
  library = await openLibrary({ hook });
  await library.addTitle('T2');
  await library.addCopy('c1');
  await library.addCopy('d1', { titleId: 'T2' });
  for (const id of ['a', 'b', 'c', 'd']) await library.addPatron(id);
});

checkAfterEach(() => library);

const openOf = async (titleId: string) =>
  each(await done(library.staff.get(`/api/reservations?open=true&titleId=${titleId}`)), 'patronId');
const allOf = async (titleId: string) =>
  each(await done(library.staff.get(`/api/reservations?titleId=${titleId}`)), 'patronId');

describe('R16: a copy that moves to another title', () => {
  it('takes its reservations to the end of the line there, in their own order, in every list', async () => {
    const first = await done(library.reserve('a', { copyId: 'c1' }));
    await done(library.reserve('b', { copyId: 'c1' }));
    await done(library.reserve('c', { titleId: 'T2' }));
    await library.addCopy('c1', { titleId: 'T2' });
    await done(library.reserve('d', { titleId: 'T2' }));
    expect(await openOf('T2')).toEqual(['c', 'a', 'b', 'd']);
    expect([await openOf(TITLE), await allOf(TITLE)]).toEqual([[], []]);
    expect(await allOf('T2')).toEqual(['c', 'a', 'b', 'd']);
    expect(await library.reservation(first.id)).toMatchObject({ titleId: 'T2', position: 1 });
    const ofCard = await done(library.staff.get('/api/reservations?open=true&patronId=a'));
    expect(each(ofCard, 'titleId')).toEqual(['T2']);
  });

  it('serves the line that it came to: who waited there goes first', async () => {
    await done(library.checkOut('c1', 'd'));
    await done(library.reserve('a', { copyId: 'c1' }));
    await done(library.checkOut('d1', 'b'));
    await done(library.reserve('c', { titleId: 'T2' }));
    await library.addCopy('c1', { titleId: 'T2' });
    expect((await done(library.checkIn('c1'))).reservation?.patronId).toBe('c');
    expect((await done(library.checkIn('d1'))).reservation).toBeUndefined();
  });

  it('and back again: they stand at the end once more', async () => {
    await done(library.reserve('a', { copyId: 'c1' }));
    await done(library.reserve('b', { titleId: TITLE }));
    await library.addCopy('c1', { titleId: 'T2' });
    await library.addCopy('c1');
    expect(await openOf(TITLE)).toEqual(['b', 'a']);
  });

  it('who reserves it once it has moved stands behind those who come along', async () => {
    for (const id of ['a', 'b']) await done(library.reserve(id, { copyId: 'c1' }));
    hook.after = async ({ command }) => {
      if (command !== 'TransactWriteCommand') return;
      delete hook.after;
      await done(library.reserve('d', { copyId: 'c1' }));
    };
    await library.addCopy('c1', { titleId: 'T2' });
    expect(await openOf('T2')).toEqual(['a', 'b', 'd']);
    const ofCopy = await done(library.staff.get('/api/reservations?open=true&copyId=c1'));
    expect(each(ofCopy, 'patronId')).toEqual(['a', 'b', 'd']);
  });

  it('moves more than a transaction holds', async () => {
    const ids = fromOne(45).map((n) => `p${String(n).padStart(2, '0')}`);
    for (const id of ids) {
      await library.addPatron(id);
      await done(library.reserve(id, { copyId: 'c1' }));
    }
    await library.addCopy('c1', { titleId: 'T2' });
    expect(await openOf('T2')).toEqual(ids);
  });

  it('finishes within two minutes when it is cut off', async () => {
    for (const id of ['a', 'b']) await done(library.reserve(id, { copyId: 'c1' }));
    // Their numbers, and the copy; they themselves come after it.
    const stop = failWrite(hook, 2, 'after');
    const put = await library.as.feed.put('/api/copies/c1', { titleId: 'T2', branchId: 'CEN' });
    stop();
    expect(put.status).toBe(500);
    await library.aMinuteLater();
    expect([await openOf(TITLE), await openOf('T2')]).toEqual([[], ['a', 'b']]);
  });
});
