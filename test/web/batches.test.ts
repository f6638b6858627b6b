import { readFile } from 'node:fs/promises';
import pMap from 'p-map';
import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import type { SystemCall } from '../../testing/system/http-client.ts';
import { scan, type BrowserSession } from '../../testing/browser/browser-session.ts';
import { expectAccessible, openStaffClient } from '../../testing/browser/staff-client.ts';

const MANY = 120;
const TITLES = 12;
const barcode = (index: number): string => `0314${String(index).padStart(6, '0')}`;

/** More copies in a collection than a page of results shows, and one copy of another branch. */
async function fill(admin: SystemCall): Promise<void> {
  await smallLibrary(admin, []);
  await admin('PUT', '/api/branches/NRD', { name: 'Noord' });
  const titles = Array.from({ length: TITLES }, (_, index) => `T${index}`);
  await pMap(titles, (id) => admin('PUT', `/api/titles/${id}`, { title: `Sint ${id}` }), { concurrency: 16 });
  const copies = Array.from({ length: MANY }, (_, index) => index);
  const put = (index: number) =>
    admin('PUT', `/api/copies/${barcode(index)}`, {
      titleId: `T${index % TITLES}`,
      branchId: 'CEN',
      collection: 'SINT',
    });
  await pMap(copies, put, { concurrency: 16 });
  await admin('PUT', '/api/copies/NOORD1', { titleId: 'T1', branchId: 'NRD' });
}

const headline = ({ page }: BrowserSession, text: string) =>
  page.getByRole('heading', { level: 2, name: text }).waitFor({ timeout: 60_000 });

/** The run has begun. It may be done already on a quick machine. */
const goingOrChanged = ({ page }: BrowserSession) =>
  page
    .getByRole('progressbar')
    .or(page.getByRole('heading', { level: 2, name: `${MANY} exemplaren gewijzigd` }))
    .first()
    .waitFor({ timeout: 60_000 });

const pathOf = ({ page }: BrowserSession): string => new URL(page.url()).pathname;

