import type { Response } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import { type BrowserSession } from '../../testing/browser/browser-session.ts';
import { expectAccessible, openStaffClient } from '../../testing/browser/staff-client.ts';

const seesNotice = ({ page }: BrowserSession, text: string) =>
  page.getByRole('status').filter({ hasText: text }).waitFor();

describe.skipIf(noBrowser !== undefined)('administration', { timeout: 120_000 }, () => {
  const library = openStaffClient(async ({ as }) => {
    await smallLibrary(await as('admin'), ['0314000001', '0314000002'], { collection: 'SINT' });
  });

  it('contacts of a branch are changed, and a colleague who was first is shown', async () => {
    const session = await library().openSession('admin', { path: '/admin' });
    const { page } = session;
    await page.getByRole('button', { name: 'Wijzigen: Centrum' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Mailadressen').fill('balie@bibliotheek.example\njeugd@bibliotheek.example');
    await expectAccessible(page);
    const admin = await library().as('admin');
    await admin('PUT', '/api/branches/CEN', { name: 'Centrum', contacts: ['ander@bibliotheek.example'] });
    await dialog.getByRole('button', { name: 'Opslaan' }).click();
    await dialog.getByText('ander@bibliotheek.example').waitFor();
    await dialog.getByRole('button', { name: 'Opslaan' }).click();
    await seesNotice(session, 'Centrum is opgeslagen.');
    await page.getByRole('cell', { name: 'balie@bibliotheek.example' }).waitFor();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Nieuwe vestiging' }).click();
    await dialog.getByLabel('Code').fill('CEN');
    await dialog.getByText('Deze code heeft al een vestiging.').waitFor();
    await dialog.getByLabel('Code').fill('OOS');
    await dialog.getByLabel('Naam').fill('Oost');
    await page.keyboard.press('Enter');
    await page.getByRole('rowheader', { name: 'Oost' }).waitFor();

    // A colleague has made a branch with this code, which the list does not show yet.
    await page.getByRole('button', { name: 'Nieuwe vestiging' }).click();
    await admin('PUT', '/api/branches/WST', { name: 'West' });
    await dialog.getByLabel('Code').fill('WST');
    await dialog.getByLabel('Naam').fill('Westen');
    await page.keyboard.press('Enter');
    await dialog.getByText('Deze code heeft al een vestiging.').waitFor();
    expect((await admin('GET', '/api/branches/WST')).body).toMatchObject({ name: 'West' });
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('a standing rule is set, leads to a batch, and ends; ending can be taken back', async () => {
    const session = await library().openSession('admin', { path: '/admin' });
    const { page } = session;
    await page.getByRole('tab', { name: 'Vaste regels' }).click();
    await page.getByRole('button', { name: 'Regel toevoegen: SINT' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Regel zetten' }).click();
    await page.getByText('2 exemplaren die er al waren hebben deze blokkade niet.').waitFor();
    await page.getByRole('cell', { name: 'Niet reserveerbaar (8)' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Beëindigen: SINT' }).click();
    await page.getByText('geen vaste regel').waitFor();
    await page.getByRole('button', { name: 'Ongedaan maken' }).click();
    await seesNotice(session, 'De regel voor SINT geldt weer.');
    await page.getByRole('button', { name: 'Wijzigen: SINT' }).click();
    await page.getByLabel('7 Alleen B-reserveringen').check();
    // A colleague ends the rule meanwhile. The screen says so before it sets the rule again.
    const admin = await library().as('admin');
    await admin('DELETE', '/api/collections/SINT/rule');
    await page.keyboard.press('Enter');
    await page.getByText('Een collega heeft deze regel intussen beëindigd.').waitFor();
    await page.getByRole('button', { name: 'Regel zetten' }).click();
    await page.getByRole('link', { name: 'Blokkeer ze met een seriemutatie' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nieuwe seriemutatie' }).waitFor();
    expect(await page.getByLabel('7 Alleen B-reserveringen').isChecked()).toBe(true);
    expect(await page.getByLabel('Vestiging').last().inputValue()).toBe('');
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('a night is run, and its report shown, in English', async () => {
    const session = await library().openSession('admin', { path: '/admin?tab=nights', language: 'en' });
    const { page } = session;
    await page.getByText('There has been no night yet.').waitFor();
    await page.getByRole('button', { name: 'Run now' }).click();
    await seesNotice(session, 'is done');
    await page.getByRole('region', { name: 'Reports of the nights' }).getByRole('rowheader').waitFor();
    await expectAccessible(page);
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('an act that left its screen open can be done again, even while another screen loads', async () => {
    const session = await library().openSession('admin', { path: '/admin?tab=nights' });
    const { page } = session;
    const run = page.getByRole('button', { name: 'Nu uitvoeren' });
    const isRun = (response: Response) => response.url().endsWith('/api/jobs/nightly');
    const [first] = await Promise.all([page.waitForResponse(isRun), run.click()]);
    await page.locator('button[data-loading]').waitFor({ state: 'detached' });
    // The code of the next screen does not come.
    await page.route('**/*.js', () => undefined);
    await page.getByRole('link', { name: 'Seriemutaties', exact: true }).click();
    await page.waitForURL('**/batches');
    const [second] = await Promise.all([page.waitForResponse(isRun, { timeout: 5_000 }), run.click()]);
    expect([first.ok(), second.ok()]).toEqual([true, true]);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await session.close();
  });

  it('staff are told that it is not theirs', async () => {
    const session = await library().openSession('staff-CEN', { path: '/admin' });
    await session.page.getByText('worden bijgehouden door een beheerder').waitFor();
    await expectAccessible(session.page);
    await session.close();
  });
});
