/** The staff client in a real browser, as whoever is at the desk meets it. */
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { openBrowser } from './browser.ts';
import { directory, empty, end, launch, tokenAt, up, type Started } from './started.ts';
import { callerAt, type Call } from './started-client.ts';

/** A window with somebody signed in. */
export interface Desk {
  readonly page: Page;
  /** What the browser complained of: errors, and what the content policy refused. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** A system that is up for all tests of a file, and a browser to meet it with. */
export interface Library {
  readonly url: string;
  /** The API, for what a test needs to be there. */
  readonly as: (username: string) => Promise<Call>;
  /** Somebody at a desk of their own. */
  readonly desk: (username: string, options?: DeskOptions) => Promise<Desk>;
}

/** What a desk is like, and where it begins. */
export interface DeskOptions {
  readonly path?: string;
  readonly language?: 'nl' | 'en';
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Starts an empty system for the tests of a file, and fills it; all ends with the file. The answer is there once they run. */
export function openLibrary(
  fill: (library: Library) => Promise<unknown>,
  args: readonly string[] = [],
): () => Library {
  let started: Started;
  let browser: Browser;
  let library: Library;
  beforeAll(async () => {
    started = launch([...empty(directory()), ...args]);
    browser = await openBrowser();
    const url = await up(started);
    library = {
      url,
      as: async (username) => callerAt(url, await tokenAt(url, username, passwordOf(username))),
      desk: (username, options) => sitDown(browser, url, username, options),
    };
    await fill(library);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await end(started);
  });
  return () => library;
}

/** The password of each sample user. */
const passwordOf = (username: string): string => {
  if (username.startsWith('staff-')) return 'staff';
  return /^\d/.test(username) ? 'patron' : username;
};

export const WIDE = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

/** Opens the client at this address in a window of its own, and signs in. */
export async function sitDown(
  browser: Browser,
  url: string,
  username: string,
  { path = '/', language = 'nl', viewport = WIDE }: DeskOptions = {},
): Promise<Desk> {
  const context = await browser.newContext({ viewport, locale: 'nl-NL', reducedMotion: 'reduce' });
  await context.addInitScript((chosen) => {
    localStorage.setItem('apart.language', chosen);
  }, language);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(new URL(path, url).href);
  await signIn(page, username);
  return { page, complaints, close: () => closed(context) };
}

const closed = (context: BrowserContext) => context.close();

/** Fills in the sign-in page, and waits for the screen behind it. */
export async function signIn(page: Page, username: string): Promise<void> {
  await page.locator('input[name="username"]').fill(username);
  await page.locator('input[name="password"]').fill(passwordOf(username));
  await page.locator('input[name="password"]').press('Enter');
  await page.locator('main h1').waitFor();
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser reports every answer of 400 and up: those are answers, and the tests look at what the client makes of them.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return complaints;
}

/** What a scanner does, wherever the focus is: types faster than hands, with Enter behind it. No key waits for the one before. */
export async function scan(page: Page, code: string): Promise<void> {
  await Promise.all([...code, 'Enter'].map((key) => page.keyboard.press(key)));
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Fails with what axe finds on the page as it is now (WCAG 2.2 AA). It reads no style sheets by itself: it would put them into a
 * document that the content policy holds for as well, and the browser would complain.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (tags) => {
    const { axe: there } = globalThis as unknown as { axe: typeof axe };
    const { violations: found } = await there.run({ runOnly: tags, preload: false });
    return found.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ html }) => html.slice(0, 200)),
    }));
  }, RULES);
  expect(violations).toEqual([]);
}