describe.skipIf(noBrowser !== undefined)('batches', { timeout: 120_000 }, () => {
  const library = openStaffClient(async ({ as }) => fill(await as('admin')));

  it('a block of a collection of more than one page, through a reload, and its undo', async () => {
    const session = await library().openSession('staff-CEN', { path: '/batches' });
    const { page } = session;
    await page.getByText('Er zijn nog geen seriemutaties.').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Nieuwe seriemutatie' }).click();
    await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click();
    await page.getByRole('alert').getByText('Kies een collectie.').waitFor();
    await page.getByLabel('Collectie', { exact: true }).last().selectOption('SINT');
    await page.getByLabel('8 Niet reserveerbaar').check();
    await page.getByLabel('Zetten, zonder einddatum').check();
    await page.getByText('kun je geen einddatum instellen').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click();

    await headline(session, `${MANY} exemplaren veranderen`);
    await page.getByRole('cell', { name: 'wordt gewijzigd' }).first().waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Uitvoeren' }).click();
    await goingOrChanged(session);
    await page.reload();
    // The server goes on without the page. After the reload the run is under way or done.
    await goingOrChanged(session);
    await expectAccessible(page);
    await headline(session, `${MANY} exemplaren gewijzigd`);

    await readsAll(session);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Downloaden als CSV' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(MANY + 1);
    expect(lines[1]).toContain(`${barcode(0)},changed`);

    await page.getByRole('button', { name: 'Ongedaan maken' }).click();
    await page.getByText('krijgen terug wat ze hadden').waitFor();
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Ongedaan maken' }).click();
    await headline(session, `${MANY} exemplaren teruggezet`);
    const staff = await library().as('staff-CEN');
    const { body } = await staff('GET', `/api/copies/${barcode(7)}`);
    expect(body).toMatchObject({ blocks: [] });
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('barcodes are scanned; what cannot be changed is named, in English too', async () => {
    const session = await library().openSession('staff-CEN', { path: '/batches/new', language: 'en' });
    const { page } = session;
    await scan(page, 'NOORD1');
    await page.getByText('1 barcode', { exact: true }).waitFor();
    // A key in the field types a character, at any speed.
    await page.getByLabel('Barcodes: scan or paste').focus();
    await page.keyboard.press('Control+End');
    for (const code of [barcode(1), barcode(2), barcode(1), 'NOWHERE']) await scan(page, code);
    await page.getByText(`Twice, counted once: ${barcode(1)}`).waitFor();
    await page.getByText('4 barcodes').waitFor();
    // After a visit elsewhere the batch is as it was.
    await page.getByRole('link', { name: 'Batches' }).click();
    await page.getByRole('link', { name: 'New batch' }).click();
    await page.getByText('This is what you were doing.').waitFor();
    await page.getByText('4 barcodes').waitFor();
    await page.getByLabel('7 Branch reservations only').check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'See what changes' }).click();
    await headline(session, '2 copies will change');
    await page.getByRole('button', { name: 'not allowed (2)' }).click();
    await page.getByText('This copy belongs to another branch.').waitFor();
    await page.getByText('No copy has this barcode.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('This batch has not been run.').waitFor();
    await page.goto(`${library().url}/batches/new`);
    await page.getByRole('heading', { level: 1, name: 'New batch' }).waitFor();
    expect(await page.getByText('This is what you were doing.').count()).toBe(0);
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('a list that a spreadsheet spoiled is told to be one, once; what it says in quotes is read', async () => {
    const session = await library().openSession('staff-CEN', { path: '/batches/new' });
    const { page } = session;
    await page.getByLabel('Barcodes', { exact: true }).check();
    const list = page.getByLabel('Barcodes: scan of plak');
    await list.fill(`"${barcode(1)}";\t"${barcode(2)}"\n;;\n3,14141E+12\n3,14141E+12\n`);
    await page.getByText('2 barcodes', { exact: true }).waitFor();
    const told = page.getByText('3,14141E+12 is geen barcode meer', { exact: false });
    await told.waitFor();
    expect(await told.count()).toBe(1);
    expect(await told.textContent()).toContain('Zet de kolom daar op Tekst');
    await expectAccessible(page);
    await page.getByLabel('8 Niet reserveerbaar').check();
    await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click();
    await page.getByRole('alert').getByText('Haal eerst weg wat geen barcode is.').waitFor();
    await list.fill(`"${barcode(1)}";\t"${barcode(2)}"\n`);
    await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click();
    await headline(session, '2 exemplaren veranderen');
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('an admin finds what others made, and blocks the new copies along', async () => {
    const staff = await library().as('staff-CEN');
    await staff('POST', '/api/batches', { selection: { copyIds: [barcode(3)] }, change: { loan: null } });
    const session = await library().openSession('admin', { path: '/batches' });
    const { page } = session;
    await page.getByRole('link', { name: 'Leenblokkade eraf halen' }).waitFor();
    await expectAccessible(page);
    await page.goto(`${library().url}/batches/new?collection=SINT&branchId=&reservation=7`);
    await page.getByLabel('Ook voor nieuwe exemplaren').check();
    await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click();
    await headline(session, `${MANY} exemplaren veranderen`);
    await page.getByText('Collectie SINT, alle vestigingen').waitFor();
    expect(pathOf(session)).toMatch(/^\/batches\/\w+$/);
    await page.getByRole('button', { name: 'Annuleren' }).click();
    await page.getByText('Er is niets gewijzigd.').waitFor();
    await session.close();
  });
});

/** Scrolls to the last result. `npm run bench client` measures how smoothly. */
async function readsAll({ page }: BrowserSession): Promise<void> {
  const rows = page.locator('tbody tr');
  for (let shown = 100; shown < MANY; shown += 100) {
    await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(shown);
    await page.getByRole('button', { name: 'Meer tonen' }).click();
  }
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(MANY);
}
