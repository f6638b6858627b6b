import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { smallLibrary } from '../../testing/system/http-client.ts';
import { scan, type BrowserSession } from '../../testing/browser/browser-session.ts';
import { expectAccessible, openStaffClient } from '../../testing/browser/staff-client.ts';

const [LEFT_ON, FOR_DESK, FOR_NORTH, FOR_CARD, NOT_ASKED, ALSO_LEFT_ON, LENT_SINCE, MOVED, TO_FETCH] = [
  '0314000001',
  '0314000002',
  '0314000003',
  '0314000004',
  '0314000005',
  '0314000006',
  '0314000007',
  '0314000008',
  '0314000009',
] as const;

const big = ({ page }: BrowserSession, name: string) => page.getByRole('heading', { level: 2, name });
const status = ({ page }: BrowserSession) =>
  page.getByRole('region', { name: /Laatste melding|Latest notice/ });
const row = ({ page }: BrowserSession, copyId: string) => page.getByRole('row').filter({ hasText: copyId });

describe.skipIf(noBrowser !== undefined)('checking in and the pull list', { timeout: 60_000 }, () => {
  const library = openStaffClient(async ({ as }) => {
    const admin = await as('admin');
    const copyIds = [LEFT_ON, FOR_DESK, FOR_NORTH, FOR_CARD, NOT_ASKED, ALSO_LEFT_ON];
    await smallLibrary(admin, [...copyIds, LENT_SINCE, MOVED, TO_FETCH], {
      collection: 'KERST',
      shelfmark: 'AK Schmi',
    });
    await admin('PUT', '/api/branches/NRD', { name: 'Noord' });
    await admin('PUT', '/api/patrons/2980000001', { branchId: 'CEN', kind: 'ordinary' });
    await admin('PUT', '/api/patrons/2980000002', { branchId: 'CEN', kind: 'ordinary' });
    await admin('PUT', '/api/patrons/VITRINE', { branchId: 'CEN', kind: 'special', label: 'Vitrine hal' });
    const days = { startDate: '2026-09-01', endDate: '2026-10-31' };
    const { body } = await admin('POST', '/api/activities', { name: 'Gouden Griffels', ...days });
    const activityId = String(body.id);
    for (const copyId of [LEFT_ON, ALSO_LEFT_ON, LENT_SINCE])
      await admin('PUT', `/api/copies/${copyId}/blocks/reservation`, { code: 8, activityId });
    await admin('PATCH', `/api/activities/${activityId}`, { endDate: '2026-10-01' });
    for (const [copyId, patronId, pickupBranchId] of [
      [FOR_DESK, '2980000001', 'CEN'],
      [FOR_NORTH, '2980000002', 'NRD'],
      [FOR_CARD, 'VITRINE', 'CEN'],
      [TO_FETCH, '2980000002', 'CEN'],
    ])
      await admin('POST', '/api/reservations', { copyId, patronId, pickupBranchId });
  });

  const blocksOn = async (copyId: string) =>
    (await (await library().as('admin'))('GET', `/api/copies/${copyId}`)).body.blocks;

  it('a session by keyboard alone: where it goes, what is left on, one key to lift it', async () => {
    const desk = await library().desk('staff-CEN', { path: '/check-in' });
    await scan(desk.page, LEFT_ON);
    await big(desk, 'Terug in de kast').waitFor();
    await desk.page
      .getByText(
        'Let op: Gouden Griffels is 11 dagen geleden afgelopen. Er staat nog een reserveringsblokkade op.',
      )
      .waitFor();
    await status(desk).getByText('Terug in de kast').waitFor();
    await expectAccessible(desk.page);
    await desk.page.keyboard.press('l');
    await desk.page.getByText('Eraf gehaald:').waitFor();
    await status(desk).getByText('1 blokkade eraf gehaald').waitFor();

    await scan(desk.page, '0999999999');
    await big(desk, 'Niet ingenomen').waitFor();
    await status(desk).getByText('Geen exemplaar gevonden met deze barcode.').waitFor();

    await desk.page.context().setOffline(true);
    await scan(desk.page, FOR_DESK);
    await big(desk, 'Wacht op de verbinding').waitFor();
    const asked = desk.page.waitForEvent('dialog').then((dialog) => dialog.dismiss());
    await desk.page.getByRole('link', { name: 'Apart', exact: true }).press('Enter');
    await asked;
    await desk.page.getByRole('textbox', { name: 'Barcode', exact: true }).focus();
    await desk.page.context().setOffline(false);
    await big(desk, 'Naar de reserveringsplank').waitFor();
    await row(desk, LEFT_ON).getByText('1 blokkade eraf gehaald').waitFor();
    await expectAccessible(desk.page);
    expect(await blocksOn(LEFT_ON)).toEqual([]);
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  it('who may not lift hears why; an admin lifts with the button, in English', async () => {
    const north = await library().desk('staff-NRD', { path: '/check-in' });
    await scan(north.page, ALSO_LEFT_ON);
    await big(north, 'Op transport naar Centrum').waitFor();
    await north.page.getByText('Alleen medewerkers van Centrum kunnen dit wijzigen.').waitFor();
    await north.page.keyboard.press('l');
    // The next scan is handled after what the key would do.
    await scan(north.page, '0999999999');
    await big(north, 'Niet ingenomen').waitFor();
    expect(await blocksOn(ALSO_LEFT_ON)).toHaveLength(1);
    await north.close();

    const desk = await library().desk('admin', { path: '/check-in', language: 'en' });
    await scan(desk.page, ALSO_LEFT_ON);
    await big(desk, 'Back on the shelf').waitFor();
    await desk.page.getByRole('button', { name: 'Take the block off' }).click();
    await desk.page.getByText('Taken off:').waitFor();
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  it('lifting does not check a copy in again that was lent meanwhile', async () => {
    const desk = await library().desk('staff-CEN', { path: '/check-in' });
    await scan(desk.page, LENT_SINCE);
    const lift = desk.page.getByRole('button', { name: 'Blokkade eraf halen' });
    await lift.waitFor();
    const staff = await library().as('staff-CEN');
    await staff('POST', '/api/loans', { copyId: LENT_SINCE, patronId: '2980000001', branchId: 'CEN' });
    await lift.click();
    const shown = desk.page.getByRole('region', { name: 'Laatste scan' });
    await shown.getByText('Een collega heeft dit exemplaar intussen gewijzigd.').waitFor();
    await big(desk, 'Intussen gewijzigd').waitFor();
    await shown.getByText('uitgeleend').waitFor();
    expect(await blocksOn(LENT_SINCE)).toHaveLength(1);
    await expectAccessible(desk.page);
    await lift.click();
    await desk.page.getByText('Eraf gehaald:').waitFor();
    const { body } = await staff('GET', `/api/copies/${LENT_SINCE}`);
    expect(body).toMatchObject({ status: 'on-loan', blocks: [] });
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  it('a scan that waits is handled where it was made, whatever branch is chosen since', async () => {
    const desk = await library().desk('staff-CEN+NRD', { path: '/check-in' });
    const branch = desk.page.getByRole('combobox', { name: 'Vestiging' });
    await branch.selectOption('CEN');
    await desk.page.context().setOffline(true);
    await scan(desk.page, MOVED);
    await big(desk, 'Wacht op de verbinding').waitFor();
    await branch.selectOption('NRD');
    await desk.page.context().setOffline(false);
    await big(desk, 'Terug in de kast').waitFor();

    await branch.selectOption('CEN');
    await desk.page.getByRole('link', { name: 'Kastlijst', exact: true }).click();
    await row(desk, TO_FETCH).waitFor();
    await desk.page.context().setOffline(true);
    await scan(desk.page, TO_FETCH);
    await big(desk, 'Wacht op de verbinding').waitFor();
    await branch.selectOption('NRD');
    await desk.page.context().setOffline(false);
    await big(desk, 'Naar de reserveringsplank').waitFor();
    expect(await row(desk, TO_FETCH).count()).toBe(0);
    await branch.selectOption('CEN');
    await row(desk, TO_FETCH).getByText('Naar de reserveringsplank').waitFor();
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  it('the pull list is ticked off by scanning; what is not on it is not checked in unnoticed', async () => {
    const desk = await library().desk('staff-CEN', { path: '/pull-list' });
    await row(desk, FOR_CARD).getByText('Speciale pas: Vitrine hal').waitFor();
    await row(desk, FOR_NORTH).getByText('Ophalen in Noord').waitFor();
    await expectAccessible(desk.page);
    await scan(desk.page, FOR_NORTH);
    await scan(desk.page, FOR_CARD);
    await big(desk, 'Klaarleggen voor Vitrine hal (speciale pas)').waitFor();
    await row(desk, FOR_NORTH).getByText('Op transport naar Noord').waitFor();
    await row(desk, FOR_CARD).getByText('Klaarleggen voor Vitrine hal').waitFor();
    await desk.page.getByText('0 exemplaren uit de kast te halen').waitFor();

    await scan(desk.page, NOT_ASKED);
    await big(desk, 'Staat niet op de kastlijst').waitFor();
    await status(desk).getByText('is niet ingenomen').waitFor();
    await expectAccessible(desk.page);
    await desk.page.getByRole('button', { name: 'Toch innemen' }).click();
    await big(desk, 'Terug in de kast').waitFor();
    await desk.page.emulateMedia({ media: 'print' });
    await desk.page
      .getByRole('textbox', { name: 'Barcode van wat je gehaald hebt' })
      .waitFor({ state: 'hidden' });
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });
});
