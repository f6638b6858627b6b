import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { openStaffClient } from '../../testing/browser/staff-client.ts';

const READER = '2980000001';

/** Changes what the client stores of a session. */
const change = (page: Page, part: Readonly<Record<string, unknown>>) =>
  page.evaluate((changed) => {
    for (const [key, value] of Object.entries<string>(sessionStorage))
      if (key.startsWith('oidc.user:'))
        sessionStorage.setItem(key, JSON.stringify({ ...(JSON.parse(value) as object), ...changed }));
  }, part);

/** No stored session: these tests sign in themselves. */
const NEW = { session: undefined };

const expired = { expires_at: 1 };
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const pathOf = (page: Page) => new URL(page.url()).pathname;

describe.skipIf(noBrowser !== undefined)('signing in', { timeout: 120_000 }, () => {
  const library = openStaffClient(async ({ as }) => {
    const admin = await as('admin');
    await admin('PUT', '/api/branches/CEN', { name: 'Centrum' });
    await admin('PUT', `/api/patrons/${READER}`, { branchId: 'CEN', kind: 'ordinary' });
  });

  it('tells a reader that this is for staff', async () => {
    const { page, close } = await library().openSession(READER, NEW);
    await heading(page, 'Dit is de omgeving voor medewerkers');
    await close();
  });

  it('lasts over a reload, is renewed without a word, and waits for the connection to do so', async () => {
    const { page, close } = await library().openSession('admin', { path: '/admin', ...NEW });
    await page.reload();
    await heading(page, 'Beheer');
    expect(pathOf(page)).toBe('/admin');

    await change(page, expired);
    await page.getByRole('link', { name: 'Kastlijst' }).first().click();
    await heading(page, 'Kastlijst');

    await change(page, expired);
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Seriemutaties' }).click();
    await page.getByText('Geen verbinding met Apart.', { exact: false }).waitFor();
    expect(pathOf(page)).toBe('/batches');
    const again = page.getByRole('button', { name: 'Opnieuw proberen' });
    await again.waitFor();
    // The client also notices the connection by itself, which would remove the button too early.
    await page.route('**/api/health', (route) => route.abort());
    await page.context().setOffline(false);
    await again.click();
    await heading(page, 'Seriemutaties');
    await page.unroute('**/api/health');
    await close();
  });

  it('is asked for again when it has ended, and leads back to the same screen', async () => {
    const { page, close } = await library().openSession('staff-CEN', { path: '/pull-list', ...NEW });
    await change(page, { ...expired, refresh_token: 'no-good' });
    await page.getByRole('link', { name: 'Seriemutaties' }).click();
    await page.getByText('Je bent niet meer aangemeld.', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Opnieuw aanmelden' }).click();
    await page.getByLabel('Gebruikersnaam').fill('staff-CEN');
    await page.getByLabel('Wachtwoord').fill('staff');
    await page.keyboard.press('Enter');
    await heading(page, 'Seriemutaties');
    await close();
  });

  it('ends, and going back shows nothing of it', async () => {
    const { page, close } = await library().openSession('staff-CEN+NRD', { path: '/pull-list', ...NEW });
    await page.getByRole('button', { name: 'Afmelden' }).click();
    await page.getByLabel('Gebruikersnaam').waitFor();
    await page.goBack();
    await page.getByLabel('Gebruikersnaam').waitFor();
    await close();
  });
});
