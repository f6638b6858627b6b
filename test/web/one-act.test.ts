import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../../lib/domain/calendar.ts';
import { noBrowser } from '../../testing/browser/browser.ts';
import { openOwnStaffClient } from '../../testing/browser/staff-client.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import { callerAt } from '../../testing/system/http-client.ts';
import { directory, empty, end, spawnSystem, tokenAt, up } from '../../testing/system/spawn-system.ts';
import { makerOf, type ActRow } from './acts/act-row.ts';
import { ACTIVITIES_AND_ADMINISTRATION } from './acts/activities-and-administration.ts';
import { BLOCKS_AND_RESERVATIONS } from './acts/blocks-and-reservations.ts';
import { CIRCULATION } from './acts/circulation.ts';

/** Every form and every button of the client that changes something. */
const ROWS = [...BLOCKS_AND_RESERVATIONS, ...CIRCULATION, ...ACTIVITIES_AND_ADMINISTRATION];

const SOURCES = 'web/src';

/** The matches of a pattern in each module of the client that has some. */
function inSources(pattern: RegExp): ReadonlyMap<string, readonly string[]> {
  const modules = globSync('**/*.{ts,tsx}', { cwd: SOURCES });
  const found = modules.map((name) => {
    const source = readFileSync(join(SOURCES, name), 'utf8');
    return [name, [...source.matchAll(pattern)].map((match) => match.slice(1).join(' '))] as const;
  });
  return new Map(found.filter(([, matches]) => matches.length > 0));
}

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();

describe('the list of forms and buttons', () => {
  it('names every call that changes something', () => {
    const calls = inSources(/\.(POST|PUT|PATCH|DELETE)\(\s*'([^']+)'/g);
    expect(sorted(ROWS.flatMap(({ makes }) => makes))).toEqual(sorted([...calls.values()].flat()));
  });

  it('names every place that starts an act', () => {
    const starts = inSources(/(?<!function )\b(useChange|useScansAtBranch)(?:<[^()]*>)?\(/g);
    expect(sorted(ROWS.map(({ from }) => from))).toEqual(sorted(starts.keys()));
    for (const [module, uses] of starts)
      expect(ROWS.filter(({ from }) => from === module).length, module).toBeGreaterThanOrEqual(uses.length);
  });

  it('knows of no other way to change something', () => {
    const ways = inSources(/(?<!function )\b(newAct|actOfScan|clientBy)\b(?=[()])/g);
    expect(sorted(ways.keys())).toEqual([
      'components/use-change.ts',
      'features/scanning/scan-queue.ts',
      'lib/api/act.ts',
      'lib/api/client.ts',
    ]);
  });
});

/** Longer than a double click takes. */
const HOLD_MS = 100;

/** Records the calls that change something, and holds each for a moment. */
async function watchCalls(page: Page): Promise<readonly Request[]> {
  const calls: Request[] = [];
  await page.route('**/api/**', async (route) => {
    const request = route.request();
    if (request.method() !== 'GET') {
      calls.push(request);
      await pause(HOLD_MS);
    }
    await route.continue();
  });
  return calls;
}

/** A call as the document of the API names it. */
const nameOf = (call: Request, names: readonly string[]): string => {
  const made = `${call.method()} ${new URL(call.url()).pathname}`;
  const fits = (name: string) => new RegExp(`^${name.replace(/\{\w+\}/g, '[^/]+')}$`).test(made);
  return names.find(fits) ?? made;
};

const QUIET_MS = 250;

/** The calls that the client has made, once no more of them come. */
async function callsMade(calls: readonly Request[], names: readonly string[]): Promise<readonly string[]> {
  await expect.poll(() => calls.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(names.length);
  await pause(QUIET_MS);
  return calls.map((call) => nameOf(call, names));
}

const PRESSES = {
  'a double click': async (page: Page, row: ActRow, which: string) => {
    await row.press(page, which).dblclick({ force: true });
  },
  'Enter twice': async (page: Page, row: ActRow) => {
    await row.field?.(page).focus();
    const press = () => page.keyboard.press('Enter');
    await Promise.all([press(), press()]);
  },
};

const ways = ROWS.flatMap((row) =>
  (['a double click', 'Enter twice'] as const)
    .filter((way) => way === 'a double click' || row.field)
    .map((way) => [row.name, way, row] as const),
);

describe.skipIf(noBrowser !== undefined)('one act, one effect', { timeout: 60_000 }, () => {
  const data = directory();
  beforeAll(() => leaveOldBlocks(data), 120_000);
  const library = openOwnStaffClient(['--data', data], async ({ as }) =>
    (await as('admin'))('POST', '/api/jobs/nightly', {}),
  );

  it.each(ways)('%s: %s', async (_name, way, row) => {
    const [path = '', which = ''] = (await row.prepare(makerOf(await library().as('admin')))).split('#');
    const session = await library().openSession(row.as ?? 'staff-CEN', { path });
    const { page } = session;
    await row.before?.(page, which);
    await row.press(page, which).waitFor();
    const calls = await watchCalls(page);
    await PRESSES[way](page, row, which);
    expect(await callsMade(calls, row.makes)).toEqual(row.makes);
    expect(session.complaints).toEqual([]);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await session.close();
  });
});

/** Blocks without an end that are four months old, as only those are flagged. */
async function leaveOldBlocks(at: string): Promise<void> {
  const began = spawnSystem([...empty(at), '--today', addDays(dayOf(new Date()), -120)]);
  const url = await up(began);
  const admin = callerAt(url, await tokenAt(url));
  await smallLibrary(admin, ['OUD1', 'OUD2']);
  for (const copyId of ['OUD1', 'OUD2']) await admin('PUT', `/api/copies/${copyId}/blocks/loan`, {});
  await end(began);
}
