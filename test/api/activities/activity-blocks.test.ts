// Long: the blocks, cards and lists of an activity share one library and its helpers.
import { describe, expect, it } from 'vitest';
import { codes, each, pointers, type Body } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary } from '../../../testing/api/small-library.ts';

const library = await openLibrary();
const { as, staff, east, addPatron, addCopy, addCard, addActivity, activity, block, checkOut } = library;
const { copy, history, clock } = library;
await addPatron('20001');

const path = (copyId: string, kind: string) => `/api/copies/${copyId}/blocks/${kind}`;
const blocksOf = (body: Body | undefined) =>
  (body?.blocks ?? []).map(({ kind, activityId }) => [kind, activityId]);

const KINDS = [
  ['reservation', { code: 8 }],
  ['loan', {}],
] as const;

describe.each(KINDS)('B1: %s blocks, one per activity and one of none', (kind, body) => {
  const setAll = async (copyId: string) => {
    const [first, second] = [await addActivity(), await addActivity({ endDate: '2026-11-30' })];
    await addCopy(copyId);
    for (const slot of [{}, { activityId: first }, { activityId: second }]) {
      expect((await staff.put(path(copyId, kind), { ...body, ...slot })).status).toBe(201);
    }
    return { first, second };
  };

  it('stand side by side; setting one again changes that one', async () => {
    const id = `side-${kind}`;
    const { first, second } = await setAll(id);
    expect(
      blocksOf(await copy(id))
        .map(String)
        .sort(),
    ).toEqual([undefined, first, second].map((activityId) => String([kind, activityId])).sort());
    const again = await staff.put(path(id, kind), { ...body, activityId: first, reason: 'vitrine' });
    expect(again.status).toBe(200);
    const reasons = again.body.copy?.blocks?.map(({ activityId, reason }) => [activityId, reason]);
    expect(reasons).toHaveLength(3);
    expect(reasons?.filter(([, reason]) => reason !== undefined)).toEqual([[first, 'vitrine']]);
    expect((await history(id))[0]).toMatchObject({ action: 'changed', kind, activityId: first });
  });

  it('lifting one leaves the others, and the copy stays blocked', async () => {
    const id = `lift-${kind}`;
    const { first, second } = await setAll(id);
    const lifted = await staff.delete(`${path(id, kind)}?activityId=${first}`);
    expect([lifted.status, blocksOf(lifted.body.copy)]).toEqual([
      200,
      expect.arrayContaining([
        [kind, undefined],
        [kind, second],
      ]),
    ]);
    expect((await staff.delete(`${path(id, kind)}?activityId=${first}`)).status).toBe(404);
    expect(blocksOf((await staff.delete(path(id, kind))).body.copy)).toEqual([[kind, second]]);
    expect((await copy(id)).reservable?.open).toBe(false);
    const last = await staff.delete(`${path(id, kind)}?activityId=${second}`);
    expect([blocksOf(last.body.copy), last.body.copy?.reservable?.open]).toEqual([[], true]);
  });

  it('409 unknown-activity, and nothing is set', async () => {
    await addCopy(`unknown-${kind}`);
    const refused = await staff.put(path(`unknown-${kind}`, kind), { ...body, activityId: 'none' });
    expect([refused.status, codes(refused.body)]).toEqual([409, ['unknown-activity']]);
    expect(refused.body.detail).toBe('Deze activiteit is niet bekend.');
    expect(await copy(`unknown-${kind}`)).toMatchObject({ blocks: [], version: 1 });
  });

  it('409 activity-over, once it is past its last day or closed; lifting goes on', async () => {
    const id = `over-${kind}`;
    await addCopy(id);
    const [over, closed] = [await addActivity({ endDate: '2026-10-13' }), await addActivity()];
    await done(staff.put(path(id, kind), { ...body, activityId: over }));
    await done(staff.post(`/api/activities/${closed}/close`, {}));
    const set = (activityId: string) =>
      staff.put(path(id, kind), { ...body, activityId, reason: 'te laat' }, { 'accept-language': 'en' });
    expect((await set(closed)).body.reasons).toEqual([
      {
        code: 'activity-over',
        activityId: closed,
        activityName: 'Griffels',
        until: '2026-10-12',
        detail: 'Griffels ended on Mon 12 Oct 2026. Choose one that is running or coming.',
      },
    ]);
    clock.setDay('2026-10-14');
    const late = await set(over);
    expect([late.status, late.body.reasons]).toMatchObject([
      409,
      [{ activityId: over, until: '2026-10-13' }],
    ]);
    expect((await staff.delete(`${path(id, kind)}?activityId=${over}`)).status).toBe(200);
    clock.setDay('2026-10-12');
  });

  it('a coming activity takes blocks too', async () => {
    await addCopy(`coming-${kind}`);
    const coming = await addActivity({ startDate: '2026-12-01', endDate: '2026-12-24' });
    const { status } = await staff.put(path(`coming-${kind}`, kind), { ...body, activityId: coming });
    expect([status, (await copy(`coming-${kind}`)).reservable?.open]).toEqual([201, false]);
  });
});

