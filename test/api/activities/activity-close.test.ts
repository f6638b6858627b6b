// Long: every test closes the same activity; refusals and force need the same blocked copies.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { codes, each } from '../../../testing/api/response-body.ts';
import { CEN, done, EAST, openLibrary, type Library } from '../../../testing/api/small-library.ts';
import { isWrite, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};
let library: Library;
let id: string;

beforeEach(async () => {
  hook.before = hook.after = undefined;
  library = await openLibrary({ hook });
  id = await library.addActivity({ branchIds: [CEN, EAST] });
  await library.addPatron('20001');
  await library.addCard('S1', { activityId: id, label: 'Vitrine' });
});

const path = () => `/api/activities/${id}/close`;
const close = (body = {}, client = library.staff, headers = {}) => client.post(path(), body, headers);

/** A copy with a block of each kind for the activity. */
const addBlocked = async (copyId: string, branchId = CEN) => {
  await library.addCopy(copyId, { branchId });
  await done(library.block(copyId, 'reservation', { code: 8, activityId: id }));
  await done(library.block(copyId, 'loan', { activityId: id }));
};
const addDisplayed = async (copyId: string) => {
  await addBlocked(copyId);
  await done(library.checkOut(copyId, 'S1'));
};
const blocksOf = async (copyId: string) => (await library.copy(copyId)).blocks;

