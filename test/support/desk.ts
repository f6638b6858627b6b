/** A desk: a window of a real browser with the staff client in it, and somebody who is signed in. */
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** A window with somebody signed in. */
export interface Desk {
  readonly page: Page;
  /** What the browser complained of: errors, and what the content policy refused. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** What a desk is like, and where it begins. */
export interface DeskOptions {
  readonly path?: string;
  readonly language?: 'nl' | 'en';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The session of somebody who signed in at another desk, which saves doing it again. */
  readonly session?: KeptSession | undefined;
}

/** What the client keeps of a session, as the browser has it. */
export type KeptSession = Readonly<Record<string, string>>;

/** The password of a sample user. */
export const passwordOf = (username: string): string => {
  if (username.startsWith('staff-')) return 'staff';
  return /^\d/.test(username) ? 'patron' : username;
};

export const WIDE = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

/** Opens the client at this address in a window of its own, signed in. */
export async function sitDown(
  browser: Browser,
  url: string,
  username: string,
  { path = '/', language = 'nl', viewport = WIDE, session }: DeskOptions = {},
): Promise<Desk> {
  const context = await browser.newContext({ viewport, locale: 'nl-NL', reducedMotion: 'reduce' });
  await context.addInitScript((chosen) => {
    localStorage.setItem('apart.language', chosen);
  }, language);
  if (session !== undefined)
    await context.addInitScript((kept) => {
      for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
    }, session);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(new URL(path, url).href);
  if (session === undefined) await signIn(page, username);
  await page.locator('main h1').waitFor();
  return { page, complaints, close: () => closed(context) };
}

/** The session of whoever sits at this desk. */
export const sessionAt = ({ page }: Desk): Promise<KeptSession> =>
  page.evaluate(() => Object.fromEntries(Object.entries<string>(sessionStorage)));

const closed = (context: BrowserContext) => context.close();

/** Fills in the sign-in page. */
async function signIn(page: Page, username: string): Promise<void> {
  await page.locator('input[name="username"]').fill(username);
  await page.locator('input[name="password"]').fill(passwordOf(username));
  await page.locator('input[name="password"]').press('Enter');
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

const SCANNER_SECONDS = 0.005;

/**
 * What a scanner does, wherever the focus is: types faster than hands, with Enter behind it. The browser is told when each key was
 * pressed, so that a machine that is busy makes no slow scanner.
 */
export async function scan(page: Page, code: string): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const begin = Date.now() / 1000;
  for (const [index, key] of [...Array.from(code), 'Enter'].entries()) {
    const press = {
      key,
      timestamp: begin + index * SCANNER_SECONDS,
      windowsVirtualKeyCode: key === 'Enter' ? 13 : key.toUpperCase().charCodeAt(0),
    };
    const text = key === 'Enter' ? '\r' : key;
    await browser.send('Input.dispatchKeyEvent', { ...press, type: 'keyDown', text });
    await browser.send('Input.dispatchKeyEvent', { ...press, type: 'keyUp' });
  }
  await browser.detach();
}
