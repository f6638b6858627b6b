import { beforeEach, describe, expect, it } from 'vitest';
import { startApi } from '../../../testing/api/test-api.ts';
import { each, type Body } from '../../../testing/api/response-body.ts';
import { interleaved, schedules } from '../../../testing/concurrency/interleave.ts';
import { violations } from '../../../testing/invariants/invariants.ts';
import { CEN, done, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';
import { isWrite, type Request, type RequestHook } from '../../../testing/database/dynamodb-hooks.ts';

const hook: RequestHook = {};
let library: Library;

beforeEach(async () => {
  hook.before = hook.after = undefined;
  library = await openLibrary({ hook });
  await library.addPatron('20001');
  await library.addPatron('20002');
});

const NIGHT = '2026-11-01T02:30:00Z';
const LAST = '2026-10-31';
const counts = (report: Body) => report.counts ?? {};

const addBlocked = async (id: string, endDate = LAST) => {
  await library.addCopy(id);
  await done(library.block(id, 'loan', { endDate }));
};
const actions = async (id: string) => (await library.history(id)).map(({ action }) => action);

/** Whether a request writes an item of this copy. */
const writes = (request: Request, copyId: string): boolean =>
  isWrite(request) && JSON.stringify(request.input).includes(`"COPY#${copyId}"`);

describe('N4: a night works by the day it was scheduled for', () => {
  it('a late one for an earlier day leaves alone what was not due then', async () => {
    await addBlocked('c1', '2026-10-14');
    await addBlocked('c2', '2026-10-16');
    library.clock.setDay('2026-11-20');
    expect(counts(await library.night('2026-10-15T01:30:00Z'))).toMatchObject({ loanBlocksLifted: 1 });
    expect([await actions('c1'), await actions('c2')]).toEqual([['lifted', 'set'], ['set']]);
    expect(counts(await library.night('2026-10-17T01:30:00Z'))).toMatchObject({ loanBlocksLifted: 1 });
  });

  it('one that was cut off goes on with its own day, when it is asked for again on another', async () => {
    await addBlocked('c1', '2026-10-12');
    library.clock.set('2026-10-12T20:00:00.000Z');
    const ask = () => library.as.admin.post('/api/jobs/nightly', {}, { 'idempotency-key': 'night' });
    hook.before = ({ input }) => {
      if (input.IndexName === 'due') throw new Error('cut off');
    };
    await ask().catch(() => undefined);
    hook.before = undefined;
    library.clock.set('2026-10-13T08:00:00.000Z');
    expect((await ask()).body).toMatchObject({ day: '2026-10-12', counts: { loanBlocksLifted: 0 } });
    expect(await actions('c1')).toEqual(['set']);
  });

  it('one that was left out is made up for by the next', async () => {
    await addBlocked('c1', '2026-10-14');
    await addBlocked('c2', '2026-10-16');
    expect(counts(await library.night(NIGHT))).toMatchObject({ loanBlocksLifted: 2 });
  });

  it('lifts only what is past its end; the other blocks of the copy stay', async () => {
    await addBlocked('c1');
    await done(library.block('c1', 'reservation', { code: 7 }));
    await library.night(NIGHT);
    expect((await library.copy('c1')).blocks).toMatchObject([{ kind: 'reservation', code: 7 }]);
  });

  it('says nothing of who has what in its report (P2)', async () => {
    await library.addCopy('c1');
    await done(library.reserve('20001', { copyId: 'c1', expiresOn: LAST }));
    hook.before = (request) => {
      if (writes(request, 'c1')) throw new Error('cannot be done now');
    };
    library.clock.set(NIGHT);
    const report = await library.night(NIGHT);
    expect(counts(report)).toMatchObject({ reservationsExpired: 0, setAside: 1 });
    expect(JSON.stringify(report)).not.toContain('20001');
  });
});

describe('N4: one bad record does not stop the rest', () => {
  it('it is set aside with its reason; the next night tries it again', async () => {
    for (const id of ['c1', 'bad', 'c3']) await addBlocked(id);
    hook.before = (request) => {
      if (writes(request, 'bad')) throw Object.assign(new Error('no'), { name: 'ValidationException' });
    };
    const report = await library.night(NIGHT);
    expect(counts(report)).toMatchObject({ loanBlocksLifted: 2, setAside: 1 });
    expect(report.setAside).toEqual([
      { key: 'copy bad', reason: expect.stringContaining('ValidationException') as string },
    ]);
    hook.before = undefined;
    expect(counts(await library.night(NIGHT))).toMatchObject({ loanBlocksLifted: 1, setAside: 0 });
  });
});

describe('N4: two nights at once', () => {
  it('lift each block once, and write one line of history for each', async () => {
    const ids = Array.from({ length: 30 }, (_, n) => `c${n}`);
    for (const id of ids) await addBlocked(id);
    await done(library.reserve('20001', { copyId: 'c0', expiresOn: LAST }));
    const other = await startApi({ beside: library });
    library.clock.set('2026-11-01T02:30:00.000Z');
    const reports = await Promise.all([library.night(NIGHT), other.night(NIGHT)]);
    const sum = (count: string) => reports.reduce((total, report) => total + (counts(report)[count] ?? 0), 0);
    expect([sum('loanBlocksLifted'), sum('reservationsExpired'), sum('setAside')]).toEqual([30, 1, 0]);
    for (const id of ids) expect(await actions(id)).toEqual(['lifted', 'set']);
    expect(await violations(library, '2026-11-01')).toEqual([]);
  });

  it('whatever the order of their requests', { timeout: 60_000 }, async () => {
    for (const [run, order] of schedules(6, 6).entries()) {
      if (run % 45 !== 0) continue;
      const id = `n${run}`;
      await addBlocked(id);
      const reports = await interleaved(
        order,
        [0, 1].map(() => async (gate) => (await startApi({ beside: library, hook: gate })).night(NIGHT)),
      );
      expect(reports.map((report) => counts(report).loanBlocksLifted).sort()).toEqual([0, 1]);
      expect(await actions(id)).toEqual(['lifted', 'set']);
    }
  });
});

describe('N4: a block that somebody changed in between is left alone', () => {
  /** Does something once, just before the night writes to a copy. */
  const justBefore = (copyId: string, act: () => Promise<unknown>) => {
    hook.before = async (request) => {
      if (!writes(request, copyId)) return;
      hook.before = undefined;
      await act();
    };
  };

  it.each<readonly [string, (at: Library) => Promise<unknown>]>([
    ['prolonged', ({ block }) => done(block('c1', 'loan', { endDate: '2026-12-31' }))],
    ['made endless', ({ block }) => done(block('c1', 'loan'))],
  ])('%s, the day after it ended', async (_, act) => {
    await addBlocked('c1');
    library.clock.set('2026-11-01T02:30:00.000Z');
    justBefore('c1', () => act(library));
    expect(counts(await library.night(NIGHT))).toMatchObject({ loanBlocksLifted: 0, setAside: 0 });
    expect(await actions('c1')).toEqual(['set', 'lifted', 'set']);
    expect((await library.copy('c1')).blocks).toHaveLength(1);
  });

  it('lent meanwhile: the block goes all the same, and the loan stays', async () => {
    await addBlocked('c1');
    library.clock.set('2026-11-01T02:30:00.000Z');
    justBefore('c1', () => done(library.checkOut('c1', '20001')));
    expect(counts(await library.night(NIGHT))).toMatchObject({ loanBlocksLifted: 1, setAside: 0 });
    expect(await library.copy('c1')).toMatchObject({ status: 'on-loan', blocks: [] });
  });
});

describe('P2: closed reservations lose their patron after 90 days', () => {
  it('kept for 90 days, gone from every answer after that, and from the table after the night', async () => {
    await library.addCopy('c1');
    const { id = '' } = await done(library.reserve('20001', { copyId: 'c1' }));
    await done(library.staff.delete(`/api/reservations/${id}`));
    library.clock.setDay('2027-01-10');
    expect((await library.reservation(id)).patronId).toBe('20001');
    library.clock.setDay('2027-01-11');
    expect(await library.reservation(id)).not.toHaveProperty('patronId');
    expect(counts(await library.night('2027-01-11T02:30:00Z'))).toMatchObject({ patronsForgotten: 1 });
    expect(counts(await library.night('2027-01-11T02:30:00Z'))).toMatchObject({ patronsForgotten: 0 });
    expect(await library.reservation(id)).toMatchObject({ id, status: 'cancelled' });
    expect((await done(library.staff.get('/api/reservations?patronId=20001'))).items).toEqual([]);
    expect(each(await done(library.staff.get('/api/reservations?copyId=c1')), 'id')).toEqual([id]);
    expect((await library.as.patron('20001').get(`/api/reservations/${id}`)).status).toBe(403);
  });
});

describe('the end of a card', () => {
  it('cancels its reservations, lets its copies go to the next in line, and leaves no trace of it', async () => {
    await library.addCopy('c1');
    await library.addCopy('c2');
    const held = await done(library.reserve('20001', { copyId: 'c1' }));
    const title = await done(library.reserve('20001', { titleId: TITLE }));
    const closed = await done(library.reserve('20001', { copyId: 'c2' }));
    await done(library.staff.delete(`/api/reservations/${closed.id ?? ''}`));
    const next = await done(library.reserve('20002', { copyId: 'c1' }));
    await done(library.checkIn('c1'));
    expect((await library.as.feed.delete('/api/patrons/20001')).status).toBe(204);
    for (const { id } of [held, title, closed]) {
      const gone = await library.reservation(id);
      expect(gone.status).toBe('cancelled');
      expect(gone).not.toHaveProperty('patronId');
    }
    expect(await library.reservation(next.id)).toMatchObject({ status: 'ready', servedBy: 'c1' });
    expect((await done(library.staff.get('/api/reservations?patronId=20001'))).items).toEqual([]);
    expect((await library.checkOut('c2', '20001')).status).toBe(409);
    expect((await library.reserve('20001', { copyId: 'c2', pickupBranchId: CEN })).status).toBe(409);
    expect(await violations(library, '2026-10-12')).toEqual([]);
  });
});
