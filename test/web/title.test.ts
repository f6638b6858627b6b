import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { smallLibrary } from '../../testing/system/http-client.ts';
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
    const desk = await library().desk('staff-CEN');
    await scan(desk.page, ONE);
    await desk.page.getByRole('heading', { level: 1, name: 'Pluk van de Petteflet' }).waitFor();
    expect(new URL(desk.page.url()).pathname).toBe(`/copies/${ONE}`);
    await expectAccessible(desk.page);
    await desk.page.keyboard.press('5');
    await blocks(desk).waitFor();
    await expectAccessible(desk.page);
    await blocks(desk).getByLabel('8 Niet reserveerbaar').check();
    await blocks(desk).getByLabel('Reden').fill('Tentoonstelling');
    await desk.page.keyboard.press('Enter');
    await blocks(desk).waitFor({ state: 'hidden' });
    await desk.page.getByRole('cell', { name: 'Niet reserveerbaar (8)' }).waitFor();
    await desk.page.getByText('staff-CEN · Tentoonstelling').waitFor();
    await status(desk).getByRole('button', { name: 'Ongedaan maken' }).click();
    await desk.page.getByText('geen blokkades').waitFor();
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  it('copies are blocked and lifted together, and reserving shows every reason', async () => {
    const desk = await library().desk('staff-CEN', { path: '/titles/T1' });
    await desk.page.getByLabel('Alle exemplaren kiezen').check();
    await desk.page.getByText('Exemplaren van andere vestigingen kun je niet wijzigen.').waitFor();
    await desk.page.getByRole('button', { name: 'Blokkades (5)' }).click();
    await blocks(desk).getByLabel('7 Alleen B-reserveringen').check();
    await blocks(desk).getByLabel('Tot en met een dag').check();
    await blocks(desk).getByLabel('Laatste dag').fill('2099-12-31');
    await blocks(desk).getByRole('button', { name: 'Opslaan' }).click();
    await row(desk, TWO).getByText('Alleen B-reserveringen (7)').waitFor();
    await row(desk, ONE).getByText('Niet uitlenen t/m do 31 dec 2099').waitFor();
    expect(await row(desk, THREE).innerText()).toContain('geen blokkades');
    await expectAccessible(desk.page);

    await desk.page.getByRole('button', { name: 'Reserveren', exact: true }).click();
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByLabel('Pasnummer').fill(OWN_CARD);
    await dialog.getByLabel('Ophalen bij').selectOption({ label: 'Noord' });
    await expectAccessible(desk.page);
    await dialog.getByRole('button', { name: 'Reserveren' }).click();
    await dialog.getByText(ONE).waitFor();
    expect(await dialog.getByRole('alert').first().innerText()).toContain('niet naar een andere vestiging');
    await desk.page.keyboard.press('Escape');

    await desk.page.getByRole('button', { name: 'Blokkades eraf halen' }).click();
    await desk.page.getByRole('dialog').getByText('op 2 exemplaren').first().waitFor();
    await desk.page.getByRole('button', { name: 'Eraf halen', exact: true }).click();
    await status(desk).getByText('Blokkades van 2 exemplaren gewijzigd.').waitFor();
    await row(desk, ONE).getByText('geen blokkades').waitFor();
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  it('of several copies only those that failed are saved again, and all of it is undone together', async () => {
    const desk = await library().desk('staff-CEN', { path: '/titles/T1' });
    for (const barcode of [ONE, TWO]) await desk.page.getByLabel(`Exemplaar ${barcode} kiezen`).check();
    await desk.page.keyboard.press('5');
    await blocks(desk).getByLabel('8 Niet reserveerbaar').check();
    const colleague = await library().as('admin');
    await colleague('PUT', `/api/copies/${TWO}/blocks/reservation`, { code: 7, reason: 'Klas' });
    await blocks(desk).getByRole('button', { name: 'Opslaan' }).click();
    await blocks(desk).getByText('Bij 1 exemplaar lukte het niet:').waitFor();
    await blocks(desk).getByText('erbij of gewijzigd: Alleen B-reserveringen (7)').waitFor();
    await expectAccessible(desk.page);
    await blocks(desk).getByRole('button', { name: 'Opslaan' }).click();
    await status(desk).getByText('Blokkades van 2 exemplaren gewijzigd.').waitFor();
    await row(desk, TWO).getByText('Niet reserveerbaar (8)').waitFor();
    await status(desk).getByRole('button', { name: 'Ongedaan maken' }).click();
    await status(desk).getByText('De blokkades zijn weer zoals ze waren.').waitFor();
    await row(desk, ONE).getByText('geen blokkades').waitFor();
    await row(desk, TWO).getByText('Alleen B-reserveringen (7)').waitFor();
    await colleague('DELETE', `/api/copies/${TWO}/blocks/reservation`);
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });

  it('saving what was not touched changes nothing, and two blocks keep a reason each', async () => {
    const admin = await library().as('admin');
    await admin('PUT', `/api/copies/${ONE}/blocks/reservation`, { code: 8, reason: 'Kerst' });
    await admin('PUT', `/api/copies/${ONE}/blocks/loan`, { endDate: '2099-12-31', reason: 'Boekbinder' });
    const desk = await library().desk('staff-CEN', { path: `/copies/${ONE}` });
    const reason = (text: string) => desk.page.getByRole('cell', { name: text, exact: true });
    await reason('Kerst').waitFor();
    await desk.page.keyboard.press('5');
    await blocks(desk).getByText('Nu: Kerst · Boekbinder.', { exact: false }).waitFor();
    await blocks(desk).getByRole('button', { name: 'Opslaan' }).click();
    await status(desk).getByText('Er is niets gewijzigd.').waitFor();
    await desk.page.keyboard.press('5');
    await blocks(desk).getByLabel('Zonder einddatum').check();
    await blocks(desk).getByRole('button', { name: 'Opslaan' }).click();
    await desk.page.getByRole('cell', { name: 'Niet uitlenen, zonder einddatum' }).waitFor();
    await Promise.all(['Kerst', 'Boekbinder'].map((text) => reason(text).waitFor()));
    await status(desk).getByRole('button', { name: 'Ongedaan maken' }).click();
    await desk.page.getByRole('cell', { name: 'Niet uitlenen t/m do 31 dec 2099' }).waitFor();
    await Promise.all(['Kerst', 'Boekbinder'].map((text) => reason(text).waitFor()));
    for (const kind of ['reservation', 'loan']) await admin('DELETE', `/api/copies/${ONE}/blocks/${kind}`);
    await desk.close();
  });

  it('an agreement for one card is none for another', async () => {
    const admin = await library().as('admin');
    await admin('PUT', `/api/copies/${ONE}/blocks/reservation`, { code: 8 });
    const desk = await library().desk('staff-CEN', { path: `/copies/${ONE}` });
    await desk.page.getByRole('button', { name: 'Reserveren' }).click();
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByLabel('Pasnummer').fill(OWN_CARD);
    await desk.page.keyboard.press('Enter');
    await dialog.getByLabel('Met wie is dit afgesproken?').fill('Met Anja');
    await dialog.getByRole('button', { name: 'Toch reserveren' }).waitFor();
    await dialog.getByLabel('Pasnummer').fill('VITRINE');
    await dialog.getByRole('button', { name: 'Reserveren', exact: true }).waitFor();
    expect(await dialog.getByLabel('Met wie is dit afgesproken?').count()).toBe(0);
    await dialog.getByLabel('Pasnummer').fill(OWN_CARD);
    expect(await dialog.getByLabel('Met wie is dit afgesproken?').inputValue()).toBe('');
    await admin('DELETE', `/api/copies/${ONE}/blocks/reservation`);
    await desk.close();
  });

  it('a right click reserves a copy for a special card, in English', async () => {
    const desk = await library().desk('staff-CEN', { path: '/titles/T1', language: 'en' });
    await row(desk, TWO).click({ button: 'right' });
    await expectAccessible(desk.page);
    await desk.page.getByRole('menuitem', { name: 'Reserve this copy' }).click();
    await desk.page.getByLabel('Or a special card of this branch').selectOption({ label: 'Vitrine hal' });
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Reserve' }).click();
    await status(desk).getByText(`Copy ${TWO} reserved.`).waitFor();
    await row(desk, TWO).getByRole('link', { name: TWO }).click();
    await desk.page.getByRole('heading', { name: 'Reservations' }).waitFor();
    await desk.page.getByRole('link', { name: 'VITRINE' }).waitFor();
    await desk.page.getByRole('button', { name: 'Check out to this card' }).click();
    await desk.page.getByText('on special card: Vitrine hal').waitFor();
    await expectAccessible(desk.page);
    await desk.close();
  });

  it('two people at the same copy: the second sees what changed, and decides', async () => {
    const [first, second] = await Promise.all(
      ['staff-CEN', 'admin'].map((name) => library().desk(name, { path: `/copies/${ONE}` })),
    );
    if (first === undefined || second === undefined) throw new Error('There are two desks.');
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
    const desk = await library().desk('staff-CEN', { path: `/copies/${ONE}` });
    await desk.page.getByRole('button', { name: /Blokkades wijzigen/ }).click();
    await blocks(desk).getByLabel('Reden').fill('Ligt bij de boekbinder');
    await desk.page.context().setOffline(true);
    await blocks(desk).getByRole('button', { name: 'Opslaan' }).click();
    await blocks(desk).getByText('Geen verbinding.', { exact: false }).waitFor();
    await desk.page.getByText('Geen verbinding met Apart.', { exact: false }).waitFor();
    expect(await blocks(desk).getByLabel('Reden').inputValue()).toBe('Ligt bij de boekbinder');
    await desk.page.context().setOffline(false);
    await desk.page.getByText('Geen verbinding met Apart.', { exact: false }).waitFor({ state: 'hidden' });
    await blocks(desk).getByRole('button', { name: 'Opslaan' }).click();
    await desk.page.getByRole('cell', { name: 'Ligt bij de boekbinder' }).first().waitFor();
    await desk.close();
  });
});
