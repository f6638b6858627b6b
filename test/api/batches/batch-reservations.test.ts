import { beforeEach, describe, expect, it } from 'vitest';
import { BOTH, LIFT, makeBatch, openSint, SINT } from '../../../testing/api/batches.ts';
import { done, EAST, TITLE, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
beforeEach(async () => {
  library = await openSint(['c1', 'c2', 'c3']);
  await library.addCopy('e1', { collection: 'SINT', branchId: EAST });
  await library.addCopy('k1', { collection: 'KERST' });
});

describe('M3, B7: open reservations that the blocks touch', () => {
  beforeEach(async () => {
    for (const patronId of ['20001', '20002', '20003']) await library.addPatron(patronId);
    await done(library.reserve('20001', { copyId: 'c1' }));
    await done(library.reserve('20002', { copyId: 'c1' }));
    await done(library.reserve('20003', { copyId: 'c2' }));
    const { id = '' } = await done(library.reserve('20003', { copyId: 'c3' }));
    await done(library.as.admin.delete(`/api/reservations/${id}`));
    await done(library.reserve('20003', { copyId: 'k1' }));
  });

  it('are counted in the preview and in the run, and none is cancelled', async () => {
    const batch = await makeBatch(library, { selection: SINT, change: BOTH });
    expect((await batch.show()).affectedReservations).toBe(3);
    expect((await batch.run()).affectedReservations).toBe(3);
    const { items } = await done(library.as.admin.get('/api/reservations?copyId=c1'));
    expect(items?.map(({ status }) => status)).toEqual(['waiting', 'waiting']);
  });

  it('are told per copy in the results, where there are any; after an undo none are', async () => {
    const batch = await makeBatch(library, { selection: SINT, change: BOTH });
    const reservationsByCopy = async () =>
      Object.fromEntries(
        (await batch.results()).map(({ copyId = '', reservations }) => [copyId, reservations]),
      );
    expect(await reservationsByCopy()).toEqual({ c1: 2, c2: 1 });
    await batch.run();
    expect(await reservationsByCopy()).toEqual({ c1: 2, c2: 1 });
    expect((await batch.undo()).affectedReservations).toBe(0);
    expect(await reservationsByCopy()).toEqual({});
  });

  it('T2: not those that are past their last day, before any night', async () => {
    await library.addCopy('c4', { collection: 'SINT' });
    await done(library.reserve('20001', { copyId: 'c4', expiresOn: '2026-10-12' }));
    await done(library.reserve('20002', { copyId: 'c4', expiresOn: '2026-10-13' }));
    library.clock.setDay('2026-10-13');
    const batch = await makeBatch(library, { selection: { copyIds: ['c4'] }, change: BOTH });
    expect((await batch.show()).affectedReservations).toBe(1);
    library.clock.setDay('2026-10-14');
    expect((await batch.run()).affectedReservations).toBe(0);
  });

  it('not those of copies that are left as they are, and none where blocks are lifted', async () => {
    await done(library.block('c1', 'reservation', { code: 8 }));
    const setting = await makeBatch(library, { selection: SINT, change: { reservation: { code: 8 } } });
    expect((await setting.show()).affectedReservations).toBe(1);
    const lifting = await makeBatch(library, { selection: SINT, change: LIFT });
    expect((await lifting.run()).affectedReservations).toBe(0);
  });
});

describe('R8: waiting reservations are looked at again', () => {
  it('what a batch lifts shows up on the pull list, one copy per reservation; what it blocks goes', async () => {
    await library.addPatron('20001');
    await done(library.reserve('20001', { titleId: TITLE }));
    expect(await waiting()).toEqual(['20001']);
    const change = { reservation: { code: 8 } };
    await (
      await makeBatch(library, { selection: { copyIds: ['c1', 'c2', 'c3', 'e1', 'k1'] }, change })
    ).run();
    expect(await waiting()).toEqual([]);
    const lifting = await makeBatch(library, { selection: SINT, change: { reservation: null } });
    expect((await lifting.run()).counts).toMatchObject({ changed: 3 });
    expect(await waiting()).toEqual(['20001']);
    expect(await library.pulls(EAST)).toEqual([]);
    await lifting.undo();
    expect(await waiting()).toEqual([]);
  });

  it('B6: a copy reservation waits behind the loan block of a batch, and is served once that is undone', async () => {
    await library.addPatron('20001');
    await done(library.reserve('20001', { copyId: 'c1' }));
    expect(await library.pulls()).toEqual(['c1 for 20001']);
    const batch = await makeBatch(library, { selection: SINT, change: { loan: {} } });
    await batch.run();
    expect(await library.pulls()).toEqual([]);
    await batch.undo();
    expect(await library.pulls()).toEqual(['c1 for 20001']);
  });

  const waiting = async () => (await library.pulls()).map((line) => line.split(' for ')[1]);
});
