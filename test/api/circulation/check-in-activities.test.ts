// Long: what a check-in tells of activities is what `liftEndedBlocks` then lifts or leaves.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../testing/api/test-api.ts';
import { type Body } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';

let library: Library;
beforeEach(async () => {
  library = await openLibrary();
  await library.addCopy('c1', { collection: 'SINT' });
});

const AFTER = '2026-10-26';

const checkIn = (over: object = {}, client: Client = library.staff) =>
  done(client.post('/api/check-ins', { copyId: 'c1', branchId: CEN, ...over }));
const block = (activityId: string, kind: 'reservation' | 'loan' = 'reservation', body: object = {}) =>
  done(library.block('c1', kind, { ...(kind === 'reservation' && { code: 8 }), ...body, activityId }));

describe('S3: which blocks are still on, and whose activity is over', () => {
  it('each block says whether its activity is over', async () => {
    const [over, running] = [await library.addActivity(), await library.addActivity({ endDate: AFTER })];
    const closed = await library.addActivity({ endDate: '2026-12-31' });
    await library.addCard('S1', { activityId: closed });
    await done(library.checkOut('c1', 'S1'));
    for (const id of [over, running, closed]) await block(id);
    await done(library.block('c1', 'reservation'));
    await done(library.staff.post(`/api/activities/${closed}/close`, { force: true }));
    library.clock.setDay(AFTER);
    const { blocks = [] } = await checkIn();
    const overByActivity = blocks.map(({ activityId, activityOver }): [string, unknown] => [
      String(activityId),
      activityOver,
    ]);
    expect(Object.fromEntries(overByActivity)).toEqual({
      [over]: true,
      [running]: false,
      [closed]: true,
      undefined: false,
    });
    expect(blocks).toHaveLength(4);
  });

  it('T2: a dated block of it that has lapsed is not told', async () => {
    await block(await library.addActivity(), 'loan', { endDate: '2026-10-20' });
    library.clock.setDay('2026-10-21');
    expect((await checkIn()).blocks).toEqual([]);
  });
});

describe('S3: which running and coming activities it belongs to', () => {
  const belongs = async (over: object = {}) =>
    ((await checkIn(over)).belongsTo ?? []).map(({ name }) => name);

  it('by a block, by its collection, by its title; coming ones too, by their first day', async () => {
    const coming = { startDate: '2026-12-01', endDate: '2026-12-26' };
    const byBlock = await library.addActivity({ name: 'Block' });
    await block(byBlock);
    await library.addActivity({ ...coming, name: 'Title', titleIds: [TITLE] });
    await library.addActivity({
      name: 'Collection',
      collections: ['KERST', 'SINT'],
      startDate: '2026-10-01',
    });
    await library.addActivity({
      name: 'Everywhere',
      collections: ['SINT'],
      branchIds: [],
      startDate: '2026-11-01',
      endDate: '2026-11-02',
    });
    await library.addActivity({
      name: 'Other collection',
      collections: ['KERST'],
      titleIds: ['T9'].slice(1),
    });
    await library.addActivity({ name: 'Nothing named' });
    await library.addActivity({ name: 'Elsewhere', collections: ['SINT'], branchIds: [EAST] });
    const { belongsTo = [] } = await checkIn();
    expect(belongsTo.map(({ name }) => name)).toEqual(['Collection', 'Block', 'Everywhere', 'Title']);
    expect(belongsTo[1]).toEqual({ activityId: byBlock, name: 'Block' });
  });

  it('each once, whatever it belongs by', async () => {
    const id = await library.addActivity({ name: 'All', collections: ['SINT'], titleIds: [TITLE] });
    await block(id);
    await block(id, 'loan');
    expect(await belongs()).toEqual(['All']);
  });

  it('at another branch: the activities of the copy’s own', async () => {
    await library.addActivity({ name: 'Home', collections: ['SINT'] });
    await library.addActivity({ name: 'Desk', collections: ['SINT'], branchIds: [EAST] });
    expect(
      ((await checkIn({ branchId: EAST }, library.east)).belongsTo ?? []).map(({ name }) => name),
    ).toEqual(['Home']);
  });

  it('not one of very many branches, where its own is not among them', async () => {
    const branchIds = Array.from({ length: 25 }, (_, n) => `B${n}`);
    for (const branchId of branchIds) await library.addBranch(branchId);
    await library.addActivity({ name: 'Many', collections: ['SINT'], branchIds });
    await library.addActivity({
      name: 'Many and ours',
      collections: ['SINT'],
      branchIds: [...branchIds, CEN],
    });
    expect(await belongs()).toEqual(['Many and ours']);
  });

  it('a block of another branch’s activity is enough', async () => {
    await block(await library.addActivity({ name: 'East', branchIds: [EAST] }));
    expect(await belongs()).toEqual(['East']);
  });

  it('not those that are over, or closed; on the last day still', async () => {
    const closed = await library.addActivity({
      name: 'Closed',
      collections: ['SINT'],
      endDate: '2026-12-31',
    });
    await library.addActivity({ name: 'Griffels', collections: ['SINT'] });
    await done(library.staff.post(`/api/activities/${closed}/close`, {}));
    library.clock.setDay('2026-10-25');
    expect(await belongs()).toEqual(['Griffels']);
    library.clock.setDay(AFTER);
    expect(await belongs()).toEqual([]);
  });

  it('what changes about an activity is seen at the next check-in', async () => {
    const id = await library.addActivity({ collections: ['SINT'] });
    const change = (body: object) => done(library.as.admin.patch(`/api/activities/${id}`, body));
    await change({ branchIds: [EAST] });
    expect(await belongs()).toEqual([]);
    await change({ branchIds: [EAST, CEN], name: 'Penselen' });
    expect(await belongs()).toEqual(['Penselen']);
    await change({ collections: null, branchIds: null });
    expect(await belongs()).toEqual([]);
    await change({ titleIds: [TITLE] });
    expect(await belongs()).toEqual(['Penselen']);
    library.clock.setDay(AFTER);
    await change({ endDate: '2026-11-30' });
    expect(await belongs()).toEqual(['Penselen']);
  });
});

