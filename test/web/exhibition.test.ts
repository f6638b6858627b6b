import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { scan } from '../../testing/browser/browser-session.ts';
import { enter, typeIn } from '../../testing/browser/keyboard.ts';
import { sharedBrowserSession } from '../../testing/browser/shared-system.ts';
import { directory, empty, endAll, start, tokenAt, up } from '../../testing/system/spawn-system.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import { callerAt } from '../../testing/system/http-client.ts';

const [ONE, TWO, LENT] = ['0314000001', '0314000002', '0314000003'] as const;
const READER = '2980000001';

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();

/** The links of the only mail that was sent. */
async function linksOfMail(data: string): Promise<readonly string[]> {
  const outbox = join(data, 'outbox');
  const [file, ...others] = readdirSync(outbox).filter((name) => name.endsWith('.eml'));
  expect(others).toEqual([]);
  const { html = '' } = await PostalMime.parse(readFileSync(join(outbox, file ?? '')));
  return [...html.matchAll(/href="(http[^"]+)"/g)].map(([, address]) => address ?? '');
}

/** Starts the system on a day, on the same data. */
async function on(day: string, data: string): Promise<string> {
  await endAll();
  return up(start([...empty(data), '--today', day]));
}

describe.skipIf(noBrowser !== undefined)('an exhibition, with keyboard and scanner alone', () => {
  // Uses systems of its own, with the same data on one day and on a later one.
  it('is put together, forgotten, reminded of and cleared up', { timeout: 180_000 }, async () => {
    const data = directory();
    const url = await on('2026-10-12', data);
    const admin = callerAt(url, await tokenAt(url));
    await smallLibrary(admin, [ONE, TWO, LENT]);
    await admin('PUT', `/api/patrons/${READER}`, { branchId: 'CEN', kind: 'ordinary' });
    await admin('POST', '/api/loans', { copyId: LENT, patronId: READER, branchId: 'CEN' });
    await putTogether(url);

    const later = await on('2026-10-27', data);
    await callerAt(later, await tokenAt(later))('POST', '/api/jobs/nightly', {});
    const links = await linksOfMail(data);
    await clearUp(links.find((address) => address.includes('/activities/')) ?? '', later);
    const { body } = await callerAt(later, await tokenAt(later))('GET', '/api/flags');
    expect(body.items).toEqual([]);
  });

  async function putTogether(url: string): Promise<void> {
    const { page, complaints, close } = await sharedBrowserSession(url, 'staff-CEN');
    await enter(page, link(page, 'Activiteiten'));
    await enter(page, button(page, 'Nieuwe activiteit'));
    await enter(page, button(page, 'Lege activiteit'));
    await typeIn(page, page.getByLabel('Naam'), 'Tentoonstelling Pluk');
    await page.getByLabel('Eerste dag').fill('2026-10-12');
    await page.getByLabel('Laatste dag').fill('2026-10-25');
    await page.keyboard.press('Enter');
    await heading(page, 'Tentoonstelling Pluk');
    await enter(page, page.getByRole('main').getByRole('link', { name: 'Inrichten' }));
    await page.getByText('Deze activiteit heeft in Centrum nog geen speciale pas.').waitFor();
    await typeIn(page, page.getByLabel(/^Naam/), 'Vitrine hal');
    await page.keyboard.press('Enter');
    await page.getByLabel('Scan een exemplaar').waitFor();
    for (const copyId of [ONE, TWO, LENT]) await scan(page, copyId);
    await heading(page, 'Compleet (2)');
    await heading(page, 'Nog te komen (1)');
    await page.getByText('Nog uitgeleend: gereserveerd voor deze pas').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  }

  async function clearUp(address: string, url: string): Promise<void> {
    const { pathname } = new URL(address);
    const { page, complaints, close } = await sharedBrowserSession(url, 'staff-CEN', { path: pathname });
    await heading(page, 'Tentoonstelling Pluk');
    await enter(page, link(page, /^Aandacht \(\d+\)$/));
    await page.getByText('2 dagen geleden afgelopen').waitFor();
    await enter(page, link(page, 'Innemen'));
    await page.getByRole('main').getByLabel('Barcode').waitFor();
    await scan(page, ONE);
    await heading(page, /Terug in de kast/);
    await page.keyboard.press('l');
    await page.getByText('1 blokkade eraf gehaald').first().waitFor();
    await scan(page, TWO);
    await page
      .getByText(/Tentoonstelling Pluk is 2 dagen geleden afgelopen/)
      .first()
      .waitFor();
    await page.keyboard.press('l');
    await page.getByText(`1 blokkade eraf gehaald · ${TWO}`).waitFor();
    await enter(page, link(page, /^Aandacht \(\d+\)$/));
    await button(page, `Eraf halen: ${TWO}`).waitFor({ state: 'hidden' });
    await enter(page, button(page, `Eraf halen: ${LENT}`));
    await page.getByText('Er zijn geen meldingen').waitFor();
    expect(complaints).toEqual([]);
    await close();
  }
});
