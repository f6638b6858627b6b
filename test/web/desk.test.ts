import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { scan, type BrowserSession } from '../../testing/browser/browser-session.ts';
import { effectsOn, recordEffects } from '../../testing/browser/page-effects.ts';
import { expectAccessible, openStaffClient } from '../../testing/browser/staff-client.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';

const [WITHDRAWN, MISSING, ON_ORDER, READY, OTHER, WALK_IN, LOST] = [
  '0314000001',
  '0314000002',
  '0314000003',
  '0314000004',
  '0314000005',
  '0314000006',
  '0314000007',
] as const;
const READER = '2980000001';
const VISITOR = '2980000002';

const big = ({ page }: BrowserSession, name: string) => page.getByRole('heading', { level: 2, name });
const status = ({ page }: BrowserSession) => page.getByRole('region', { name: 'Laatste melding' });

describe.skipIf(noBrowser !== undefined)(
  'the desk hears what it must know first',
  { timeout: 60_000 },
  () => {
    const library = openStaffClient(async ({ as }) => {
      const admin = await as('admin');
      await smallLibrary(admin, [WITHDRAWN, MISSING, ON_ORDER, LOST]);
      const at = { titleId: 'T1', branchId: 'CEN' };
      await admin('PUT', `/api/copies/${WITHDRAWN}`, { ...at, withdrawn: true });
      for (const copyId of [MISSING, LOST])
        await admin('PUT', `/api/copies/${copyId}`, { ...at, missing: true });
      await admin('PUT', `/api/copies/${ON_ORDER}`, { ...at, onOrder: true });
      await admin('PUT', '/api/titles/T2', { title: 'Otje' });
      for (const copyId of [READY, OTHER, WALK_IN])
        await admin('PUT', `/api/copies/${copyId}`, { titleId: 'T2', branchId: 'CEN' });
      for (const patronId of [READER, VISITOR, '2980000003'])
        await admin('PUT', `/api/patrons/${patronId}`, { branchId: 'CEN', kind: 'ordinary' });
      for (const patronId of [READER, '2980000003'])
        await admin('POST', '/api/reservations', { titleId: 'T2', patronId, pickupBranchId: 'CEN' });
      await admin('POST', '/api/check-ins', { copyId: READY, branchId: 'CEN' });
    });

    it('R11: a withdrawn copy does not go back on the shelf', async () => {
      const session = await library().openSession('staff-CEN', { path: '/check-in' });
      await scan(session.page, WITHDRAWN);
      await big(session, 'Afgeschreven: niet terug in de kast').waitFor();
      await status(session).getByText('Afgeschreven: niet terug in de kast').waitFor();
      expect(await session.page.getByRole('heading', { name: /^\W*Terug in de kast/ }).count()).toBe(0);
      await expectAccessible(session.page);
      expect(session.complaints).toEqual([]);
      await session.close();
    });

    it.each([
      [MISSING, 'Dit exemplaar was vermist en is weer terecht.'],
      [ON_ORDER, 'Dit exemplaar was in bestelling en is nu binnen.'],
    ])('R11: %s: what was found out comes before where it goes, and is big', async (copyId, finding) => {
      const session = await library().openSession('staff-CEN', { path: '/check-in' });
      await scan(session.page, copyId);
      const destination = big(session, 'Terug in de kast');
      await destination.waitFor();
      await status(session).getByText(`${finding} Terug in de kast`).waitFor();
      const told = session.page.locator('main').getByText(finding);
      const [above, below] = [await told.boundingBox(), await destination.boundingBox()];
      expect(above?.y).toBeLessThan(below?.y ?? 0);
      expect(above?.height).toBeGreaterThanOrEqual(24);
      await expectAccessible(session.page);
      await scan(session.page, copyId);
      await session.page.getByRole('row').filter({ hasText: finding }).waitFor();
      await status(session).getByText(finding).waitFor({ state: 'hidden' });
      await session.close();
    });

    it('R11: a missing copy buzzes at the pull list too', async () => {
      const session = await library().openSession('staff-CEN', { path: '/pull-list' });
      await session.page.getByRole('heading', { level: 1, name: 'Kastlijst' }).waitFor();
      await recordEffects(session.page);
      await scan(session.page, LOST);
      await big(session, 'Staat niet op de kastlijst').waitFor();
      expect((await effectsOn(session.page)).sounds).toBe(1);
      await session.page.getByRole('button', { name: 'Toch innemen' }).click();
      await status(session).getByText('Dit exemplaar was vermist en is weer terecht.').waitFor();
      expect((await effectsOn(session.page)).sounds).toBe(2);
      await session.close();
    });

    it('a loan: another copy lies ready for this card, and others wait for the title', async () => {
      const session = await library().openSession('staff-CEN', { path: `/cards/${READER}` });
      await scan(session.page, OTHER);
      const ready = `De reservering van deze pas ligt klaar met een ander exemplaar: ${READY}.`;
      await session.page.locator('main').getByText(ready).waitFor();
      await status(session)
        .getByText(`${OTHER}. ${ready} Let op: 1 reservering wacht op deze titel.`)
        .waitFor({ timeout: 8_000 });
      await expectAccessible(session.page);
      await session.close();

      const next = await library().openSession('staff-CEN', { path: `/cards/${VISITOR}` });
      await scan(next.page, WALK_IN);
      await next.page.locator('main').getByText('Let op: 1 reservering wacht op deze titel.').waitFor();
      expect(next.complaints).toEqual([]);
      await next.close();
    });
  },
);
