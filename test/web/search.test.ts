import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import { PHONE, scan, type BrowserSession } from '../../testing/browser/browser-session.ts';
import { expectAccessible, openStaffClient } from '../../testing/browser/staff-client.ts';

const [ONE, SHOWN, SAME_AS_CARD] = ['0314000001', '0314000002', '2980000009'] as const;
const CARD = '2980000001';

const title = ({ page }: BrowserSession, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor();
const status = ({ page }: BrowserSession) =>
  page.getByRole('region', { name: /Laatste melding|Latest notice/ });
const find = async ({ page }: BrowserSession, text: string) => {
  await page.getByRole('searchbox').fill(text);
  await page.keyboard.press('Enter');
};

describe.skipIf(noBrowser !== undefined)('search and the card', { timeout: 60_000 }, () => {
  const library = openStaffClient(async ({ as }) => {
    const admin = await as('admin');
    await smallLibrary(admin, [ONE, SHOWN, SAME_AS_CARD], { collection: 'KERST' });
    await admin('PUT', '/api/titles/T1', { title: 'Pluk van de Petteflet', isbn: '9780306406157 (geb.)' });
    await admin('PUT', '/api/titles/T2', { title: 'Het cœur van de Straße' });
    const days = { startDate: '2026-10-01', endDate: '2026-10-15' };
    const { body } = await admin('POST', '/api/activities', { name: 'Gouden Griffels', ...days });
    const special = { branchId: 'CEN', kind: 'special', label: 'Vitrine hal', activityId: body.id };
    await admin('PUT', '/api/patrons/VITRINE', special);
    await admin('PUT', '/api/patrons/HAL', { ...special, label: 'Hal' });
    for (const patronId of [CARD, SAME_AS_CARD])
      await admin('PUT', `/api/patrons/${patronId}`, { branchId: 'CEN', kind: 'ordinary' });
    await admin('POST', '/api/loans', { copyId: SHOWN, patronId: 'VITRINE', branchId: 'CEN' });
    await admin('POST', '/api/reservations', { copyId: ONE, patronId: CARD, pickupBranchId: 'CEN' });
  });

  it('the day begins with what there is to do, and what runs', async () => {
    const session = await library().openSession('staff-CEN');
    await title(session, /^Goede/);
    await session.page.getByRole('link', { name: /Aandacht.*geen meldingen/ }).waitFor();
    await session.page.getByRole('link', { name: /Kastlijst.*1.*exemplaar uit de kast/ }).waitFor();
    await session.page.getByText('nog 3 dagen').waitFor();
    await expectAccessible(session.page);
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('a barcode, an ISBN, a card and words of a title each lead there', async () => {
    const session = await library().openSession('staff-CEN');
    await scan(session.page, ONE);
    await session.page.waitForURL(`**/copies/${ONE}`);
    await session.page.goBack();
    await title(session, /^Goede/);
    await find(session, '978-0-306-40615-7');
    await session.page.waitForURL('**/titles/T1');
    await find(session, CARD);
    await title(session, 'Pas van een lener');
    expect(await session.page.title()).not.toContain(CARD);
    await find(session, 'pluk van');
    await title(session, 'Titels met ‘pluk van’');
    await expectAccessible(session.page);
    await find(session, SAME_AS_CARD);
    await title(session, 'Wat bedoel je?');
    await expectAccessible(session.page);
    await session.page.getByRole('link', { name: 'Pas', exact: true }).click();
    await title(session, 'Pas van een lener');
    await find(session, '9780306406158');
    await title(session, 'Niets gevonden');
    await session.page.getByText('Dit lijkt een ISBN').waitFor();
    expect(await session.page.locator('main').innerText()).not.toContain('9780306406158');
    await expectAccessible(session.page);
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('an ISBN as a catalogue writes it leads to its title', async () => {
    const session = await library().openSession('staff-CEN');
    for (const isbn of ['978‑0‑306‑40615‑7', 'ISBN 9780306406157 (geb.)', '0-306-40615-2 € 19,99']) {
      await find(session, isbn);
      await session.page.waitForURL('**/titles/T1');
      await session.page.goBack();
      await title(session, /^Goede/);
    }
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('words inside a title find it, in any order, and half the last one does', async () => {
    const session = await library().openSession('staff-CEN');
    for (const [text, name] of [
      ['petteflet pluk', 'Pluk van de Petteflet'],
      ['van de pette', 'Pluk van de Petteflet'],
      ['strasse coeur', 'Het cœur van de Straße'],
      ['Cœur', 'Het cœur van de Straße'],
    ] as const) {
      await find(session, text);
      await title(session, `Titels met ‘${text}’`);
      expect(await session.page.getByRole('row').getByRole('link').allInnerTexts()).toEqual([name]);
    }
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('a card: a reservation is cancelled, and a displayed copy lent after all with a reason', async () => {
    const session = await library().openSession('staff-CEN', { path: `/cards/${CARD}` });
    await session.page.getByRole('button', { name: 'Annuleren' }).click();
    await expectAccessible(session.page);
    await session.page.keyboard.press('Enter');
    await status(session).getByText('De reservering is geannuleerd.').waitFor();
    await session.page.getByText('Op deze pas staan geen reserveringen open.').waitFor();
    await session.page.getByLabel('Barcode', { exact: true }).fill(SHOWN);
    await session.page.keyboard.press('Enter');
    const refusal = session.page.getByRole('alert').filter({ hasText: 'speciale pas Vitrine hal' });
    await refusal.waitFor();
    await expectAccessible(session.page);
    await session.page.getByLabel(/Met wie is dit afgesproken/).fill('Marieke van de jeugd');
    await session.page.keyboard.press('Enter');
    await status(session).getByText('Uitgeleend t/m ma 2 nov 2026').waitFor();
    await session.page
      .getByRole('region', { name: /Geleend/ })
      .getByText(SHOWN)
      .waitFor();
    await refusal.waitFor({ state: 'hidden' });
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('a special card is renamed, keeps what was typed when a colleague was first, and leads to the display', async () => {
    const session = await library().openSession('admin', {
      path: '/cards/HAL',
      language: 'en',
      viewport: PHONE,
    });
    await title(session, 'Hal');
    await session.page.getByRole('button', { name: 'Change' }).click();
    await session.page.getByLabel('Name of the card').fill('Hal boven');
    await expectAccessible(session.page);
    const special = { branchId: 'CEN', kind: 'special', label: 'Hal beneden' };
    await (
      await library().as('admin')
    )('PUT', '/api/patrons/HAL', special);
    await session.page.getByRole('button', { name: 'Save' }).click();
    await session.page.getByText('It now says: Hal beneden, no activity.').waitFor();
    expect(await session.page.getByLabel('Name of the card').inputValue()).toBe('Hal boven');
    await session.page.getByRole('button', { name: 'Save' }).click();
    await title(session, 'Hal boven');
    const display = session.page.getByRole('link', { name: 'Set up a display with this card' });
    expect(await display.getAttribute('href')).toContain('cardId=HAL');
    expect(session.complaints).toEqual([]);
    await session.close();
  });
});
