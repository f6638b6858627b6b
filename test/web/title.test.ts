import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import { scan, type BrowserSession } from '../../testing/browser/browser-session.ts';
import { expectAccessible, openStaffClient } from '../../testing/browser/staff-client.ts';

const [ONE, TWO, THREE] = ['0314000001', '0314000002', '0314000003'] as const;
const OWN_CARD = '2980000001';

const row = ({ page }: BrowserSession, copyId: string) => page.locator(`tr[data-copy="${copyId}"]`);
const status = ({ page }: BrowserSession) =>
  page.getByRole('region', { name: /Laatste melding|Latest notice/ });
const blocks = ({ page }: BrowserSession) => page.getByRole('dialog', { name: /Blokkades|Blocks/ });

describe.skipIf(noBrowser !== undefined)('the title and the copy', { timeout: 120_000 }, () => {
  const library = openStaffClient(async ({ as }) => {
    const admin = await as('admin');
    await smallLibrary(admin, [ONE, TWO], { collection: 'KERST', shelfmark: 'AK Schmi' });
    await admin('PUT', '/api/branches/NRD', { name: 'Noord' });
    await admin('PUT', `/api/copies/${THREE}`, { titleId: 'T1', branchId: 'NRD' });
    await admin('PUT', `/api/patrons/${OWN_CARD}`, { branchId: 'CEN', kind: 'ordinary' });
    await admin('PUT', '/api/patrons/VITRINE', { branchId: 'CEN', kind: 'special', label: 'Vitrine hal' });
  });

  it('a scan anywhere leads to the copy, and `5` opens its blocks', async () => {
    const session = await library().openSession('staff-CEN');
    await scan(session.page, ONE);
    await session.page.getByRole('heading', { level: 1, name: 'Pluk van de Petteflet' }).waitFor();
    expect(new URL(session.page.url()).pathname).toBe(`/copies/${ONE}`);
    await expectAccessible(session.page);
    await session.page.keyboard.press('5');
    await blocks(session).waitFor();
    await expectAccessible(session.page);
    await blocks(session).getByLabel('8 Niet reserveerbaar').check();
    await blocks(session).getByLabel('Reden').fill('Tentoonstelling');
    await session.page.keyboard.press('Enter');
    await blocks(session).waitFor({ state: 'hidden' });
    await session.page.getByRole('cell', { name: 'Niet reserveerbaar (8)' }).waitFor();
    await session.page.getByText('staff-CEN · Tentoonstelling').waitFor();
    await status(session).getByRole('button', { name: 'Ongedaan maken' }).click();
    await session.page.getByText('geen blokkades').waitFor();
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('copies are blocked and lifted together, and reserving shows every reason', async () => {
    const session = await library().openSession('staff-CEN', { path: '/titles/T1' });
    await session.page.getByLabel('Alle exemplaren kiezen').check();
    await session.page.getByText('Exemplaren van andere vestigingen kun je niet wijzigen.').waitFor();
    await session.page.getByRole('button', { name: 'Blokkades (5)' }).click();
    await blocks(session).getByLabel('7 Alleen B-reserveringen').check();
    await blocks(session).getByLabel('Tot en met een dag').check();
    await blocks(session).getByLabel('Laatste dag').fill('2099-12-31');
    await blocks(session).getByRole('button', { name: 'Opslaan' }).click();
    await row(session, TWO).getByText('Alleen B-reserveringen (7)').waitFor();
    await row(session, ONE).getByText('Niet uitlenen t/m do 31 dec 2099').waitFor();
    expect(await row(session, THREE).innerText()).toContain('geen blokkades');
    await expectAccessible(session.page);

    await session.page.getByRole('button', { name: 'Reserveren', exact: true }).click();
    const dialog = session.page.getByRole('dialog');
    await dialog.getByLabel('Pasnummer').fill(OWN_CARD);
    await dialog.getByLabel('Ophalen bij').selectOption({ label: 'Noord' });
    await expectAccessible(session.page);
    await dialog.getByRole('button', { name: 'Reserveren' }).click();
    await dialog.getByText(ONE).waitFor();
    expect(await dialog.getByRole('alert').first().innerText()).toContain('niet naar een andere vestiging');
    await session.page.keyboard.press('Escape');

    await session.page.getByRole('button', { name: 'Blokkades eraf halen' }).click();
    await session.page.getByRole('dialog').getByText('op 2 exemplaren').first().waitFor();
    await session.page.getByRole('button', { name: 'Eraf halen', exact: true }).click();
    await status(session).getByText('Blokkades van 2 exemplaren gewijzigd.').waitFor();
    await row(session, ONE).getByText('geen blokkades').waitFor();
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('of several copies only those that failed are saved again, and all of it is undone together', async () => {
    const session = await library().openSession('staff-CEN', { path: '/titles/T1' });
    for (const barcode of [ONE, TWO]) await session.page.getByLabel(`Exemplaar ${barcode} kiezen`).check();
    await session.page.keyboard.press('5');
    await blocks(session).getByLabel('8 Niet reserveerbaar').check();
    const colleague = await library().as('admin');
    await colleague('PUT', `/api/copies/${TWO}/blocks/reservation`, { code: 7, reason: 'Klas' });
    await blocks(session).getByRole('button', { name: 'Opslaan' }).click();
    await blocks(session).getByText('Bij 1 exemplaar lukte het niet:').waitFor();
    await blocks(session).getByText('erbij of gewijzigd: Alleen B-reserveringen (7)').waitFor();
    await expectAccessible(session.page);
    await blocks(session).getByRole('button', { name: 'Opslaan' }).click();
    await status(session).getByText('Blokkades van 2 exemplaren gewijzigd.').waitFor();
    await row(session, TWO).getByText('Niet reserveerbaar (8)').waitFor();
    await status(session).getByRole('button', { name: 'Ongedaan maken' }).click();
    await status(session).getByText('De blokkades zijn weer zoals ze waren.').waitFor();
    await row(session, ONE).getByText('geen blokkades').waitFor();
    await row(session, TWO).getByText('Alleen B-reserveringen (7)').waitFor();
    await colleague('DELETE', `/api/copies/${TWO}/blocks/reservation`);
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('saving what was not touched changes nothing, and two blocks keep a reason each', async () => {
    const admin = await library().as('admin');
    await admin('PUT', `/api/copies/${ONE}/blocks/reservation`, { code: 8, reason: 'Kerst' });
    await admin('PUT', `/api/copies/${ONE}/blocks/loan`, { endDate: '2099-12-31', reason: 'Boekbinder' });
    const session = await library().openSession('staff-CEN', { path: `/copies/${ONE}` });
    const reason = (text: string) => session.page.getByRole('cell', { name: text, exact: true });
    await reason('Kerst').waitFor();
    await session.page.keyboard.press('5');
    await blocks(session).getByText('Nu: Kerst · Boekbinder.', { exact: false }).waitFor();
    await blocks(session).getByRole('button', { name: 'Opslaan' }).click();
    await status(session).getByText('Er is niets gewijzigd.').waitFor();
    await session.page.keyboard.press('5');
    await blocks(session).getByLabel('Zonder einddatum').check();
    await blocks(session).getByRole('button', { name: 'Opslaan' }).click();
    await session.page.getByRole('cell', { name: 'Niet uitlenen, zonder einddatum' }).waitFor();
    await Promise.all(['Kerst', 'Boekbinder'].map((text) => reason(text).waitFor()));
    await status(session).getByRole('button', { name: 'Ongedaan maken' }).click();
    await session.page.getByRole('cell', { name: 'Niet uitlenen t/m do 31 dec 2099' }).waitFor();
    await Promise.all(['Kerst', 'Boekbinder'].map((text) => reason(text).waitFor()));
    for (const kind of ['reservation', 'loan']) await admin('DELETE', `/api/copies/${ONE}/blocks/${kind}`);
    await session.close();
  });

  it('an agreement for one card is none for another', async () => {
    const admin = await library().as('admin');
    await admin('PUT', `/api/copies/${ONE}/blocks/reservation`, { code: 8 });
    const session = await library().openSession('staff-CEN', { path: `/copies/${ONE}` });
    await session.page.getByRole('button', { name: 'Reserveren' }).click();
    const dialog = session.page.getByRole('dialog');
    await dialog.getByLabel('Pasnummer').fill(OWN_CARD);
    await session.page.keyboard.press('Enter');
    await dialog.getByLabel('Met wie is dit afgesproken?').fill('Met Anja');
    await dialog.getByRole('button', { name: 'Toch reserveren' }).waitFor();
    await dialog.getByLabel('Pasnummer').fill('VITRINE');
    await dialog.getByRole('button', { name: 'Reserveren', exact: true }).waitFor();
    expect(await dialog.getByLabel('Met wie is dit afgesproken?').count()).toBe(0);
    await dialog.getByLabel('Pasnummer').fill(OWN_CARD);
    expect(await dialog.getByLabel('Met wie is dit afgesproken?').inputValue()).toBe('');
    await admin('DELETE', `/api/copies/${ONE}/blocks/reservation`);
    await session.close();
  });

  it('a right click reserves a copy for a special card, in English', async () => {
    const session = await library().openSession('staff-CEN', { path: '/titles/T1', language: 'en' });
    await row(session, TWO).click({ button: 'right' });
    await expectAccessible(session.page);
    await session.page.getByRole('menuitem', { name: 'Reserve this copy' }).click();
    await session.page.getByLabel('Or a special card of this branch').selectOption({ label: 'Vitrine hal' });
    await session.page.getByRole('dialog').getByRole('button', { name: 'Reserve' }).click();
    await status(session).getByText(`Copy ${TWO} reserved.`).waitFor();
    await row(session, TWO).getByRole('link', { name: TWO }).click();
    await session.page.getByRole('heading', { name: 'Reservations' }).waitFor();
    await session.page.getByRole('link', { name: 'VITRINE' }).waitFor();
    await session.page.getByRole('button', { name: 'Check out to this card' }).click();
    await session.page.getByText('on special card: Vitrine hal').waitFor();
    await expectAccessible(session.page);
    await session.close();
  });

  it('two people at the same copy: the second sees what changed, and decides', async () => {
    const open = (name: string) => library().openSession(name, { path: `/copies/${ONE}` });
    const [first, second] = await Promise.all([open('staff-CEN'), open('admin')]);
    for (const { page } of [first, second])
      await page.getByRole('button', { name: /Blokkades wijzigen/ }).click();
    await blocks(first).getByLabel('8 Niet reserveerbaar').check();
    await blocks(first).getByRole('button', { name: 'Opslaan' }).click();
    await blocks(first).waitFor({ state: 'hidden' });

    await blocks(second).getByLabel('7 Alleen B-reserveringen').check();
    await blocks(second).getByLabel('Reden').fill('Voor de klas');
    await blocks(second).getByRole('button', { name: 'Opslaan' }).click();
    await blocks(second)
      .getByText('Een collega heeft dit exemplaar intussen gewijzigd.', { exact: false })
      .waitFor();
    await blocks(second).getByText('erbij of gewijzigd: Niet reserveerbaar (8)').waitFor();
    expect(await blocks(second).getByLabel('Reden').inputValue()).toBe('Voor de klas');
    await expectAccessible(second.page);
    await blocks(second).getByRole('button', { name: 'Toch opslaan' }).click();
    await second.page.getByRole('cell', { name: 'Alleen B-reserveringen (7)' }).waitFor();
    await Promise.all([first.close(), second.close()]);
  });

  it('a lost connection says so, and what was typed goes on when it is back', async () => {
    const session = await library().openSession('staff-CEN', { path: `/copies/${ONE}` });
    await session.page.getByRole('button', { name: /Blokkades wijzigen/ }).click();
    await blocks(session).getByLabel('Reden').fill('Ligt bij de boekbinder');
    await session.page.context().setOffline(true);
    await blocks(session).getByRole('button', { name: 'Opslaan' }).click();
    await blocks(session).getByText('Geen verbinding.', { exact: false }).waitFor();
    await session.page.getByText('Geen verbinding met Apart.', { exact: false }).waitFor();
    expect(await blocks(session).getByLabel('Reden').inputValue()).toBe('Ligt bij de boekbinder');
    await session.page.context().setOffline(false);
    await session.page.getByText('Geen verbinding met Apart.', { exact: false }).waitFor({ state: 'hidden' });
    await blocks(session).getByRole('button', { name: 'Opslaan' }).click();
    await session.page.getByRole('cell', { name: 'Ligt bij de boekbinder' }).first().waitFor();
    await session.close();
  });
});
