import { describe, expect, it } from 'vitest';
import { noBrowser } from '../support/browser.ts';
import { gzippedScripts } from '../support/first-load.ts';
import { openLibrary } from '../support/web.ts';

const BUDGET = 200 * 1024;

describe.skipIf(noBrowser !== undefined)('the first load', { timeout: 120_000 }, () => {
  const library = openLibrary(async ({ as }) =>
    (await as('admin'))('PUT', '/api/branches/CEN', { name: 'Centrum' }),
  );

  it('is at most 200 KB of script gzipped, asks no other site for anything, and breaks no policy', async () => {
    const { page, complaints, close } = await library().desk('staff-CEN');
    await page.waitForLoadState('networkidle');
    expect(await gzippedScripts(page)).toBeLessThan(BUDGET);
    const origins = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin),
    );
    expect(new Set(origins)).toEqual(new Set([library().url]));
    expect(complaints).toEqual([]);
    await close();
  });

  it('tells a reader who signs in that this is for staff', async () => {
    const admin = await library().as('admin');
    await admin('PUT', '/api/patrons/2980000001', { branchId: 'CEN', kind: 'ordinary' });
    const { page, close } = await library().desk('2980000001');
    await page.getByRole('heading', { name: 'Dit is de omgeving voor medewerkers' }).waitFor();
    await close();
  });

  it('keeps a session over a reload, and signs out', async () => {
    const { page, close } = await library().desk('admin', { path: '/admin' });
    await page.reload();
    await page.locator('main h1').waitFor();
    expect(new URL(page.url()).pathname).toBe('/admin');
    await page.getByRole('button', { name: 'Afmelden' }).click();
    await page.getByLabel('Gebruikersnaam').waitFor();
    await close();
  });
});
