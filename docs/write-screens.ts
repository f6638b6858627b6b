/** Writes pictures of what people see to `docs/screens`, as Chromium shows it. */
import { join } from 'node:path';
import { renderReminder } from '../lib/mail/reminder-mail.ts';
import { noBrowser, openBrowser, openPage, showHtml } from '../test/support/browser.ts';
import { aFullReminder, WEB_URL } from '../test/support/reminder.ts';

const SCREENS = join(import.meta.dirname, 'screens');

/** The name of each picture of the reminder, and how wide the window is. */
const WIDTHS = { reminder: 700, 'reminder-phone': 390 };

if (noBrowser !== undefined) throw new Error(noBrowser);
const browser = await openBrowser();
const { page } = await openPage(browser);
const { html } = renderReminder(aFullReminder(), WEB_URL);
for (const [name, width] of Object.entries(WIDTHS)) {
  await showHtml(page, html, width);
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true });
}
await browser.close();
