/** `npm run screens`: writes screenshots of Chromium to `docs/screens`. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { renderReminder } from '../lib/mail/reminder-mail.ts';
import { noBrowser, openBrowser, openPage, showHtml } from '../testing/browser/browser.ts';
import { aFullReminder, WEB_URL } from '../testing/reminder-builders.ts';
import { directory, end, spawnSystem, tokenAt, up } from '../testing/system/spawn-system.ts';
import { callerAt, type SystemCall } from '../testing/system/http-client.ts';
import { PHONE, scan, openBrowserSession, WIDE } from '../testing/browser/browser-session.ts';

const SCREENS = join(import.meta.dirname, '..', 'docs', 'screens');

/** A fixed day: a picture changes with its screen, and not with the calendar. */
const DAY = '2026-11-25';

/** The pictures of the reminder, with the widths of their windows. */
const REMINDERS = { reminder: 700, 'reminder-phone': 390 };

const SIZES = { '': WIDE, '-phone': PHONE };

/** A picture: its path, its user and the steps before it. */
interface Picture {
  readonly path: string;
  readonly username?: string;
  readonly first?: (page: Page) => Promise<unknown>;
}

const picturesOf = (activityId: string, batchId: string): Readonly<Record<string, Picture>> => ({
  start: { path: '/' },
  search: { path: '/?q=nijntje' },
  title: { path: '/titles/T1001' },
  blocks: {
    path: '/copies/03141011415',
    first: async (page) => {
      await page.keyboard.press('5');
      await page.getByRole('dialog').waitFor();
    },
  },
  copy: { path: '/copies/03141011415' },
  card: { path: '/cards/PAS-CEN-VITRINE' },
  display: {
    path: `/display?activityId=${activityId}&cardId=PAS-CEN-VITRINE`,
    first: async (page) => {
      await scan(page, '03141000103');
      await page
        .getByText(/gereserveerd voor deze pas/)
        .first()
        .waitFor();
    },
  },
  'check-in': {
    path: '/check-in',
    first: async (page) => {
      await scan(page, '03141004949');
      await page.getByText('Terug in de kast').first().waitFor();
      // The names of the title and the activity are read after it.
      await page.getByText('Let op: …').waitFor({ state: 'hidden' });
      await page.getByRole('link', { name: /^T\d+$/ }).waitFor({ state: 'hidden' });
    },
  },
  'pull-list': { path: '/pull-list' },
  'new-batch': { path: '/batches/new' },
  batch: { path: `/batches/${batchId}` },
  batches: { path: '/batches' },
  activities: { path: '/activities' },
  activity: { path: `/activities/${activityId}` },
  attention: { path: '/attention' },
  branches: { path: '/admin', username: 'admin' },
  rules: { path: '/admin?tab=rules', username: 'admin' },
  nights: { path: '/admin?tab=nights', username: 'admin' },
});

async function takeReminders(browser: Browser): Promise<void> {
  const { page } = await openPage(browser);
  const { html } = renderReminder(aFullReminder(), WEB_URL);
  for (const [name, width] of Object.entries(REMINDERS)) {
    await showHtml(page, html, width);
    await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true });
  }
}

/** Adds the data that the sample lacks: three nights, and a batch with a preview. */
async function prepare(admin: SystemCall, staff: SystemCall) {
  for (const day of ['2026-11-23', '2026-11-24', DAY]) await admin('POST', '/api/jobs/nightly', { day });
  const { body: activities } = await staff('GET', '/api/activities?state=running');
  const { body: batch } = await staff('POST', '/api/batches', {
    selection: { collection: 'PRENTENBOEK', branchId: 'CEN' },
    change: { reservation: { code: 8 }, loan: {} },
    includeNewCopies: true,
  });
  return { activityId: activities.items?.[0]?.id ?? '', batchId: batch.id ?? '' };
}

async function takeScreens(browser: Browser, url: string): Promise<void> {
  const admin = callerAt(url, await tokenAt(url));
  const { activityId, batchId } = await prepare(
    admin,
    callerAt(url, await tokenAt(url, 'staff-CEN', 'staff')),
  );
  const pictures = picturesOf(activityId, batchId);
  for (const [size, viewport] of Object.entries(SIZES))
    for (const [name, { path, username = 'staff-CEN', first }] of Object.entries(pictures)) {
      const { page, close } = await openBrowserSession(browser, url, username, { path, viewport });
      await page.waitForLoadState('networkidle');
      await first?.(page);
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(SCREENS, `${name}${size}.png`) });
      await close();
      console.log(`${name}${size}.png`);
    }
}

if (noBrowser !== undefined) throw new Error(noBrowser);
const browser = await openBrowser();
await takeReminders(browser);
const system = spawnSystem(['--port', '0', '--data', directory(), '--today', DAY]);
try {
  await takeScreens(browser, await up(system));
} finally {
  await browser.close();
  await end(system);
}