describe('S3: liftEndedBlocks', () => {
  const lifting = { liftEndedBlocks: true };
  const slots = (blocks: readonly Body[] = []) => blocks.map(({ kind, activityId }) => [kind, activityId]);

  it('lifts the blocks of activities that are over, and no others', async () => {
    const [over, running] = [await library.addActivity(), await library.addActivity({ endDate: AFTER })];
    await block(over);
    await block(over, 'loan');
    await block(running);
    await done(library.block('c1', 'loan'));
    library.clock.setDay(AFTER);
    const answer = await checkIn(lifting);
    const left = [
      ['reservation', running],
      ['loan', undefined],
    ];
    expect(slots(answer.lifted as readonly Body[])).toEqual(
      expect.arrayContaining([
        ['reservation', over],
        ['loan', over],
      ]),
    );
    expect(answer.lifted).toHaveLength(2);
    for (const body of [answer, answer.copy, await library.copy('c1')])
      expect(slots(body?.blocks)).toEqual(left);
    const lines = await library.history('c1');
    expect(lines.slice(0, 2)).toMatchObject(
      Array(2).fill({ action: 'lifted', activityId: over, by: 'staff-CEN', cause: { type: 'person' } }),
    );
    expect(lines).toHaveLength(6);
  });

  it('without it nothing is lifted', async () => {
    await block(await library.addActivity());
    library.clock.setDay(AFTER);
    for (const asked of [{}, { liftEndedBlocks: false }]) {
      const answer = await checkIn(asked);
      expect([answer.lifted, answer.blocks?.length]).toEqual([[], 1]);
    }
  });

  /** An activity whose night has flagged the blocked copy on its special card. */
  const flaggedOnCard = async () => {
    const id = await library.addActivity();
    await block(id);
    await library.addCard('S1', { activityId: id });
    await done(library.checkOut('c1', 'S1'));
    library.clock.setDay(AFTER);
    await library.night('2026-10-26T02:30:00Z');
    return id;
  };

  it('its flags go with it, and the copy is off its card', async () => {
    const id = await flaggedOnCard();
    expect(await library.flags()).toHaveLength(2);
    expect(await checkIn(lifting)).toMatchObject({
      next: 'shelf',
      copy: { status: 'available', blocks: [] },
    });
    expect(await library.flags()).toEqual([]);
    expect((await library.activity(id)).counts).toEqual({ blocked: 0, onSpecialCards: 0, flags: 0 });
  });

  it('without it only the flag of the card goes', async () => {
    await flaggedOnCard();
    await checkIn();
    expect(await library.flags()).toEqual(['reservation-block-left-on c1']);
  });

  it('the copy goes at once to who waits behind the block', async () => {
    await library.addPatron('own');
    const { id: waiting } = await done(library.reserve('own', { titleId: TITLE }));
    await block(await library.addActivity());
    library.clock.setDay(AFTER);
    expect((await checkIn()).next).toBe('shelf');
    expect(await checkIn(lifting)).toMatchObject({
      next: 'reservation-shelf',
      reservation: { id: waiting, status: 'ready' },
    });
  });

  it('B8: not of another branch’s copy; an admin lifts them anywhere', async () => {
    await block(await library.addActivity());
    library.clock.setDay(AFTER);
    const away = await checkIn({ ...lifting, branchId: EAST }, library.east);
    expect([away.lifted, away.blocks]).toMatchObject([[], [{ activityOver: true }]]);
    const { lifted } = await checkIn({ ...lifting, branchId: EAST }, library.as.admin);
    expect(lifted).toHaveLength(1);
  });

  it('an Idempotency-Key lifts once, and tells the same again', async () => {
    await block(await library.addActivity());
    library.clock.setDay(AFTER);
    const ask = () =>
      library.staff.post(
        '/api/check-ins',
        { copyId: 'c1', branchId: CEN, ...lifting },
        { 'idempotency-key': 'k' },
      );
    const first = await ask();
    expect([first.body.lifted, await ask()]).toEqual([[expect.anything()], first]);
    expect(await library.history('c1')).toHaveLength(2);
  });

  it('of many activities that are over', async () => {
    for (let n = 0; n < 4; n++) {
      const id = await library.addActivity({ name: `Activity ${n}` });
      await block(id);
      await block(id, 'loan');
    }
    library.clock.setDay(AFTER);
    const answer = await checkIn(lifting);
    expect([(answer.lifted as readonly Body[]).length, answer.blocks]).toEqual([8, []]);
  });
});
