import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { smallLibrary, upAs } from '../../testing/system/fixtures.ts';
import { directory, empty, endAll } from '../../testing/system/spawn-system.ts';

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

/** Starts again on the same data and another day, after the earlier start has ended. */
const restarted = async (data: string, today: string) => {
  await endAll();
  return upAs([...empty(data), '--today', today]);
};
