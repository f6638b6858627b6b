import { beforeEach, describe, expect, it } from 'vitest';
import { done, EAST, openLibrary, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
let id: string;
beforeEach(async () => {
  library = await openLibrary();
  id = await library.addActivity();
  await library.addCard('S1', { activityId: id });
  await library.addPatron('own');
  await library.addCopy('c1');
});

const wakeOn = async (day: string) => {
  library.clock.set(`${day}T05:00:00.000Z`);
  await library.night(`${day}T02:30:00Z`);
};
const AFTER = '2026-10-26';
const RAISED = '2027-01-10';

const ON_CARD = 'special-card-not-checked-in c1';
const LEFT_ON = 'reservation-block-left-on c1';
const ENDLESS = 'block-without-end c1';

describe('N2: a flag goes by itself, in the write that takes its cause away', () => {
  beforeEach(async () => {
    await done(library.block('c1', 'reservation', { code: 8, activityId: id }));
    await done(library.checkOut('c1', 'S1'));
    await wakeOn(AFTER);
    expect(await library.flags()).toEqual([LEFT_ON, ON_CARD]);
  });

  it('S5: lent straight from its card, it is off the card and its block is still on', async () => {
    await done(library.checkOut('c1', 'own', { override: { reason: 'aan de balie' } }));
    expect(await library.flags()).toEqual([LEFT_ON]);
    expect((await library.activity(id)).counts).toEqual({ blocked: 1, onSpecialCards: 0, flags: 1 });
  });

  it('one that goes missing keeps it', async () => {
    await library.addCopy('c1', { missing: true });
    expect(await library.flags()).toEqual([LEFT_ON, ON_CARD]);
  });

  it('R11: one that is withdrawn loses it, gets none, and gets it again when it is not', async () => {
    await library.addCopy('c1', { withdrawn: true });
    expect(await library.flags()).toEqual([]);
    expect((await library.activity(id)).counts).toEqual({ blocked: 1, onSpecialCards: 1, flags: 0 });
    await wakeOn('2026-10-27');
    expect(await library.flags()).toEqual([]);
    await library.addCopy('c1', { withdrawn: false });
    await wakeOn('2026-10-28');
    expect(await library.flags()).toEqual([LEFT_ON, ON_CARD]);
  });

  it('a copy that comes to its card late is flagged the night after', async () => {
    await done(library.checkIn('c1'));
    await wakeOn('2026-10-27');
    await wakeOn('2026-10-28');
    expect(await library.flags()).toEqual([LEFT_ON]);
    await done(library.checkOut('c1', 'S1'));
    await wakeOn('2026-10-29');
    expect(await library.flags()).toEqual([LEFT_ON, ON_CARD]);
  });

  it('T2: closing it hides those of its blocks before the worker has come by, and leaves the card’s', async () => {
    await done(library.staff.post(`/api/activities/${id}/close`, { force: true }));
    expect(await library.flags()).toEqual([LEFT_ON, ON_CARD]);
    await done(library.checkIn('c1'));
    expect(await library.flags()).toEqual([LEFT_ON]);
  });
});

describe('N2: a block without an end', () => {
  beforeEach(async () => {
    await done(library.block('c1', 'reservation'));
  });
  const keep = async () => {
    const { items = [] } = await done(library.staff.get('/api/flags'));
    return library.staff.post(`/api/flags/${items[0]?.id ?? ''}/keep`, {});
  };

  it('R11: is flagged on no withdrawn copy, and on one that is withdrawn no longer', async () => {
    await library.addCopy('c1', { withdrawn: true });
    await wakeOn(RAISED);
    expect(await library.flags()).toEqual([]);
    await library.addCopy('c1', { withdrawn: false });
    await wakeOn('2027-01-11');
    expect(await library.flags()).toEqual([ENDLESS]);
  });

  it('set otherwise, it is a new block: flagged ninety days later', async () => {
    await wakeOn(RAISED);
    expect(await library.flags()).toEqual([ENDLESS]);
    await done(library.block('c1', 'reservation', { code: 7 }));
    expect(await library.flags()).toEqual([]);
    await wakeOn('2027-04-09');
    expect(await library.flags()).toEqual([]);
    await wakeOn('2027-04-10');
    expect(await library.flags()).toEqual([ENDLESS]);
  });

  it('set again as it was, it is the same block, and stays flagged (B9)', async () => {
    await wakeOn(RAISED);
    await done(library.block('c1', 'reservation'));
    expect(await library.flags()).toEqual([ENDLESS]);
  });

  it('lifted, its flag is gone, and what staff said of it is forgotten', async () => {
    await wakeOn(RAISED);
    await done(keep());
    await done(library.lift('c1', 'reservation'));
    await done(library.block('c1', 'reservation'));
    await wakeOn('2027-04-09');
    expect(await library.flags()).toEqual([]);
    await wakeOn('2027-04-10');
    expect(await library.flags()).toEqual([ENDLESS]);
  });

  it('each kind for itself: keeping one says nothing of the other', async () => {
    await done(library.block('c1', 'loan'));
    await wakeOn(RAISED);
    expect(await library.flags()).toEqual([ENDLESS, ENDLESS]);
    await done(keep());
    expect(await library.flags()).toEqual([ENDLESS]);
    await wakeOn('2027-01-11');
    expect(await library.flags()).toEqual([ENDLESS]);
  });

  it('what staff said stays when the copy is lent, or moves to another branch', async () => {
    await wakeOn(RAISED);
    await done(keep());
    await done(library.checkOut('c1', 'own'));
    await done(library.checkIn('c1'));
    await library.addCopy('c1', { branchId: EAST });
    await wakeOn('2027-01-12');
    expect(await library.flags()).toEqual([]);
  });

  it('its id may be encoded in the address', async () => {
    await wakeOn(RAISED);
    const answer = await library.staff.post('/api/flags/block-without-end%7Ereservation%7Ec1/keep', {});
    expect(answer.status).toBe(200);
  });
});

describe('calls that take no body, or need none', () => {
  it.each(['close', 'keep'])('%s goes without one, and refuses an unknown field', async (verb) => {
    await done(library.block('c1', 'reservation'));
    await wakeOn(RAISED);
    const path =
      verb === 'close' ? `/api/activities/${id}/close` : '/api/flags/block-without-end~reservation~c1/keep';
    expect((await library.staff.post(path, { nonsense: 1 })).status).toBe(400);
    expect((await library.staff.call({ method: 'POST', path })).status).toBe(200);
  });
});