describe('POST /api/activities/{id}/close (A3)', () => {
  it('200: lifts its blocks at once, those of all its branches, by staff of one', async () => {
    await addBlocked('c1');
    await addBlocked('c2', EAST);
    await done(library.block('c2', 'reservation', { code: 7, reason: 'klein' }));
    const { status, body } = await close();
    expect([status, body]).toEqual([200, { lifted: 4, remaining: [] }]);
    expect([await blocksOf('c1'), await blocksOf('c2')]).toMatchObject([[], [{ code: 7, reason: 'klein' }]]);
    expect(await library.activity(id)).toMatchObject({
      state: 'closed',
      closedOn: '2026-10-12',
      counts: { blocked: 0, onSpecialCards: 0, flags: 0 },
    });
    expect(await library.activity(id)).not.toHaveProperty('closing');
    expect(each(await done(library.staff.get(`/api/copies?activityId=${id}`)), 'copyId')).toEqual([]);
  });

  it('B9: each block leaves a line, with who closed and that it was the closing', async () => {
    await addBlocked('c1');
    await close();
    const lines = (await library.history('c1')).slice(0, 2);
    for (const line of lines) {
      expect(line).toMatchObject({
        action: 'lifted',
        activityId: id,
        by: 'staff-CEN',
        cause: { type: 'activity-close', id },
      });
    }
    expect(lines.map(({ kind }) => kind).sort()).toEqual(['loan', 'reservation']);
  });

  it('blocks of another activity, and of none, stay', async () => {
    await addBlocked('c1');
    const other = await library.addActivity({ name: 'Kerst' });
    await done(library.block('c1', 'reservation', { code: 7, activityId: other }));
    await done(library.block('c1', 'loan', { endDate: '2026-12-31' }));
    expect((await close()).body.lifted).toBe(2);
    const left = (await blocksOf('c1'))?.map(({ kind, activityId }) => [kind, activityId]);
    expect(left).toEqual([
      ['reservation', other],
      ['loan', undefined],
    ]);
    expect((await library.activity(other)).counts).toMatchObject({ blocked: 1 });
  });

  it('R8: who waited for a copy finds it on the pull list', async () => {
    await library.addCopy('c1');
    await done(library.reserve('20001', { copyId: 'c1' }));
    await done(library.block('c1', 'loan', { activityId: id }));
    expect(await library.pulls()).toEqual([]);
    await close();
    expect(await library.pulls()).toEqual(['c1 for 20001']);
  });

  it('without blocks there is nothing to lift; a coming one is closed too', async () => {
    id = await library.addActivity({ startDate: '2026-12-01', endDate: '2026-12-24' });
    const { status, body } = await close();
    expect([status, body]).toEqual([200, { lifted: 0, remaining: [] }]);
    expect((await library.activity(id)).state).toBe('closed');
  });

  it('one that is over is closed as well, and its flags go', async () => {
    await addBlocked('c1');
    library.clock.setDay('2026-10-26');
    await library.night('2026-10-26T02:30:00Z');
    expect(await library.flags()).toHaveLength(2);
    expect((await close()).body.lifted).toBe(2);
    expect(await library.flags()).toEqual([]);
  });

  it('an Idempotency-Key closes once, and answers the same again', async () => {
    await addBlocked('c1');
    const first = await close({}, library.staff, { 'idempotency-key': 'k' });
    expect([first.status, first.body.lifted]).toEqual([200, 2]);
    expect(await close({}, library.staff, { 'idempotency-key': 'k' })).toEqual(first);
    expect(await library.history('c1')).toHaveLength(4);
  });

  it('two tries at once get one answer, of whichever ended first', async () => {
    await addBlocked('c1');
    const answers = await Promise.all(
      [1, 2, 3].map(() => close({}, library.staff, { 'idempotency-key': 'k' })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    await library.work('sweep');
    expect(await close({}, library.staff, { 'idempotency-key': 'k' })).toEqual(answers[0]);
    expect(await library.history('c1')).toHaveLength(4);
  });
});

describe('refusals', () => {
  it('409 activity-closed', async () => {
    await close();
    const { status, body } = await close({ force: true });
    expect([status, codes(body), body.detail]).toEqual([
      409,
      ['activity-closed'],
      'Griffels is al afgesloten.',
    ]);
  });

  it('409 copies-on-special-card with the list of them, and nothing has changed', async () => {
    await addDisplayed('c1');
    expect((await close()).body.reasons).toMatchObject([{ copyIds: ['c1'], count: 1 }]);
    await addDisplayed('c3');
    await addBlocked('c2');
    await library.addCard('S2', { activityId: id, branchId: EAST });
    await library.addCopy('c4');
    await done(library.checkOut('c4', 'S2'));
    const { status, body } = await close();
    expect([status, body.reasons]).toEqual([
      409,
      [
        {
          code: 'copies-on-special-card',
          activityId: id,
          activityName: 'Griffels',
          copyIds: ['c1', 'c3', 'c4'],
          count: 3,
          detail:
            'Er staan nog 3 exemplaren op een speciale pas. Neem ze eerst in. Toch afsluiten? Dan houden deze 3 hun blokkades.',
        },
      ],
    ]);
    expect(await blocksOf('c2')).toHaveLength(2);
    expect(await library.activity(id)).toMatchObject({ state: 'running', version: 1 });
  });

  it('a copy on a card of another activity, or lent to a person, is in nobody’s way', async () => {
    await addBlocked('c1');
    await library.addCard('S2');
    await done(library.checkOut('c1', 'S2'));
    await library.addCopy('c2');
    await done(library.checkOut('c2', '20001'));
    const { status, body } = await close();
    expect([status, body]).toEqual([200, { lifted: 2, remaining: [] }]);
  });

  it.each([
    ['staff of another branch', (at: Library) => at.as.staff('NRD'), 'other-branch'],
    ['a patron', (at: Library) => at.as.patron('20001'), 'role'],
    ['the feed', (at: Library) => at.as.feed, 'role'],
  ])('403 for %s', async (_, client, code) => {
    const { status, body } = await close({}, client(library));
    expect([status, body.type]).toEqual([403, `/problems/${code}`]);
    expect((await library.activity(id)).state).toBe('running');
  });

  it('403 for staff where it is one of all branches; an admin may', async () => {
    id = await library.addActivity({ branchIds: [] });
    expect((await close()).body.type).toBe('/problems/needs-admin');
    expect((await close({}, library.as.admin)).status).toBe(200);
  });

  it.each([{ force: 'yes' }, { force: null }, { now: true }])('400 for %j', async (body) => {
    expect((await close(body)).status).toBe(400);
  });
});

describe('force', () => {
  it('lifts the blocks of the others, and leaves those on its special cards', async () => {
    await addDisplayed('c1');
    await addBlocked('c2');
    const { status, body } = await close({ force: true });
    expect([status, body.lifted]).toEqual([200, 2]);
    expect(body.remaining).toMatchObject([{ copyId: 'c1', status: 'on-special-card' }]);
    expect([await blocksOf('c1'), await blocksOf('c2')]).toMatchObject([[{}, {}], []]);
    expect((await library.activity(id)).counts).toMatchObject({ blocked: 1, onSpecialCards: 1 });
  });

  it('tells a repeat of all that was left, in the state of then, however many they are', async () => {
    const copyIds = Array.from({ length: 30 }, (_, n) => `c${n}`);
    for (const copyId of copyIds) {
      await library.addCopy(copyId);
      const reason = `${copyId} ligt in de vitrine. `.repeat(20);
      await done(library.block(copyId, 'reservation', { code: 8, activityId: id, reason }));
      await done(library.block(copyId, 'loan', { activityId: id, reason }));
      await done(library.checkOut(copyId, 'S1'));
    }
    const first = await close({ force: true }, library.staff, { 'idempotency-key': 'k' });
    expect([first.status, first.body.remaining?.length]).toEqual([200, 30]);
    expect(first.text.length).toBeGreaterThan(30_000);
    for (const copyId of copyIds) await done(library.checkIn(copyId));
    library.clock.set('2026-10-13T05:00:00.000Z');
    expect(await close({ force: true }, library.staff, { 'idempotency-key': 'k' })).toEqual(first);
  });

  it('S4: what was left is flagged the next night, until it is checked in', async () => {
    await addDisplayed('c1');
    await close({ force: true });
    library.clock.setDay('2026-10-13');
    await library.night('2026-10-13T01:30:00Z');
    expect(await library.flags()).toEqual([
      'loan-block-left-on c1',
      'reservation-block-left-on c1',
      'special-card-not-checked-in c1',
    ]);
    const body = { copyId: 'c1', branchId: CEN, liftEndedBlocks: true };
    expect((await library.staff.post('/api/check-ins', body)).body.lifted).toHaveLength(2);
    expect(await library.flags()).toEqual([]);
  });
});

describe('202 where it takes longer than a few seconds', () => {
  /**
   * Closes the activity. The first write that contains this text takes longer than the call may
   * last.
   */
  const closeSlowly = async (text: string, headers = {}, body = {}) => {
    vi.useFakeTimers({ toFake: ['performance'] });
    hook.before = (request) => {
      if (isWrite(request) && JSON.stringify(request.input).includes(text)) vi.advanceTimersByTime(4000);
    };
    try {
      return await close(body, library.staff, headers);
    } finally {
      hook.before = undefined;
      vi.useRealTimers();
    }
  };

  it('says how far it is; the worker finishes it, and every block is lifted once', async () => {
    const copyIds = Array.from({ length: 130 }, (_, n) => `c${n}`);
    const add = async (copyId: string) => {
      await library.addCopy(copyId);
      await done(library.block(copyId, 'reservation', { code: 8, activityId: id }));
    };
    for (let n = 0; n < copyIds.length; n += 10) await Promise.all(copyIds.slice(n, n + 10).map(add));
    const { status, headers, body } = await closeSlowly('COPY#');
    expect([status, headers.location]).toEqual([202, `/api/activities/${id}`]);
    const { counts: { blocked = 0 } = {} } = body;
    expect(blocked).toBeGreaterThan(0);
    expect(blocked).toBeLessThan(130);
    expect(body).toMatchObject({ state: 'closed', closing: { done: 130 - blocked, of: 130 } });
    expect((await library.activity(id)).closing).toEqual(body.closing);
    expect(library.messages).toHaveLength(1);
    await library.work();
    const after = await library.activity(id);
    expect(after.counts).toEqual({ blocked: 0, onSpecialCards: 0, flags: 0 });
    expect(after).not.toHaveProperty('closing');
    const histories = await Promise.all(copyIds.map((copyId) => library.history(copyId)));
    const actions = histories.map((lines) =>
      lines.map(({ action, by }) => `${String(action)} by ${String(by)}`),
    );
    expect(new Set(actions.map(String))).toEqual(new Set(['lifted by staff-CEN,set by admin']));
  });

  it('its flags are hidden at once, and no block is set for it any more; then they are gone', async () => {
    await addBlocked('c1');
    await library.addCopy('c2');
    library.clock.setDay('2026-10-26');
    await library.night('2026-10-26T02:30:00Z');
    expect((await library.activity(id)).counts?.flags).toBe(2);
    const { status, body } = await closeSlowly(id);
    expect([status, body.closing]).toEqual([202, { done: 0, of: 1 }]);
    expect(await blocksOf('c1')).toHaveLength(2);
    expect([await library.flags(), await library.flags(`&activityId=${id}`)]).toEqual([[], []]);
    expect((await library.activity(id)).counts?.flags).toBe(0);
    expect(codes((await library.block('c2', 'loan', { activityId: id })).body)).toEqual(['activity-over']);
    expect(codes((await close()).body)).toEqual(['activity-closed']);
    await library.work();
    expect([await blocksOf('c1'), await library.flags()]).toEqual([[], []]);
    expect(await library.activity(id)).not.toHaveProperty('closing');
  });

  it('by force: only the flags of what stays are shown, and counted', async () => {
    await addBlocked('c1');
    await addDisplayed('c2');
    library.clock.setDay('2026-10-26');
    await library.night('2026-10-26T02:30:00Z');
    expect((await library.activity(id)).counts?.flags).toBe(5);
    expect((await closeSlowly(id, {}, { force: true })).status).toBe(202);
    const seen = async () => [(await library.flags()).length, (await library.activity(id)).counts?.flags];
    expect(await seen()).toEqual([3, 3]);
    await library.work();
    expect(await seen()).toEqual([3, 3]);
  });

  it('an Idempotency-Key answers the same 202 again, and closes once', async () => {
    await addBlocked('c1');
    const first = await closeSlowly(id, { 'idempotency-key': 'k' });
    expect(first.status).toBe(202);
    expect(await close({}, library.staff, { 'idempotency-key': 'k' })).toEqual(first);
    await library.work();
    await done(library.as.admin.patch(`/api/activities/${id}`, { name: 'Anders' }));
    library.clock.set('2026-10-13T05:00:00.000Z');
    expect(await close({}, library.staff, { 'idempotency-key': 'k' })).toEqual(first);
    expect(await library.history('c1')).toHaveLength(4);
  });

  it('where nobody told the worker, it finds the work by itself', async () => {
    await addBlocked('c1');
    expect((await closeSlowly(id)).status).toBe(202);
    library.messages.length = 0;
    await library.work('sweep');
    expect(await blocksOf('c1')).toEqual([]);
  });
});
