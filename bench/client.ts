/**
 * `npm run bench client`: how fast the staff client is in a real browser, on the local system. See
 * docs/performance.md.
 */
import type { Page } from 'playwright-core';
import { openBrowser } from '../testing/browser/browser.ts';
import { gzippedScripts } from '../testing/browser/first-load.ts';
import { directory, empty, end, spawnSystem, tokenAt, up } from '../testing/system/spawn-system.ts';
import { smallLibrary } from '../testing/system/fixtures.ts';
import { callerAt } from '../testing/system/http-client.ts';
import { openBrowserSession } from '../testing/browser/browser-session.ts';
import { machine, measuredOn, writeSection } from './performance-page.ts';
import { median, quantile } from '../testing/statistics.ts';

const COPIES = 500;
const TIMES = 9;
const SCROLLS = 120;

/** The largest contentful paint of each of several fresh loads, in milliseconds. */
async function largestPaints(page: Page, address: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    await page.goto(address);
    await page.locator('main h1').waitFor();
    await page.waitForLoadState('networkidle');
    times.push(await page.evaluate<number>(largestPaint));
  }
  return times;
}

/** Source text for the browser: the types of Node have no paints and no frames. */
const largestPaint = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true });
})`;

const noteFrames = `(() => {
  const times = (globalThis.frameTimes = []);
  const note = (at) => {
    times.push(at);
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
})()`;

/** The milliseconds between frames while the page is scrolled with a wheel. */
async function frames(page: Page): Promise<readonly number[]> {
  await page.evaluate(noteFrames);
  await page.mouse.move(700, 500);
  for (let step = 0; step < SCROLLS; step += 1) await page.mouse.wheel(0, 150);
  const times = await page.evaluate<number[]>('frameTimes');
  return times.slice(1).map((at, index) => at - (times[index] ?? at));
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;

async function measured(url: string): Promise<readonly (readonly [string, string])[]> {
  const browser = await openBrowser();
  const { page } = await openBrowserSession(browser, url, 'staff-CEN');
  const scripts = await gzippedScripts(page);
  const start = await largestPaints(page, url);
  const title = await largestPaints(page, `${url}/titles/T1`);
  const scrolled = await frames(page);
  await browser.close();
  return [
    ['script of the first load, gzipped', `${(scripts / 1024).toFixed(0)} KB`],
    ['largest contentful paint, start screen', `${ms(median(start))} (slowest ${ms(Math.max(...start))})`],
    [
      `largest contentful paint, a title with ${COPIES} copies`,
      `${ms(median(title))} (slowest ${ms(Math.max(...title))})`,
    ],
    [
      `frame while scrolling ${COPIES} copies`,
      `${ms(median(scrolled))} (p99 ${ms(quantile(scrolled, 0.99))}, slowest ${ms(Math.max(...scrolled))})`,
    ],
  ];
}

async function write(rows: readonly (readonly [string, string])[]): Promise<void> {
  const table = ['| Staff client | |', '| - | -: |', ...rows.map((row) => `| ${row.join(' | ')} |`)].join(
    '\n',
  );
  const text = `${measuredOn(new Date().toISOString(), machine())}; Chromium, ${TIMES} times each.\n\n${table}`;
  console.log(text);
  await writeSection('client', text);
}

const system = spawnSystem(empty(directory()));
try {
  const url = await up(system);
  const admin = callerAt(url, await tokenAt(url));
  console.log(`${COPIES} copies of a title …`);
  await smallLibrary(
    admin,
    Array.from({ length: COPIES }, (_, n) => `c${String(n).padStart(4, '0')}`),
    {
      collection: 'KERST',
      shelfmark: 'AK Schmi',
    },
  );
  await write(await measured(url));
} finally {
  await end(system);
}
