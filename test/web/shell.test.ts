import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { PHONE, scan } from '../../testing/browser/browser-session.ts';
import { enter } from '../../testing/browser/keyboard.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import type { SystemCall } from '../../testing/system/http-client.ts';
import { expectAccessible, openStaffClient } from '../../testing/browser/staff-client.ts';

const [ONE, TWO] = ['0314000055', '0314000002'] as const;
const LONG = 'Hottentottententententoonstellingsmakersvereniging';

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor();
const blocks = (page: Page) => page.getByRole('dialog', { name: /Blokkades/ });
const focused = (page: Page) => page.locator(':focus');

const fill = async (admin: SystemCall): Promise<void> => {
  await smallLibrary(admin, [ONE, TWO]);
  await admin('PUT', '/api/branches/NRD', { name: 'Noord' });
  await admin('PUT', '/api/titles/T1', { title: LONG });
  const days = { startDate: '2020-01-01', endDate: '2099-12-31', branchIds: ['CEN'] };
  await admin('POST', '/api/activities', { name: 'Griffels', ...days });
};

describe.skipIf(noBrowser !== undefined)('what is around the screens', { timeout: 120_000 }, () => {
  const library = openStaffClient(async ({ as }) => fill(await as('admin')));

  it('a scan opens no dialog by a 5 in it, presses nothing in one, and is heard beside a list', async () => {
    const { page, complaints, close } = await library().openSession('staff-CEN+NRD', {
      path: `/copies/${TWO}`,
    });
    await scan(page, ONE);
    await page.waitForURL(`**/copies/${ONE}`);
    await page.getByRole('button', { name: /Blokkades wijzigen/ }).waitFor();
    expect(await blocks(page).count()).toBe(0);

    await page.keyboard.press('5');
    await blocks(page).getByLabel('8 Niet reserveerbaar').check();
    await scan(page, TWO);
    await blocks(page).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/copies/${ONE}`);
    await page.keyboard.press('Escape');
    await blocks(page).waitFor({ state: 'hidden' });
    const { body } = await (await library().as('admin'))('GET', `/api/copies/${ONE}`);
    expect(body.blocks).toEqual([]);

    await page.getByLabel('Vestiging', { exact: true }).focus();
    await scan(page, TWO);
    await page.waitForURL(`**/copies/${TWO}`);
    expect(complaints).toEqual([]);
    await close();
  });

  it('the focus goes back to the row when a dialog or a menu closes', async () => {
    const { page, close } = await library().openSession('staff-CEN', { path: '/titles/T1' });
    await page.getByRole('link', { name: ONE }).focus();
    await page.keyboard.press('5');
    await blocks(page).waitFor();
    await page.keyboard.press('Escape');
    await blocks(page).waitFor({ state: 'hidden' });
    await focused(page)
      .and(page.getByRole('link', { name: ONE }))
      .waitFor();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Blokkades', exact: false }).first().waitFor();
    await page.keyboard.press('Escape');
    await focused(page)
      .and(page.getByRole('link', { name: ONE }))
      .waitFor();
    await close();
  });

  it('from the copy to the display and back, in one client', async () => {
    const { page, complaints, close } = await library().openSession('staff-CEN', { path: `/copies/${ONE}` });
    await heading(page, LONG);
    await enter(page, page.getByRole('link', { name: 'Inrichten' }).first());
    await page.getByRole('link', { name: /Griffels/ }).click();
    await page.getByText('nog geen speciale pas').waitFor();
    await page.getByRole('heading', { level: 1 }).focus();
    await scan(page, TWO);
    await heading(page, LONG);
    await page.goBack();
    await page.getByText('nog geen speciale pas').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('says what is not there, without a connection too, and goes on by itself', async () => {
    const { page, close } = await library().openSession('staff-CEN', {
      path: '/copies/NOPE',
      language: 'en',
    });
    await heading(page, 'Not found');
    await page.getByText('No copy has this barcode.').waitFor();
    await expectAccessible(page);
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Pull list' }).first().click();
    await page.getByText('No connection to Apart.', { exact: false }).waitFor();
    await page.context().setOffline(false);
    await heading(page, 'Pull list');
    await close();
  });

  it('nothing is cut off on a phone, nor at 200 percent, however long a title is', async () => {
    const { page, close } = await library().openSession('staff-CEN');
    const paths = [
      '/titles/T1',
      `/copies/${ONE}`,
      '/',
      '/activities',
      '/batches/new',
      '/attention',
      '/check-in',
    ];
    for (const path of paths) {
      await page.goto(new URL(path, library().url).href);
      await page.getByRole('heading', { level: 1 }).waitFor();
      for (const viewport of [PHONE, { width: 683, height: 384 }, { width: 320, height: 640 }]) {
        await page.setViewportSize(viewport);
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect(width, path).toBeLessThanOrEqual(viewport.width);
      }
    }
    await close();
  });
});
