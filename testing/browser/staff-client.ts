/** The staff client in a real browser, as whoever is at the desk meets it. */
import axe from 'axe-core';
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

/** A system that is up for all tests of a file, and a browser to meet it with. */
export interface StaffClientLibrary {
  readonly url: string;
  /** The API, for what a test needs to be there. */
  readonly as: (username: string) => Promise<SystemCall>;
  /** Somebody at a desk of their own. */
  readonly openSession: (username: string, options?: BrowserSessionOptions) => Promise<BrowserSession>;
}

/** Fills an empty system for the tests of a file. The answer is there once they run. */
export function openStaffClient(
  fill: (library: StaffClientLibrary) => Promise<unknown>,
): () => StaffClientLibrary {
  return filled(emptySystem, fill);
}

/**
 * The same in a system that is the file's own, started with these arguments; it ends with the file.
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

/**
 * Fails with what axe finds on the page as it is now (WCAG 2.2 AA). It reads no style sheets by
 * itself: it would put them into a document that the content policy holds for as well, and the
 * browser would complain.
 */
export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (tags) => {
    const { axe: there } = globalThis as unknown as { axe: typeof axe };
    const { violations: found } = await there.run({
      runOnly: tags,
      preload: false,
      resultTypes: ['violations'],
    });
    return found.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ html }) => html.slice(0, 200)),
    }));
  }, RULES);
  expect(violations).toEqual([]);
}
