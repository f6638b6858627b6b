import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { callerAt, smallLibrary, upAs, type Call } from '../../support/started-client.ts';
import { directory, empty, endAll, start, tokenAt, up } from '../../support/started.ts';

const mailsIn = async (data: string) => {
  const outbox = join(data, 'outbox');
  const files = readdirSync(outbox).filter((file) => file.endsWith('.eml'));
  return Promise.all(files.map((file) => PostalMime.parse(readFileSync(join(outbox, file)))));
};

const TEN = Array.from({ length: 10 }, (_, n) => `c${n}`);

describe('an exhibition, from the first copy to the last', () => {
  it(
    'is put together, runs, is forgotten, is reminded of, and cleared up',
    { timeout: 120_000 },
    async () => {
      const data = directory();
      const during = await upAs([...empty(data), '--today', '2026-10-12']);
      await smallLibrary(during.admin, TEN);
      const { body: made } = await during.staff('POST', '/api/activities', {
        name: 'Tentoonstelling',
        startDate: '2026-10-12',
        endDate: '2026-10-25',
        branchIds: ['CEN'],
      });
      const activityId = made.id ?? '';
      await during.staff('PUT', '/api/patrons/VITRINE', {
        branchId: 'CEN',
        kind: 'special',
        label: 'Vitrine',
        activityId,
      });
      for (const copyId of TEN)
        await during.staff('PUT', `/api/copies/${copyId}/blocks/reservation`, { code: 8, activityId });
      for (const copyId of ['c0', 'c1']) {
        await during.staff('POST', '/api/reservations', {
          copyId,
          patronId: 'VITRINE',
          pickupBranchId: 'CEN',
        });
        await during.staff('POST', '/api/loans', { copyId, patronId: 'VITRINE', branchId: 'CEN' });
      }

      const { admin, staff } = await restarted(data, '2026-10-26');
      const { body: night } = await admin('POST', '/api/jobs/nightly', {});
      expect(night.counts).toMatchObject({ flagsRaised: 12, mailsSent: 1, setAside: 0 });
      const { body: again } = await admin('POST', '/api/jobs/nightly', {});
      expect(again.counts).toMatchObject({ flagsRaised: 0, mailsSent: 0, setAside: 0 });
      expect(await mailsIn(data)).toMatchObject([
        {
          subject: 'Centrum: na Tentoonstelling staan nog 10 exemplaren apart',
          to: [{ address: 'centrum@bibliotheek.example' }],
        },
      ]);

      const c0 = { copyId: 'c0', branchId: 'CEN', liftEndedBlocks: true };
      expect((await staff('POST', '/api/check-ins', c0)).body).toMatchObject({ next: 'shelf', blocks: [] });
      const flags = async () => (await staff('GET', '/api/flags?limit=200')).body.items ?? [];
      expect((await flags()).filter(({ copyId }) => copyId === 'c0')).toEqual([]);
      const refused = await staff('POST', `/api/activities/${activityId}/close`, {}, [409]);
      expect(refused.body.reasons?.[0]).toMatchObject({ code: 'copies-on-special-card', copyIds: ['c1'] });
      await staff('POST', '/api/check-ins', { copyId: 'c1', branchId: 'CEN' });
      const closed = await staff('POST', `/api/activities/${activityId}/close`, {});
      expect(closed.body).toEqual({ lifted: 9, remaining: [] });
      expect(await flags()).toEqual([]);
      for (const copyId of TEN) {
        const { body: history } = await staff('GET', `/api/copies/${copyId}/history`);
        const lifting = copyId === 'c0' ? { type: 'person' } : { type: 'activity-close', id: activityId };
        expect(history.items?.map(({ action, cause }) => [action, cause])).toMatchObject([
          ['lifted', lifting],
          ['set', { type: 'person' }],
        ]);
      }
    },
  );
});

/** The same data on another day, once the earlier start has ended. */
const restarted = async (data: string, today: string) => {
  await endAll();
  return upAs([...empty(data), '--today', today]);
};

const MANY = 300;

describe('a closing that is killed in the middle', () => {
  it('goes on by itself after the next start', { timeout: 180_000 }, async () => {
    const data = directory();
    const first = start(empty(data));
    const url = await up(first);
    const admin = callerAt(url, await tokenAt(url));
    const copyIds = Array.from({ length: MANY }, (_, n) => `m${n}`);
    await smallLibrary(admin, copyIds);
    const today = new Date().toISOString().slice(0, 10);
    const plan = { name: 'Groot', startDate: today, endDate: '2099-12-31', branchIds: ['CEN'] };
    const activityId = (await admin('POST', '/api/activities', plan)).body.id ?? '';
    for (const copyId of copyIds) await admin('PUT', `/api/copies/${copyId}/blocks/loan`, { activityId });

    const closing = admin('POST', `/api/activities/${activityId}/close`, {}).catch(() => undefined);
    const see = async (call: Call) => (await call('GET', `/api/activities/${activityId}`)).body;
    const isUnderWay = async () => {
      const { counts } = await see(admin);
      return (counts?.blocked ?? MANY) < MANY;
    };
    while (!(await isUnderWay())) await new Promise((resolve) => setTimeout(resolve, 5));
    first.process.kill('SIGKILL');
    await Promise.all([first.ended, closing]);

    const second = await upAs(empty(data));
    const found = await see(second.admin);
    expect(found).toMatchObject({ state: 'closed', closing: { of: MANY } });
    const until = Date.now() + 60_000;
    while ((await see(second.admin)).closing && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await see(second.admin)).toMatchObject({ counts: { blocked: 0 } });
    for (const copyId of ['m0', 'm150', 'm299']) {
      const { body } = await second.admin('GET', `/api/copies/${copyId}/history`);
      expect(body.items?.map(({ action }) => action)).toEqual(['lifted', 'set']);
    }
  });
});
