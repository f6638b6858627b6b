import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import type { SystemCall } from '../../testing/system/http-client.ts';
import { scan } from '../../testing/browser/browser-session.ts';
import { tabTo } from '../../testing/browser/keyboard.ts';
import { expectAccessible, openStaffClient } from '../../testing/browser/staff-client.ts';

const [ONE, TWO, LENT, GONE, DATED] = [
  '0314000001',
  '0314000002',
  '0314000003',
  '0314000004',
  '0314000005',
] as const;
const AWAITED = '0314000006';
const ELSEWHERE = '0315000001';
const READER = '2980000001';

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const latest = (page: Page, text: string) => page.locator('p').getByText(text, { exact: true });

const get = async (call: SystemCall, path: string) => (await call('GET', path)).body;

describe.skipIf(noBrowser !== undefined)('putting an exhibition together', { timeout: 60_000 }, () => {
  const library = openStaffClient(async ({ as }) => {
    const admin = await as('admin');
    await smallLibrary(admin, [ONE, TWO, LENT, GONE, DATED]);
    await admin('PUT', '/api/branches/NRD', { name: 'Noord' });
    await admin('PUT', `/api/copies/${ELSEWHERE}`, { titleId: 'T1', branchId: 'NRD' });
    await admin('PUT', `/api/copies/${GONE}`, { titleId: 'T1', branchId: 'CEN', missing: true });
    await admin('PUT', `/api/patrons/${READER}`, { branchId: 'CEN', kind: 'ordinary' });
    await admin('PUT', '/api/titles/T2', { title: 'Otje' });
    await admin('PUT', `/api/copies/${AWAITED}`, { titleId: 'T2', branchId: 'CEN' });
    await admin('POST', '/api/reservations', { titleId: 'T2', patronId: READER, pickupBranchId: 'CEN' });
    await admin('POST', '/api/loans', { copyId: LENT, patronId: READER, branchId: 'CEN' });
    const days = { startDate: '2020-01-01', endDate: '2099-12-31' };
    const { body } = await admin('POST', '/api/activities', {
      name: 'Griffels',
      ...days,
      branchIds: ['CEN'],
    });
    const about = { activityId: body.id, reason: 'Afgesproken met de jeugd' };
    await admin('PUT', `/api/copies/${DATED}/blocks/reservation`, { code: 8, ...about });
    await admin('PUT', `/api/copies/${DATED}/blocks/loan`, { endDate: '2098-01-31', ...about });
    await admin('POST', '/api/activities', { name: 'Voorjaar', ...days, branchIds: ['NRD'] });
  });

  it('by keyboard and scanner alone: the activity, a new card, and the first copy on it', async () => {
    const { page, complaints, close } = await library().openSession('staff-CEN', { path: '/display' });
    await expectAccessible(page);
    expect(await page.getByRole('link', { name: /Voorjaar/ }).count()).toBe(0);
    await tabTo(page, page.getByRole('link', { name: /Griffels/ }));
    await page.keyboard.press('Enter');
    await page.getByText('Deze activiteit heeft in Centrum nog geen speciale pas.').waitFor();
    await expectAccessible(page);
    const label = page.getByLabel(/^Naam/);
    await tabTo(page, label);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Vitrine hal');
    expect(await page.getByLabel('Pasnummer').last().inputValue()).toBe('PAS-CEN-VITRINE-HAL');
    await page.keyboard.press('Enter');
    await page.getByLabel('Scan een exemplaar').waitFor();

    await scan(page, ONE);
    await latest(page, 'Staat op de pas en is geblokkeerd').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('reserves what cannot be had now, refuses what is gone, and the address keeps the choice', async () => {
    const staff = await library().as('staff-CEN');
    const { items = [] } = await get(staff, '/api/activities');
    const { id = '' } = items.find(({ name }) => name === 'Griffels') ?? {};
    const path = `/display?activityId=${id}&cardId=PAS-CEN-VITRINE-HAL`;
    const { page, complaints, close } = await library().openSession('staff-CEN', { path });
    await scan(page, LENT);
    await latest(page, 'Nog uitgeleend: gereserveerd voor deze pas').waitFor();
    await scan(page, ELSEWHERE);
    await latest(page, 'Van Noord: gereserveerd voor deze pas').waitFor();
    await page.getByText('Niet geblokkeerd: dat kan alleen Noord zelf.').first().waitFor();
    await scan(page, LENT);
    await latest(page, 'Was al gereserveerd voor deze pas: komt nog').waitFor();
    await scan(page, GONE);
    await latest(page, 'Niet gelukt: er is niets veranderd').waitFor();
    await page.getByText('Dit exemplaar is vermist.').first().waitFor();
    await page.getByRole('heading', { name: 'Compleet (1)' }).waitFor();
    await page.getByRole('heading', { name: 'Nog te komen (2)' }).waitFor();
    await expectAccessible(page);

    // Two scans in a row, faster than the answers.
    await scan(page, TWO);
    await scan(page, '0000000000');
    await page.getByRole('heading', { name: 'Compleet (2)' }).waitFor();
    await page.getByText('Geen exemplaar gevonden met deze barcode.').first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Compleet (2)' }).waitFor();
    expect(complaints).toEqual([]);
    await close();

    expect(await get(staff, `/api/copies/${ONE}`)).toMatchObject({
      status: 'on-special-card',
      blocks: [{ kind: 'reservation', code: 8 }],
      loan: { label: 'Vitrine hal' },
    });
    expect(await get(staff, `/api/copies/${LENT}`)).toMatchObject({ reservations: 1, blocks: [{ code: 8 }] });
    expect(await get(staff, `/api/copies/${ELSEWHERE}`)).toMatchObject({ reservations: 1, blocks: [] });
    expect(await get(staff, `/api/copies/${GONE}`)).toMatchObject({ blocks: [] });
  });

  it('what comes in later goes from reserved to ready to the card; another branch’s stays unblocked', async () => {
    const staff = await library().as('staff-CEN');
    await staff('POST', '/api/check-ins', { copyId: LENT, branchId: 'CEN' });
    const north = await library().as('staff-NRD');
    await north('POST', '/api/check-ins', { copyId: ELSEWHERE, branchId: 'NRD' });
    await staff('POST', '/api/check-ins', { copyId: ELSEWHERE, branchId: 'CEN' });
    const { page, close } = await library().openSession('staff-CEN', { path: '/display' });
    await page.getByRole('link', { name: /Griffels/ }).click();
    await page.getByRole('link', { name: /Vitrine hal/ }).click();
    const toCome = region(page, 'Nog te komen');
    await toCome.getByText('ligt klaar').first().waitFor();
    await scan(page, ELSEWHERE);
    await latest(page, 'Staat op de pas, maar is niet geblokkeerd').waitFor();
    await scan(page, LENT);
    await page.getByRole('heading', { name: 'Compleet (4)' }).waitFor();
    await page.getByRole('heading', { name: 'Nog te komen (0)' }).waitFor();
    await region(page, 'Compleet').getByText('niet geblokkeerd').waitFor();
    await close();
  });

  it('a copy whose title others wait for goes on the card, and that is told', async () => {
    const { page, complaints, close } = await library().openSession('staff-CEN', { path: '/display' });
    await page.getByRole('link', { name: /Griffels/ }).click();
    await page.getByRole('link', { name: /Vitrine hal/ }).click();
    await page.getByLabel('Scan een exemplaar').waitFor();
    await scan(page, AWAITED);
    await latest(page, 'Staat op de pas en is geblokkeerd').waitFor();
    const told = 'Let op: 1 reservering wacht op deze titel.';
    await latest(page, told).waitFor({ timeout: 5_000 });
    await region(page, 'Laatste melding').getByText(told).waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await close();
  });

  it('as an admin, in English: a loan block too, and what the connection loses is not scanned twice', async () => {
    const { page, complaints, close } = await library().openSession('admin', {
      path: '/display',
      language: 'en',
    });
    await page.getByRole('link', { name: /Griffels/ }).click();
    await page.getByLabel(/^Name, such as/).fill('Table');
    await page.getByLabel('Card number').last().fill('PAS-CEN-VITRINE-HAL');
    await page.getByRole('button', { name: 'Make the card and begin' }).click();
    await page.getByText('There is a card with this number already.').waitFor();
    await page.getByLabel('Card number').last().fill('PAS-CEN-TABLE');
    await page.keyboard.press('Enter');
    await page.getByLabel('A loan block too').check();
    await scan(page, ELSEWHERE);
    await latest(page, 'Not done: nothing has changed').waitFor();
    await page.getByText('This copy is on special card Vitrine hal. Check it in first.').first().waitFor();
    await page.context().setOffline(true);
    await scan(page, TWO);
    await page.getByText('No connection to Apart.').waitFor();
    await page.context().setOffline(false);
    await latest(page, 'On another special card: reserved for this card').waitFor({ timeout: 15_000 });
    await expectAccessible(page);

    // The dialog asks before it cancels. A colleague's block for the activity stays.
    const toCome = region(page, 'Still to come');
    await toCome.getByRole('button', { name: 'Cancel' }).click();
    await expectAccessible(page);
    await toCome.getByRole('button', { name: 'Yes, cancel it' }).click();
    await page.getByRole('heading', { name: 'Still to come (0)' }).waitFor();
    await page.getByLabel('Block 7: branch reservations only').check();
    await scan(page, DATED);
    await latest(page, 'On the card and blocked').waitFor();
    await page
      .getByText(/stays so: Not lent until/)
      .first()
      .waitFor();
    const { blocks } = await get(await library().as('admin'), `/api/copies/${DATED}`);
    const reason = 'Afgesproken met de jeugd';
    expect(blocks).toMatchObject([
      { kind: 'reservation', code: 8, reason },
      { kind: 'loan', endDate: '2098-01-31', reason },
    ]);
    expect(complaints).toEqual([]);
    await close();
  });
});
