import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import type { SystemCall } from '../../testing/system/http-client.ts';
import { expectAccessible, openStaffClient } from '../../testing/browser/staff-client.ts';

const COPIES = ['0314000001', '0314000002', '0314000003', '0314000004'] as const;
const [ONE, TWO, THREE, FOUR] = COPIES;
const DAYS = { startDate: '2020-01-01', endDate: '2099-12-31' };

interface PastActivity {
  readonly name: string;
  /** A special card, and the copy on loan to it. */
  readonly card: string;
  readonly onCard: string;
  readonly onShelf: string;
}

/** Makes an activity that ended long ago, both of whose copies are still blocked. */
async function addPastActivity(
  admin: SystemCall,
  { name, card, onCard, onShelf }: PastActivity,
): Promise<void> {
  const { id } = (await admin('POST', '/api/activities', { name, ...DAYS, branchIds: ['CEN'] })).body as {
    id: string;
  };
  await admin('PUT', `/api/patrons/${card}`, {
    branchId: 'CEN',
    kind: 'special',
    label: card,
    activityId: id,
  });
  for (const copyId of [onCard, onShelf]) {
    await admin('PUT', `/api/copies/${copyId}/blocks/reservation`, { code: 8, activityId: id });
  }
  await admin('POST', '/api/loans', { copyId: onCard, patronId: card, branchId: 'CEN' });
  await admin('PATCH', `/api/activities/${id}`, { endDate: '2026-01-31' });
}

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.skipIf(noBrowser !== undefined)('activities', { timeout: 60_000 }, () => {
  const library = openStaffClient(async ({ as }) => {
    const admin = await as('admin');
    await smallLibrary(admin, COPIES, { collection: 'PASEN' });
    await admin('PUT', '/api/branches/NRD', { name: 'Noord' });
    await addPastActivity(admin, { name: 'Vitrine winter', card: 'HAL', onCard: ONE, onShelf: TWO });
    await addPastActivity(admin, { name: 'Kast', card: 'KAST', onCard: THREE, onShelf: FOUR });
  });

  it('the year, what was left on first; from a theme, changed, and copied to the next year', async () => {
    const { page, complaints, close } = await library().openSession('staff-CEN', { path: '/activities' });
    const left = page.getByRole('region', { name: /er staat nog iets apart/ });
    await left.getByText('2 exemplaren geblokkeerd · 1 op een speciale pas').first().waitFor();
    await page.getByRole('row', { name: /Vitrine winter/ }).waitFor();
    await expectAccessible(page);

    await button(page, 'Nieuwe activiteit').click();
    await page.getByRole('button', { name: /^Pasen/ }).click();
    expect(await page.getByLabel('Alle vestigingen').isDisabled()).toBe(true);
    await page.getByText('Alleen een beheerder maakt een onderlinge afspraak.').waitFor();
    const lastDay = page.getByLabel('Laatste dag');
    const proposed = await lastDay.inputValue();
    await page.getByLabel('PASEN').check();
    await lastDay.fill('2020-01-01');
    await button(page, 'Activiteit maken').click();
    await page.getByText('De laatste dag ligt voor de eerste. Kies dezelfde dag of later.').waitFor();
    await expectAccessible(page);
    await lastDay.fill(proposed);
    await page.keyboard.press('Enter');
    await heading(page, 'Pasen').waitFor();
    await page.getByText('Pasen is gemaakt.').waitFor();
    await expectAccessible(page);

    await button(page, 'Wijzigen').click();
    await page.getByLabel('Naam').fill('Pasen in Centrum');
    await page.keyboard.press('Enter');
    await heading(page, 'Pasen in Centrum').waitFor();
    await button(page, 'Kopiëren').click();
    await page.getByText(/^Dagen van Pasen \d{4} \(berekend\)$/).waitFor();
    const year = Number(proposed.slice(0, 4)) + 1;
    await page.getByLabel('Naam').fill(`Pasen ${year}`);
    await page.keyboard.press('Enter');
    await heading(page, `Pasen ${year}`).waitFor();
    await page.getByText(String(year), { exact: false }).first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('closing is refused while copies are on cards, and says what it did', async () => {
    const staff = await library().as('staff-CEN');
    await staff('POST', '/api/reservations', { copyId: FOUR, patronId: 'HAL', pickupBranchId: 'CEN' });
    const { page, complaints, close } = await library().openSession('staff-CEN', { path: '/activities' });
    await page.getByRole('link', { name: 'Opruimen: Vitrine winter' }).click();
    await heading(page, 'Vitrine winter').waitFor();
    await page.getByRole('tab', { name: 'Op speciale passen (1)' }).click();
    await page.getByRole('cell', { name: 'HAL' }).waitFor();
    await button(page, 'Afsluiten').click();
    await page.getByText('De blokkades van 2 exemplaren gaan eraf, in alle vestigingen.').waitFor();
    await page.getByText('Er staat nog 1 reservering open').waitFor();
    await button(page, 'Afsluiten').click();
    const panel = page.getByRole('region', { name: 'Afsluiten' });
    await panel.getByText('Er staat nog 1 exemplaar op een speciale pas. Neem het eerst in.').waitFor();
    await panel.getByRole('link', { name: ONE }).waitFor();
    await expectAccessible(page);
    await staff('POST', '/api/check-ins', { copyId: ONE, branchId: 'CEN' });
    await button(page, 'Afsluiten').click();
    await panel.getByText('2 blokkades zijn eraf.').waitFor();
    await expectAccessible(page);
    await panel.getByRole('button', { name: 'Sluiten' }).click();
    await page.getByText('Afgesloten op').waitFor();
    expect((await staff('GET', `/api/copies/${TWO}`)).body).toMatchObject({ blocks: [] });
    expect(complaints).toEqual([]);
    await close();
  });

  it('as an admin, in English: closing anyway, and an agreement of all branches that staff only read', async () => {
    const { page, complaints, close } = await library().openSession('admin', {
      path: '/activities',
      language: 'en',
    });
    await page.getByRole('link', { name: 'Clear up: Kast' }).click();
    await button(page, 'Close activity').click();
    await button(page, 'Close activity').click();
    await button(page, 'Close anyway').click();
    await page.getByText('1 copy keeps its blocks until it is checked in:').waitFor();
    await page.getByRole('link', { name: 'Activities' }).click();
    await button(page, 'New activity').click();
    await button(page, 'Blank activity').click();
    await page.getByLabel('Name').fill('Agreed');
    await page.getByLabel('First day').fill('2090-01-01');
    await page.getByLabel('Last day').fill('2090-02-01');
    await page.getByLabel('Branches do not reserve each other’s copies').check();
    await page.getByLabel('Titles').fill('T9');
    await button(page, 'Make the activity').click();
    await page.getByText('This title is not in the catalogue.').waitFor();
    await page.getByLabel('Titles').fill('T1');
    await button(page, 'Make the activity').click();
    await heading(page, 'Agreed').waitFor();
    await page.getByText('from Sun 1 Jan 2090 to Wed 1 Feb 2090 inclusive').waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);

    const reader = await library().openSession('staff-CEN', { path: new URL(page.url()).pathname });
    await reader.page.getByText('Van alle vestigingen: alleen een beheerder kan dit wijzigen.').waitFor();
    expect(await button(reader.page, 'Wijzigen').count()).toBe(0);
    await reader.close();
    await close();
  });

  it('a colleague who was first is told of, and what was typed stays', async () => {
    const staff = await library().as('staff-CEN');
    const wanted = { name: 'Herfst', ...DAYS, branchIds: ['CEN'] };
    const { id } = (await staff('POST', '/api/activities', wanted)).body as { id: string };
    const { page, close } = await library().openSession('staff-CEN', { path: `/activities/${id}` });
    await button(page, 'Wijzigen').click();
    await page.getByLabel('Naam').fill('Herfst in de hal');
    await staff('PATCH', `/api/activities/${id}`, { endDate: '2098-12-31' });
    await page.keyboard.press('Enter');
    await page.getByText(/^Een collega heeft intussen gewijzigd: Laatste dag\./).waitFor();
    expect(await page.getByLabel('Naam').inputValue()).toBe('Herfst in de hal');
    expect(await page.getByLabel('Laatste dag').inputValue()).toBe('2098-12-31');
    await button(page, 'Opslaan').click();
    await heading(page, 'Herfst in de hal').waitFor();
    await close();
  });
});
