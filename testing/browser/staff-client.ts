/** The staff client in a real browser. */
import axe, { type RunOnly } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { passwordOf, type BrowserSession, type BrowserSessionOptions } from './browser-session.ts';
import { emptySystem, sharedBrowserSession } from './shared-system.ts';
import {
  directory,
  empty,
  end,
  spawnSystem,
  tokenAt,
  up,
  type SpawnedSystem,
} from '../system/spawn-system.ts';
import { callerAt, type SystemCall } from '../system/http-client.ts';

/** A system that runs for all tests of a file, and a browser that opens it. */
export interface StaffClientLibrary {
  readonly url: string;
  /** Calls the API as this user, to prepare data. */
  readonly as: (username: string) => Promise<SystemCall>;
  /** Opens a browser session for this user. */
  readonly openSession: (username: string, options?: BrowserSessionOptions) => Promise<BrowserSession>;
}

/** Fills an empty system for the tests of a file. The answer is available once they run. */
export function openStaffClient(
  fill: (library: StaffClientLibrary) => Promise<unknown>,
): () => StaffClientLibrary {
  return filled(emptySystem, fill);
}

/**
 * The same with a system of the file's own, started with these arguments. It stops after the file.
 */
export function openOwnStaffClient(
  args: readonly string[],
  fill: (library: StaffClientLibrary) => Promise<unknown>,
): () => StaffClientLibrary {
  let started: SpawnedSystem;
  const library = filled(() => up((started = spawnSystem([...empty(directory()), ...args]))), fill);
  afterAll(() => end(started));
  return library;
}

function filled(
  urlOf: () => Promise<string>,
  fill: (library: StaffClientLibrary) => Promise<unknown>,
): () => StaffClientLibrary {
  let library: StaffClientLibrary;
  beforeAll(async () => {
    const url = await urlOf();
    library = {
      url,
      as: async (username) => callerAt(url, await tokenAt(url, username, passwordOf(username))),
      openSession: (username, options) => sharedBrowserSession(url, username, options),
    };
    await fill(library);
  }, 120_000);
  return () => library;
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const NAMED_IN_MS = 2_000;

/** A dialog gets its name a moment after it opens. One that never does is left for axe to find. */
const dialogsNamed = (page: Page): Promise<unknown> =>
  page
    .locator('[role=dialog]:not([aria-labelledby], [aria-label])')
    .first()
    .waitFor({ state: 'detached', timeout: NAMED_IN_MS })
    .catch(() => undefined);

/** Dark colours change what can be read, and nothing else that axe looks at. */
const DARK_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Fails with the violations that axe finds on the page (WCAG 2.2 AA), in light colours and in dark
 * ones. axe does not load style sheets here: it would add them to the document, where the content
 * policy blocks them and the browser logs an error.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await dialogsNamed(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const light = await violationsOf(page, { type: 'tag', values: RULES });
  await wishFor(page, 'dark');
  const dark = await violationsOf(page, { type: 'rule', values: DARK_RULES });
  await wishFor(page, 'light');
  expect({ light, dark }).toEqual({ light: [], dark: [] });
}

/** Lets the system wish for these colours. Waits until the client, if it is there, has heard. */
export async function wishFor(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  const other = colorScheme === 'light' ? 'dark' : 'light';
  await page.locator(`html[data-mantine-color-scheme=${other}]`).waitFor({ state: 'detached' });
}

const violationsOf = (page: Page, runOnly: RunOnly) =>
  page.evaluate(async (only) => {
    const { axe: there } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await there.run({
      runOnly: only,
      preload: false,
      resultTypes: ['violations'],
    });
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ html }) => html.slice(0, 200)),
    }));
  }, runOnly);
