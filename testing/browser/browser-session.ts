/** A browser session: a window with the staff client in it, and a user who is signed in. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, ConsoleMessage, Page } from 'playwright-core';

export interface BrowserSession {
  readonly page: Page;
  /** Errors in the console, and resources that the content policy blocked. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** The user and settings of a browser session, and the page that it starts on. */
export interface BrowserSessionOptions {
  readonly path?: string;
  readonly language?: 'nl' | 'en';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The session of an earlier sign-in, which makes a second one unnecessary. */
  readonly session?: KeptSession | undefined;
}

/** The items of a session that the client stores in the browser. */
export type KeptSession = Readonly<Record<string, string>>;

/** The password of a sample user. */
export const passwordOf = (username: string): string => {
  if (username.startsWith('staff-')) return 'staff';
  return /^\d/.test(username) ? 'patron' : username;
};

export const WIDE = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

/** Opens the client at this address in a new window, signed in. */
export async function openBrowserSession(
  browser: Browser,
  url: string,
  username: string,
  options: BrowserSessionOptions = {},
): Promise<BrowserSession> {
  const page = await openWindow(browser);
  const { complaints } = await openBrowserSessionAt(page, url, username, options);
  return { page, complaints, close: () => page.context().close() };
}

/** Opens a window that shares nothing with any other. */
export async function openWindow(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: 'nl-NL', reducedMotion: 'reduce' });
  return context.newPage();
}

/** A page of the system without the client, where the storage of a window is read and written. */
const STILL = '/config.json';

/**
 * Opens the client at this address in an existing window. The caller ends the session with `leave`.
 */
export async function openBrowserSessionAt(
  page: Page,
  url: string,
  username: string,
  { path = '/', language = 'nl', viewport = WIDE, session }: BrowserSessionOptions = {},
): Promise<Pick<BrowserSession, 'complaints'> & { readonly leave: () => Promise<void> }> {
  await page.setViewportSize(viewport);
  await goStill(page, url);
  await page.evaluate(keep, { local: { 'apart.language': language }, session: session ?? {} });
  const { complaints, stop } = complaintsOf(page);
  await page.goto(new URL(path, url).href);
  if (session === undefined) await signIn(page, username);
  // Checked on each frame: a locator polls only twice a second after the first moments.
  await page.waitForFunction(headingIsThere);
  const leave = async (): Promise<void> => {
    stop();
    await leaveClean(page, url);
  };
  return { complaints, leave };
}

async function goStill(page: Page, url: string): Promise<void> {
  const { href } = new URL(STILL, url);
  if (page.url() !== href) await page.goto(href);
}

/**
 * Empties the storage of a window, so that the next session starts clean. The scripts of the client
 * stay in the cache.
 */
async function leaveClean(page: Page, url: string): Promise<void> {
  await page.context().setOffline(false);
  await page.emulateMedia({ media: null, colorScheme: null });
  await goStill(page, url);
  await page.evaluate(keep, { local: {}, session: {} });
}

/** The part of the DOM's `Window` that is used here. */
interface Window {
  readonly document: { querySelector: (selector: string) => unknown };
}

const headingIsThere = (): boolean =>
  (globalThis as unknown as Window).document.querySelector('main h1') !== null;

type Kept = Readonly<Record<'local' | 'session', KeptSession>>;

/** Runs inside the page. Replaces everything in its storage. */
const keep = ({ local, session }: Kept): void => {
  localStorage.clear();
  sessionStorage.clear();
  for (const [key, value] of Object.entries(local)) localStorage.setItem(key, value);
  for (const [key, value] of Object.entries(session)) sessionStorage.setItem(key, value);
};

/** The session of the user who is signed in on this page. */
export const sessionAt = (page: Page): Promise<KeptSession> =>
  page.evaluate(() => Object.fromEntries(Object.entries<string>(sessionStorage)));

/** Fills in the sign-in page. */
async function signIn(page: Page, username: string): Promise<void> {
  await page.locator('input[name="username"]').fill(username);
  await page.locator('input[name="password"]').fill(passwordOf(username));
  await page.locator('input[name="password"]').press('Enter');
}

function complaintsOf(page: Page): { readonly complaints: readonly string[]; readonly stop: () => void } {
  const complaints: string[] = [];
  const onError = (error: Error): unknown => complaints.push(error.message);
  const onConsole = (message: ConsoleMessage): void => {
    // The browser logs every status of 400 and up. These are answers, and the tests check what the
    // client makes of them.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  };
  page.on('pageerror', onError);
  page.on('console', onConsole);
  const stop = (): void => {
    page.off('pageerror', onError);
    page.off('console', onConsole);
  };
  return { complaints, stop };
}

/** What a scanner does: how fast it types, and what it presses at the end. */
export interface Scanner {
  readonly msPerKey?: number;
  readonly end?: 'Enter' | 'Tab' | 'nothing';
}

const KEY_CODES = { Enter: 13, Tab: 9 };

/**
 * Types like a scanner, whichever element has the focus: faster than hands unless told otherwise.
 * The key events carry their own times, so that a busy machine does not turn this into slow typing.
 */
export async function scan(page: Page, code: string, scanner: Scanner = {}): Promise<void> {
  const { msPerKey = 5, end = 'Enter' } = scanner;
  const browser = await page.context().newCDPSession(page);
  const keys = [...Array.from(code), ...(end === 'nothing' ? [] : [end])];
  // Fast keys are sent at once: the last one was pressed just now.
  const isFast = msPerKey * keys.length < 100;
  const begin = Date.now() - (isFast ? msPerKey * keys.length : 0);
  const sent = [];
  for (const [index, key] of keys.entries()) {
    const due = begin + index * msPerKey;
    if (!isFast) await pause(Math.max(0, due - Date.now()));
    const press = { key, timestamp: due / 1000, windowsVirtualKeyCode: keyCodeOf(key) };
    const text = key === 'Enter' ? '\r' : key;
    sent.push(
      browser.send('Input.dispatchKeyEvent', { ...press, type: 'keyDown', ...(key !== 'Tab' && { text }) }),
      browser.send('Input.dispatchKeyEvent', { ...press, type: 'keyUp' }),
    );
  }
  await Promise.all(sent);
  await browser.detach();
}

const keyCodeOf = (key: string): number =>
  key === 'Enter' || key === 'Tab' ? KEY_CODES[key] : key.toUpperCase().charCodeAt(0);
