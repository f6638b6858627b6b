/** A real browser for tests and screenshots. */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { lookForChromium } from './chromium.ts';

const found = lookForChromium(process.env, process.platform, existsSync);

/**
 * The reason why there is no browser here, with the way to install or name one. Undefined when
 * there is a browser.
 */
export const noBrowser: string | undefined = 'missing' in found ? found.missing : undefined;

// The test report shows only how many tests were skipped. This says why.
if (noBrowser !== undefined) process.stderr.write(`Browser tests are skipped: ${noBrowser}\n`);

/** A page, and the addresses of the requests that it has made. */
export interface WatchedPage {
  readonly page: Page;
  readonly requests: readonly string[];
}

/** Opens Chromium. The caller closes it. */
export const openBrowser = (): Promise<Browser> => {
  if ('missing' in found) throw new Error(found.missing);
  return chromium.launch({
    executablePath: found.path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
};

/** Opens a page without network: its requests are recorded and refused. */
export const openPage = async (browser: Browser): Promise<WatchedPage> => {
  const page = await browser.newPage();
  const requests: string[] = [];
  await page.route('**/*', async (route) => {
    requests.push(route.request().url());
    await route.abort();
  });
  return { page, requests };
};

/** Shows HTML in a window of this width. */
export const showHtml = async (page: Page, html: string, width: number): Promise<void> => {
  await page.setViewportSize({ width, height: 800 });
  await page.setContent(html);
};