describe('B3: a loan block of an activity', () => {
  it('has no end of its own: it is in force after the activity, until it is lifted', async () => {
    await addCopy('b3');
    const id = await addActivity({ endDate: '2026-10-13' });
    await done(block('b3', 'loan', { activityId: id }));
    clock.setDay('2026-10-20');
    expect((await copy('b3')).lendable).toEqual({ open: false });
    expect(codes((await checkOut('b3', '20001')).body)).toEqual(['copy-loan-blocked']);
    clock.setDay('2026-10-12');
  });
});

describe('GET /api/copies?activityId=', () => {
  it('lists each copy that carries a block of it once, in pages', async () => {
    const [id, other] = [await addActivity(), await addActivity()];
    for (const n of [1, 2, 3]) {
      await addCopy(`list-${n}`);
      await done(block(`list-${n}`, 'reservation', { code: 7, activityId: id }));
      await done(block(`list-${n}`, 'loan', { activityId: id }));
    }
    await addCopy('list-other');
    await done(block('list-other', 'loan', { activityId: other }));
    await done(block('list-other', 'reservation'));
    const first = await done(staff.get(`/api/copies?activityId=${id}&limit=2`));
    const rest = await done(staff.get(`/api/copies?activityId=${id}&limit=2&cursor=${first.next ?? ''}`));
    expect([...each(first, 'copyId'), ...each(rest, 'copyId')].sort()).toEqual([
      'list-1',
      'list-2',
      'list-3',
    ]);
    expect(rest.next).toBeUndefined();
    expect((await activity(id)).counts?.blocked).toBe(3);
    await done(staff.delete(`${path('list-1', 'loan')}?activityId=${id}`));
    expect((await activity(id)).counts?.blocked).toBe(3);
    await done(staff.delete(`${path('list-1', 'reservation')}?activityId=${id}`));
    expect((await activity(id)).counts?.blocked).toBe(2);
    expect(each(await done(staff.get('/api/copies?activityId=none')), 'copyId')).toEqual([]);
  });

  it('T2: a dated loan block that has lapsed counts no more, before any night', async () => {
    const id = await addActivity();
    for (const copyId of ['dated', 'dated-and-more']) {
      await addCopy(copyId);
      await done(block(copyId, 'loan', { endDate: '2026-10-14', activityId: id }));
    }
    await done(block('dated-and-more', 'reservation', { code: 8, activityId: id }));
    const seen = async () => [
      (await activity(id)).counts?.blocked,
      each(await done(staff.get(`/api/copies?activityId=${id}`)), 'copyId'),
    ];
    clock.setDay('2026-10-14');
    expect(await seen()).toEqual([2, ['dated', 'dated-and-more']]);
    clock.setDay('2026-10-15');
    expect(await seen()).toEqual([1, ['dated-and-more']]);
    expect(await copy('dated')).toMatchObject({ blocks: [], lendable: { open: true } });
    clock.setDay('2026-10-12');
    expect(await seen()).toEqual([2, ['dated', 'dated-and-more']]);
  });
});

