import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
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
    const session = await library().openSession('staff-CEN', { path: '/check-in' });
    await scan(session.page, LEFT_ON);
    await big(session, 'Terug in de kast').waitFor();
    await session.page
      .getByText(
        'Let op: Gouden Griffels is 11 dagen geleden afgelopen. Er staat nog een reserveringsblokkade op.',
      )
      .waitFor();
    await status(session).getByText('Terug in de kast').waitFor();
    await expectAccessible(session.page);
    await session.page.keyboard.press('l');
    await session.page.getByText('Eraf gehaald:').waitFor();
    await status(session).getByText('1 blokkade eraf gehaald').waitFor();

    await scan(session.page, '0999999999');
    await big(session, 'Niet ingenomen').waitFor();
    await status(session).getByText('Geen exemplaar gevonden met deze barcode.').waitFor();

    await session.page.context().setOffline(true);
    await scan(session.page, FOR_DESK);
    await big(session, 'Wacht op de verbinding').waitFor();
    const asked = session.page.waitForEvent('dialog').then((dialog) => dialog.dismiss());
    await session.page.getByRole('link', { name: 'Apart', exact: true }).press('Enter');
    await asked;
    await session.page.getByRole('textbox', { name: 'Barcode', exact: true }).focus();
    await session.page.context().setOffline(false);
    await big(session, 'Naar de reserveringsplank').waitFor();
    await row(session, LEFT_ON).getByText('1 blokkade eraf gehaald').waitFor();
    await expectAccessible(session.page);
    expect(await blocksOn(LEFT_ON)).toEqual([]);
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('who may not lift hears why; an admin lifts with the button, in English', async () => {
    const north = await library().openSession('staff-NRD', { path: '/check-in' });
    await scan(north.page, ALSO_LEFT_ON);
    await big(north, 'Op transport naar Centrum').waitFor();
    await north.page.getByText('Alleen medewerkers van Centrum kunnen dit wijzigen.').waitFor();
    await north.page.keyboard.press('l');
    // The next scan is handled only after the key press.
    await scan(north.page, '0999999999');
    await big(north, 'Niet ingenomen').waitFor();
    expect(await blocksOn(ALSO_LEFT_ON)).toHaveLength(1);
    await north.close();

    const session = await library().openSession('admin', { path: '/check-in', language: 'en' });
    await scan(session.page, ALSO_LEFT_ON);
    await big(session, 'Back on the shelf').waitFor();
    await session.page.getByRole('button', { name: 'Take the block off' }).click();
    await session.page.getByText('Taken off:').waitFor();
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('lifting does not check a copy in again that was lent meanwhile', async () => {
    const session = await library().openSession('staff-CEN', { path: '/check-in' });
    await scan(session.page, LENT_SINCE);
    const lift = session.page.getByRole('button', { name: 'Blokkade eraf halen' });
    await lift.waitFor();
    const staff = await library().as('staff-CEN');
    await staff('POST', '/api/loans', { copyId: LENT_SINCE, patronId: '2980000001', branchId: 'CEN' });
    await lift.click();
    const shown = session.page.getByRole('region', { name: 'Laatste scan' });
    await shown.getByText('Een collega heeft dit exemplaar intussen gewijzigd.').waitFor();
    await big(session, 'Intussen gewijzigd').waitFor();
    await shown.getByText('uitgeleend').waitFor();
    expect(await blocksOn(LENT_SINCE)).toHaveLength(1);
    await expectAccessible(session.page);
    await lift.click();
    await session.page.getByText('Eraf gehaald:').waitFor();
    const { body } = await staff('GET', `/api/copies/${LENT_SINCE}`);
    expect(body).toMatchObject({ status: 'on-loan', blocks: [] });
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('a scan that waits is handled where it was made, whatever branch is chosen since', async () => {
    const session = await library().openSession('staff-CEN+NRD', { path: '/check-in' });
    const branch = session.page.getByRole('combobox', { name: 'Vestiging' });
    await branch.selectOption('CEN');
    await session.page.context().setOffline(true);
    await scan(session.page, MOVED);
    await big(session, 'Wacht op de verbinding').waitFor();
    await branch.selectOption('NRD');
    await session.page.context().setOffline(false);
    await big(session, 'Terug in de kast').waitFor();

    await branch.selectOption('CEN');
    await session.page.getByRole('link', { name: 'Kastlijst', exact: true }).click();
    await row(session, TO_FETCH).waitFor();
    await session.page.context().setOffline(true);
    await scan(session.page, TO_FETCH);
    await big(session, 'Wacht op de verbinding').waitFor();
    await branch.selectOption('NRD');
    await session.page.context().setOffline(false);
    await big(session, 'Naar de reserveringsplank').waitFor();
    expect(await row(session, TO_FETCH).count()).toBe(0);
    await branch.selectOption('CEN');
    await row(session, TO_FETCH).getByText('Naar de reserveringsplank').waitFor();
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('the pull list is ticked off by scanning; what is not on it is not checked in unnoticed', async () => {
    const session = await library().openSession('staff-CEN', { path: '/pull-list' });
    await row(session, FOR_CARD).getByText('Speciale pas: Vitrine hal').waitFor();
    await row(session, FOR_NORTH).getByText('Ophalen in Noord').waitFor();
    await expectAccessible(session.page);
    await scan(session.page, FOR_NORTH);
    await scan(session.page, FOR_CARD);
    await big(session, 'Klaarleggen voor Vitrine hal (speciale pas)').waitFor();
    await row(session, FOR_NORTH).getByText('Op transport naar Noord').waitFor();
    await row(session, FOR_CARD).getByText('Klaarleggen voor Vitrine hal').waitFor();
    await session.page.getByText('0 exemplaren uit de kast te halen').waitFor();

    await scan(session.page, NOT_ASKED);
    await big(session, 'Staat niet op de kastlijst').waitFor();
    await status(session).getByText('is niet ingenomen').waitFor();
    await expectAccessible(session.page);
    await session.page.getByRole('button', { name: 'Toch innemen' }).click();
    await big(session, 'Terug in de kast').waitFor();
    await session.page.emulateMedia({ media: 'print' });
    await session.page
      .getByRole('textbox', { name: 'Barcode van wat je gehaald hebt' })
      .waitFor({ state: 'hidden' });
    expect(session.complaints).toEqual([]);
    await session.close();
  });
});
