// Long: the hour is one story, a function for each of its steps.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { openWindow, scan, WIDE } from '../../testing/browser/browser-session.ts';
import { enter, tabTo, typeIn } from '../../testing/browser/keyboard.ts';
import { sharedBrowser } from '../../testing/browser/shared-system.ts';
import { openStaffClient } from '../../testing/browser/staff-client.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import type { SystemCall } from '../../testing/system/http-client.ts';

const [ASKED, ON_THE_SHELF, OF_NORTH] = ['0314000001', '0314000002', '0314000003'] as const;
const [TO_FETCH, FETCHED_LATER] = ['0314000004', '0314000005'] as const;
const [TO_BLOCK, FOR_DISPLAY, LEFT_ON] = ['0314000006', '0314000007', '0314000008'] as const;
const [BORROWER, ...READERS] = ['2980000001', '2980000002', '2980000003', '2980000004'] as const;
const DISPLAY = 'PAS-CEN-HAL';
/** What hands need for a key: a scanner is faster. */
const HANDS_MS = 120;

async function fill(admin: SystemCall): Promise<void> {
  await smallLibrary(admin, [ASKED, ON_THE_SHELF, TO_FETCH, FETCHED_LATER, TO_BLOCK, FOR_DISPLAY, LEFT_ON]);
  await admin('PUT', '/api/branches/NRD', { name: 'Noord' });
  await admin('PUT', `/api/copies/${OF_NORTH}`, { titleId: 'T1', branchId: 'NRD' });
  for (const patronId of [BORROWER, ...READERS])
    await admin('PUT', `/api/patrons/${patronId}`, { branchId: 'CEN', kind: 'ordinary' });
  await admin('PUT', `/api/patrons/${DISPLAY}`, { branchId: 'CEN', kind: 'special', label: 'Vitrine hal' });
  for (const copyId of [ASKED, ON_THE_SHELF, OF_NORTH])
    await admin('POST', '/api/loans', { copyId, patronId: BORROWER, branchId: 'CEN' });
  for (const [index, copyId] of [ASKED, TO_FETCH, FETCHED_LATER].entries())
    await admin('POST', '/api/reservations', { copyId, patronId: READERS[index], pickupBranchId: 'CEN' });
  const days = { startDate: '2026-09-01', endDate: '2026-10-31' };
  const { body } = await admin('POST', '/api/activities', { name: 'Griffels', ...days });
  await admin('PUT', `/api/copies/${LEFT_ON}/blocks/loan`, { activityId: body.id });
  await admin('PATCH', `/api/activities/${String(body.id)}`, { endDate: '2026-10-01' });
  await admin('POST', '/api/jobs/nightly', {});
}

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true }).first();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const row = (page: Page, copyId: string) => page.getByRole('row').filter({ hasText: copyId });

/** Waits until this element has the focus. */
const focusIsOn = (wanted: Locator): Promise<void> => wanted.and(wanted.page().locator(':focus')).waitFor();

/** Waits until the status bar says this, which screen readers speak. */
const isSaid = (page: Page, text: string): Promise<void> =>
  page.getByRole('region', { name: 'Laatste melding' }).getByText(text).waitFor();

/** Waits until it stands there in large type. */
const isShownBig = (page: Page, text: string): Promise<void> =>
  page.getByRole('heading', { level: 2, name: text }).waitFor();

/** Counts what a mouse does from now on, and how often the page is printed. */
const count = async (page: Page): Promise<void> => {
  await page.addInitScript(`
    globalThis.presses = 0;
    globalThis.prints = 0;
    addEventListener('pointerdown', () => { presses += 1; }, true);
    print = () => { prints += 1; };`);
};

