import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { scan } from '../../testing/browser/browser-session.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import type { SystemCall } from '../../testing/system/http-client.ts';
import { openStaffClient, wishFor } from '../../testing/browser/staff-client.ts';

const MANY = Array.from({ length: 60 }, (_, index) => `03140001${String(index).padStart(2, '0')}`);
const [LEFT_ON, ASKED, LENT, IN_BATCH] = ['0314000001', '0314000002', '0314000003', '0314000004'] as const;

async function fill(admin: SystemCall, staff: SystemCall): Promise<{ readonly batchId: string }> {
  await smallLibrary(admin, [...MANY, LEFT_ON, ASKED, LENT, IN_BATCH]);
  await admin('PUT', '/api/patrons/VITRINE', { branchId: 'CEN', kind: 'special', label: 'Vitrine hal' });
  await admin('PUT', '/api/patrons/2980000001', { branchId: 'CEN', kind: 'ordinary' });
  const days = { startDate: '2026-09-01', endDate: '2026-10-31' };
  const { body: activity } = await admin('POST', '/api/activities', { name: 'Griffels', ...days });
  for (const copyId of [LEFT_ON, ...MANY.slice(0, 35)])
    await admin('PUT', `/api/copies/${copyId}/blocks/loan`, { activityId: activity.id });
  await admin('PATCH', `/api/activities/${String(activity.id)}`, { endDate: '2026-10-01' });
  await admin('POST', '/api/jobs/nightly', {});
  await admin('POST', '/api/loans', { copyId: LENT, patronId: 'VITRINE', branchId: 'CEN' });
  const asked = { copyId: ASKED, patronId: '2980000001', pickupBranchId: 'CEN' };
  await admin('POST', '/api/reservations', asked);
  const selection = { copyIds: [IN_BATCH] };
  const { body: batch } = await staff('POST', '/api/batches', { selection, change: { loan: {} } });
  return { batchId: String(batch.id) };
}

/** Shows the page as the browser prints it: it tells the page first. */
async function onPaper(page: Page): Promise<void> {
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  await page.emulateMedia({ media: 'print' });
}

async function onScreen(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate("dispatchEvent(new Event('afterprint'))");
}

/** Runs in the page: the colours of all that is seen of it, text first. */
const COLOURS = `[...document.querySelectorAll('body *')]
  .filter((one) => one.checkVisibility() && one.closest('svg') === null)
  .map((one) => getComputedStyle(one))
  .flatMap(({ color, backgroundColor, printColorAdjust }) =>
    printColorAdjust === 'exact' ? [] : [color, backgroundColor])`;

const BLACK_ON_WHITE = new Set(['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']);

describe.skipIf(noBrowser !== undefined)('what is printed', { timeout: 120_000 }, () => {
  let batchId = '';
  const library = openStaffClient(async ({ as }) => {
    ({ batchId } = await fill(await as('admin'), await as('staff-CEN')));
  });

  /** Expects the list alone: its name, branch and day, and nothing to press or to fill in. */
  async function expectList(page: Page, name: string | RegExp, row: string | RegExp): Promise<void> {
    await onPaper(page);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByText('Centrum · ma 12 okt 2026', { exact: true }).waitFor();
    await page.getByText(row).first().waitFor();
    for (const role of [
      'button',
      'textbox',
      'combobox',
      'checkbox',
      'navigation',
      'banner',
      'search',
    ] as const)
      expect(await page.getByRole(role).count(), role).toBe(0);
    const colours = new Set(await page.evaluate<readonly string[]>(COLOURS));
    expect([...colours].filter((colour) => !BLACK_ON_WHITE.has(colour))).toEqual([]);
    await onScreen(page);
  }

  it('is the list alone, in black on white, of each screen with a list, from a dark screen too', async () => {
    const { page, complaints, close } = await library().openSession('staff-CEN');
    await wishFor(page, 'dark');
    const lists: readonly (readonly [string, string | RegExp, string | RegExp])[] = [
      ['/pull-list', 'Kastlijst', ASKED],
      ['/attention', 'Aandacht', LEFT_ON],
      [`/batches/${batchId}`, /leenblokkade/i, IN_BATCH],
      ['/batches', 'Seriemutaties', /1 exemplaar|1 barcode/],
      ['/activities', 'Activiteiten', 'Griffels'],
      ['/titles/T1', 'Pluk van de Petteflet', MANY.at(-1) ?? ''],
      ['/cards/VITRINE', 'Vitrine hal', LENT],
    ];
    for (const [path, name, row] of lists) {
      await page.goto(new URL(path, library().url).href);
      await page.getByText(row).first().waitFor();
      await expectList(page, name, row);
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it('has every scan of the session, also the newest', async () => {
    const { page, close } = await library().openSession('staff-CEN', { path: '/check-in' });
    for (const copyId of [IN_BATCH, '0999999999']) await scan(page, copyId);
    await page.getByRole('heading', { name: 'Niet ingenomen' }).waitFor();
    await expectList(page, 'Innemen', IN_BATCH);
    await onPaper(page);
    expect(await page.getByRole('row').filter({ hasText: '0999999999' }).count()).toBe(1);
    await onScreen(page);
    expect(await page.getByRole('row').filter({ hasText: '0999999999' }).count()).toBe(0);
    await close();
  });

  it('has all flags of a group, of which the screen shows the first', async () => {
    const { page, close } = await library().openSession('staff-CEN', { path: '/attention' });
    const flags = page.getByRole('main').getByRole('link', { name: /^0314/ });
    await page.getByRole('button', { name: /alle 36/i }).waitFor();
    expect(await flags.count()).toBe(30);
    await onPaper(page);
    expect(await flags.count()).toBe(36);
    await close();
  });

  it('repeats the headings of a long list on each page, and breaks no row', async () => {
    const { page, close } = await library().openSession('staff-CEN', { path: '/titles/T1' });
    await page.getByText(MANY.at(-1) ?? '').waitFor();
    await onPaper(page);
    const styles = await page.evaluate<unknown>(`({
      head: getComputedStyle(document.querySelector('thead')).display,
      heading: getComputedStyle(document.querySelector('thead th:not(:has(input))')).position,
      row: getComputedStyle(document.querySelector('tbody tr')).breakInside,
      box: getComputedStyle(document.querySelector('table').parentElement).overflow,
    })`);
    expect(styles).toEqual({ head: 'table-header-group', heading: 'static', row: 'avoid', box: 'visible' });
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
    await close();
  });
});
