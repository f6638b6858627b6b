import { beforeEach, describe, expect, it } from 'vitest';
import { done, openLibrary, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
beforeEach(async () => {
  library = await openLibrary();
  await library.addCopy('c1');
});

const AFTER = '2026-10-26';

describe('R7: what is ready for a special card', () => {
  const ready = async (activityId?: string) => {
    await library.addCard('S1', { ...(activityId && { activityId }) });
    const { id } = await done(library.reserve('S1', { copyId: 'c1' }));
    expect((await library.checkIn('c1')).body).toMatchObject({
      next: 'special-card',
      reservation: { id, status: 'ready' },
    });
    return id;
  };
  const statusOn = async (id: string | undefined, day: string) => {
    library.clock.setDay(day);
    const { status } = await library.reservation(id);
    return status;
  };

  it('stays so until its activity’s last day, included', async () => {
    const id = await ready(await library.addActivity());
    expect((await library.reservation(id)).readyUntil).toBe('2026-10-25');
    expect(await statusOn(id, '2026-10-25')).toBe('ready');
    expect(await statusOn(id, AFTER)).toBe('expired');
  });

  it('a feed that leaves out the activity of the card changes no ready date', async () => {
    const id = await ready(await library.addActivity());
    await done(library.as.feed.put('/api/patrons/S1', { branchId: 'CEN', kind: 'special', label: 'Nieuw' }));
    expect((await library.reservation(id)).readyUntil).toBe('2026-10-25');
    expect((await library.checkIn('c1')).body.reservation?.readyUntil).toBe('2026-10-25');
  });

  it('an activity that is over already: today at the latest', async () => {
    const activityId = await library.addActivity({ startDate: '2026-10-01', endDate: '2026-10-11' });
    const id = await ready(activityId);
    expect((await library.reservation(id)).readyUntil).toBe('2026-10-12');
  });

  it('once it has expired the copy goes to the next in line, and prolonging does not bring it back', async () => {
    await library.addPatron('own');
    const activityId = await library.addActivity();
    const id = await ready(activityId);
    const { id: next } = await done(library.reserve('own', { copyId: 'c1' }));
    library.clock.setDay(AFTER);
    await library.night('2026-10-26T02:30:00Z');
    await done(library.staff.patch(`/api/activities/${activityId}`, { endDate: '2026-12-31' }));
    await library.work();
    expect((await library.reservation(id)).status).toBe('expired');
    expect(await library.reservation(next)).toMatchObject({ status: 'ready', servedBy: 'c1' });
  });

  it('follows for every card of the activity, and for no card of another', async () => {
    const [activityId, other] = [await library.addActivity(), await library.addActivity()];
    const cards = { S1: activityId, S2: activityId, S3: other };
    const ids: (string | undefined)[] = [];
    for (const [card, of] of Object.entries(cards)) {
      await library.addCard(card, { activityId: of });
      await library.addCopy(`of-${card}`);
      ids.push((await done(library.reserve(card, { copyId: `of-${card}` }))).id);
      await done(library.checkIn(`of-${card}`));
    }
    await done(library.staff.patch(`/api/activities/${activityId}`, { endDate: '2026-11-30' }));
    await library.work();
    const days = await Promise.all(ids.map(async (id) => (await library.reservation(id)).readyUntil));
    expect(days).toEqual(['2026-11-30', '2026-11-30', '2026-10-25']);
  });

  it('without limit where the card has no activity', async () => {
    const id = await ready();
    expect(await library.reservation(id)).not.toHaveProperty('readyUntil');
    expect(await statusOn(id, '2027-10-12')).toBe('ready');
  });

  it.each(['2026-11-30', '2026-10-14'])(
    'follows the activity when its last day becomes %s',
    async (endDate) => {
      const activityId = await library.addActivity();
      const id = await ready(activityId);
      await done(library.staff.patch(`/api/activities/${activityId}`, { endDate }));
      await library.work();
      expect((await library.reservation(id)).readyUntil).toBe(endDate);
      expect(await statusOn(id, endDate)).toBe('ready');
    },
  );

  it('A3: a closed activity is over: what is ready for its card is kept no longer than the day itself', async () => {
    const activityId = await library.addActivity();
    const id = await ready(activityId);
    await done(library.staff.post(`/api/activities/${activityId}/close`, {}));
    await library.work();
    expect(await statusOn(id, '2026-10-13')).toBe('expired');
  });

  it('A3: nor does it become ready for longer once its activity is closed', async () => {
    const activityId = await library.addActivity();
    await library.addCard('S1', { activityId });
    const { id } = await done(library.reserve('S1', { copyId: 'c1' }));
    await done(library.staff.post(`/api/activities/${activityId}/close`, {}));
    await done(library.checkIn('c1'));
    expect((await library.reservation(id)).readyUntil).toBe('2026-10-12');
  });
});