describe.skipIf(noBrowser !== undefined)('a working hour', { timeout: 120_000 }, () => {
  const library = openStaffClient(async ({ as }) => fill(await as('admin')));

  it('goes by keyboard and scanner alone', async () => {
    const page = await openWindow(await sharedBrowser());
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.setViewportSize(WIDE);
    await count(page);
    await signIn(page, library().url);
    await checkIn(page);
    await fetchFromShelves(page);
    await blockACopy(page);
    await fillTheDisplay(page);
    await lookUpACard(page);
    await clearUp(page);
    await printPullList(page);
    await signOut(page);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await typeIn(page, page.locator('input[name="username"]'), 'staff-CEN');
  await typeIn(page, page.locator('input[name="password"]'), 'staff');
  await page.keyboard.press('Enter');
  await heading(page, /^Goede/).waitFor();
  await focusIsOn(page.getByRole('searchbox'));
}

async function checkIn(page: Page): Promise<void> {
  await enter(page, link(page, 'Innemen'));
  const field = page.getByRole('textbox', { name: 'Barcode', exact: true });
  await focusIsOn(field);
  for (const [copyId, next] of [
    [ASKED, 'Naar de reserveringsplank'],
    [ON_THE_SHELF, 'Terug in de kast'],
    [OF_NORTH, 'Op transport naar Noord'],
  ] as const) {
    await scan(page, copyId);
    await isShownBig(page, next);
    await isSaid(page, next);
    await focusIsOn(field);
  }
  await row(page, ASKED).getByText('Naar de reserveringsplank').waitFor();
  await page.getByText('3 ingenomen').waitFor();
}

async function fetchFromShelves(page: Page): Promise<void> {
  await enter(page, link(page, 'Kastlijst'));
  const field = page.getByRole('textbox', { name: 'Barcode van wat je gehaald hebt' });
  await focusIsOn(field);
  await page.getByText('2 exemplaren uit de kast te halen').waitFor();
  await scan(page, TO_FETCH);
  await isShownBig(page, 'Naar de reserveringsplank');
  await row(page, TO_FETCH).getByText('Naar de reserveringsplank').waitFor();
  await page.getByText('1 exemplaar uit de kast te halen').waitFor();
  await focusIsOn(field);
}

/** Goes to a copy from the first screen, whose field has the focus. */
async function toCopy(page: Page, copyId: string): Promise<void> {
  await enter(page, link(page, 'Zoeken'));
  await focusIsOn(page.getByRole('searchbox'));
  await scan(page, copyId);
  await page.waitForURL(`**/copies/${copyId}`);
  await focusIsOn(heading(page, 'Pluk van de Petteflet'));
}

async function blockACopy(page: Page): Promise<void> {
  await toCopy(page, TO_BLOCK);
  await page.keyboard.press('5');
  const dialog = page.getByRole('dialog', { name: `Blokkades van ${TO_BLOCK}` });
  const blocks = dialog.getByRole('radiogroup', { name: 'Reserveringsblokkade' });
  await focusIsOn(blocks.getByLabel('Geen'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await focusIsOn(blocks.getByLabel(/^8 Niet reserveerbaar/));
  await typeIn(page, dialog.getByLabel('Reden'), 'Voor de hal');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await isSaid(page, `Blokkades van ${TO_BLOCK} gewijzigd.`);
  await page.getByRole('cell', { name: 'Voor de hal' }).waitFor();
  await focusIsOn(heading(page, 'Pluk van de Petteflet'));
}

async function fillTheDisplay(page: Page): Promise<void> {
  await toCopy(page, FOR_DISPLAY);
  const reserve = page.getByRole('main').getByRole('button', { name: 'Reserveren', exact: true });
  await enter(page, reserve);
  const dialog = page.getByRole('dialog', { name: `Exemplaar ${FOR_DISPLAY} reserveren` });
  await focusIsOn(dialog.getByLabel('Pasnummer'));
  await page.keyboard.type(DISPLAY, { delay: HANDS_MS });
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await isSaid(page, `Exemplaar ${FOR_DISPLAY} gereserveerd.`);
  await focusIsOn(reserve);

  await scan(page, DISPLAY);
  await heading(page, 'Vitrine hal').waitFor();
  const field = page.getByRole('textbox', { name: 'Barcode', exact: true });
  await focusIsOn(field);
  await row(page, FOR_DISPLAY).getByText('in de wacht').waitFor();
  await scan(page, FOR_DISPLAY);
  await page.getByRole('main').getByText('Staat op deze pas').first().waitFor();
  await isSaid(page, 'Staat op deze pas');
  await page.getByText('Op deze pas staan geen reserveringen open.').waitFor();
  await row(page, FOR_DISPLAY).getByText('geen einddatum').waitFor();
  await focusIsOn(field);
}

async function lookUpACard(page: Page): Promise<void> {
  await typeIn(page, page.getByRole('searchbox'), BORROWER);
  await page.keyboard.press('Enter');
  await heading(page, 'Pas van een lener').waitFor();
  await page.getByText('Op deze pas is niets geleend.').waitFor();
  await focusIsOn(page.getByRole('textbox', { name: 'Barcode', exact: true }));
}

async function clearUp(page: Page): Promise<void> {
  await enter(page, link(page, 'Aandacht (1)'));
  await focusIsOn(heading(page, 'Aandacht'));
  await page.getByRole('listitem').getByText('Leenblokkade staat er nog op').waitFor();
  await enter(page, page.getByRole('button', { name: new RegExp(`Eraf halen.*${LEFT_ON}`) }));
  await isSaid(page, '1 blokkade eraf gehaald');
  await page.getByText('Er zijn geen meldingen').waitFor();
  await focusIsOn(heading(page, 'Aandacht'));
}

async function printPullList(page: Page): Promise<void> {
  await enter(page, link(page, 'Kastlijst'));
  await row(page, FETCHED_LATER).waitFor();
  const print = button(page, 'Afdrukken');
  await tabTo(page, print);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate('prints')).toBe(1);
  await page.pdf();
  await focusIsOn(print);
  await page.emulateMedia({ media: 'print' });
  await page.getByText('Centrum · ma 12 okt 2026', { exact: true }).waitFor();
  await row(page, FETCHED_LATER).waitFor();
  await print.waitFor({ state: 'hidden' });
  await page.emulateMedia({ media: 'screen' });
}

async function signOut(page: Page): Promise<void> {
  expect(await page.evaluate('presses')).toBe(0);
  await enter(page, button(page, 'Afmelden'));
  await page.locator('input[name="username"]').waitFor();
}