describe('the special cards of an activity', () => {
  it('S2: the copy shows the card’s label and activity to staff, and not to a patron', async () => {
    const id = await addActivity();
    const card = await addCard('S-show', { activityId: id, label: 'Vitrine hal' });
    expect(card).toMatchObject({ activityId: id });
    await addCopy('shown');
    await done(checkOut('shown', 'S-show'));
    expect(await copy('shown')).toMatchObject({
      status: 'on-special-card',
      loan: { patronId: 'S-show', special: true, label: 'Vitrine hal', activityId: id },
    });
    const { body } = await as.patron('20001').get('/api/copies/shown');
    expect([body.status, body.loan]).toEqual(['on-special-card', undefined]);
    expect((await activity(id)).counts).toMatchObject({ blocked: 0, onSpecialCards: 1 });
    await done(library.checkIn('shown'));
    expect((await activity(id)).counts).toMatchObject({ onSpecialCards: 0 });
  });

  it('409 for a card of an activity that does not exist', async () => {
    const body = { branchId: CEN, kind: 'special', label: 'x', activityId: 'none' };
    const answer = await staff.put('/api/patrons/S-none', body);
    expect([answer.status, codes(answer.body)]).toEqual([409, ['unknown-activity']]);
  });

  it('S0: 409 card-in-use while copies are on it; its label may change, and they show that', async () => {
    const [id, other] = [await addActivity(), await addActivity()];
    const body = { branchId: CEN, kind: 'special', label: 'Oud', activityId: id };
    await done(staff.put('/api/patrons/S-use', body));
    await addCopy('in-use');
    await done(checkOut('in-use', 'S-use'));
    for (const activityId of [other, undefined]) {
      const answer = await staff.put('/api/patrons/S-use', { ...body, activityId });
      expect([answer.status, codes(answer.body)]).toEqual([409, ['card-in-use']]);
    }
    expect((await staff.put('/api/patrons/S-use', { ...body, label: 'Nieuw' })).status).toBe(200);
    expect((await copy('in-use')).loan).toMatchObject({ label: 'Nieuw', activityId: id });
    await done(library.checkIn('in-use'));
    expect((await staff.put('/api/patrons/S-use', { ...body, activityId: other })).status).toBe(200);
  });

  it('the feed, which leaves its activity out, leaves it as it is; an ordinary card has none', async () => {
    const id = await addActivity();
    const card = { branchId: CEN, kind: 'special', label: 'Vitrine' };
    await done(staff.put('/api/patrons/S-fed', { ...card, activityId: id }));
    expect((await as.feed.put('/api/patrons/S-fed', card)).body.activityId).toBe(id);
    expect((await staff.put('/api/patrons/S-fed', card)).body).not.toHaveProperty('activityId');
    const ordinary = { branchId: CEN, kind: 'ordinary', activityId: id };
    const answer = await as.feed.put('/api/patrons/20001', ordinary);
    expect([answer.status, pointers(answer.body)]).toEqual([400, ['/activityId']]);
  });

  it('GET /api/loans?activityId= lists what is still on them, in pages; 403 for a patron', async () => {
    const [id, other] = [await addActivity(), await addActivity()];
    await addCard('S-a', { activityId: id });
    await addCard('S-b', { activityId: id, branchId: EAST });
    await addCard('S-c', { activityId: other });
    for (const [copyId, card] of [
      ['l1', 'S-a'],
      ['l2', 'S-b'],
      ['l3', 'S-a'],
      ['l4', 'S-c'],
      ['l5', '20001'],
    ] as const) {
      await addCopy(copyId);
      await done(checkOut(copyId, card));
    }
    const list = `/api/loans?activityId=${id}&limit=2`;
    const first = await done(east.get(list));
    const rest = await done(staff.get(`${list}&cursor=${first.next ?? ''}`));
    expect([...each(first, 'copyId'), ...each(rest, 'copyId')]).toEqual(['l1', 'l2', 'l3']);
    expect(first.items?.[0]).toMatchObject({ patronId: 'S-a', branchId: CEN, special: true });
    expect((await as.patron('20001').get(list)).status).toBe(403);
    expect((await staff.get(`${list}&patronId=S-a`)).status).toBe(400);
    await done(library.checkIn('l1'));
    expect(each(await done(staff.get(list)), 'copyId')).toEqual(['l2', 'l3']);
  });
});
