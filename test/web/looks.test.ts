import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { PHONE } from '../../testing/browser/browser-session.ts';
import { contrasts } from '../../testing/browser/contrast.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import { expectAccessible, openStaffClient, wishFor } from '../../testing/browser/staff-client.ts';

const [ONE, TWO] = ['0314000001', '0314000002'] as const;

const ground = (page: Page): Promise<string> =>
  page.evaluate('getComputedStyle(document.body).backgroundColor');

describe.skipIf(noBrowser !== undefined)('how the client looks', { timeout: 120_000 }, () => {
  const library = openStaffClient(async ({ as }) => {
    await smallLibrary(await as('admin'), [ONE, TWO], { collection: 'KERST', shelfmark: 'AK Schmi' });
  });

  it('is light or dark as the system wishes, also when it changes its mind', async () => {
    const { page, complaints, close } = await library().openSession('staff-CEN', { path: `/copies/${ONE}` });
    await page.getByRole('button', { name: /Blokkades wijzigen/ }).waitFor();
    expect(await ground(page)).toBe('rgb(243, 246, 247)');
    await wishFor(page, 'dark');
    expect(await ground(page)).toBe('rgb(16, 27, 32)');
    expect((await contrasts(page)).filter(({ contrast }) => contrast < 4.5)).toEqual([]);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await ground(page)).toBe('rgb(16, 27, 32)');
    await wishFor(page, 'light');
    expect(await ground(page)).toBe('rgb(243, 246, 247)');
    expect(complaints).toEqual([]);
    await close();
  });

  it('shows on a phone each cell of a row behind the heading of its column, and nothing beside it', async () => {
    const { page, close } = await library().openSession('staff-CEN', { path: '/titles/T1', viewport: PHONE });
    const row = page.getByRole('row').filter({ hasText: ONE });
    await row.waitFor();
    const cells = await row.getByRole('cell').all();
    const labels = await Promise.all(
      cells.map(async (cell) => (await cell.getAttribute('data-label')) ?? ''),
    );
    expect(labels.slice(0, 6)).toEqual(['', 'Barcode', 'Vestiging', 'Collectie', 'Status', 'Blokkades']);
    const boxes = page.locator('.table-box');
    expect(await boxes.evaluateAll(wider)).toEqual([false]);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('[data-label="Branch"]').first().waitFor();
    await close();
  });
});

/** Runs in the page: whether a box has something beside what is seen of it. */
const wider = (boxes: readonly unknown[]): readonly boolean[] =>
  (boxes as readonly { scrollWidth: number; clientWidth: number }[]).map(
    ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
  );
