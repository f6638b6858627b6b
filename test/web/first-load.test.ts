import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { gzippedScripts } from '../../testing/browser/first-load.ts';
import { openStaffClient } from '../../testing/browser/staff-client.ts';

const BUDGET = 200 * 1024;

describe.skipIf(noBrowser !== undefined)('the first load', { timeout: 120_000 }, () => {
  const library = openStaffClient(async ({ as }) =>
    (await as('admin'))('PUT', '/api/branches/CEN', { name: 'Centrum' }),
  );

  it('is at most 200 KB of script gzipped, asks no other site for anything, and breaks no policy', async () => {
    const { page, complaints, close } = await library().openSession('staff-CEN');
    await page.waitForLoadState('networkidle');
    expect(await gzippedScripts(page)).toBeLessThan(BUDGET);
    const origins = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin),
    );
    expect(new Set(origins)).toEqual(new Set([library().url]));
    expect(complaints).toEqual([]);
    await close();
  });
});
