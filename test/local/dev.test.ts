import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, openBrowser } from '../../testing/browser/browser.ts';
import { openBrowserSession } from '../../testing/browser/browser-session.ts';
import { callerAt } from '../../testing/system/http-client.ts';
import { directory, empty, end, tokenAt, up, type SpawnedSystem } from '../../testing/system/spawn-system.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** A copy of the sources that the test may change, with the installed packages and the build. */
function copyOfSources(): string {
  const copy = directory();
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
  });
  const isNeeded = (file: string) =>
    /^(infra|local|functions|lib|web|scripts|cli)\/|^[^/]+\.json$/.test(file);
  for (const file of tracked.toString().split('\n').filter(isNeeded)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(ROOT, file), join(copy, file));
  }
  for (const folder of ['node_modules', '.build'])
    symlinkSync(join(ROOT, folder), join(copy, folder), 'junction');
  return copy;
}

describe('npm run dev', { timeout: 60_000 }, () => {
  const copy = copyOfSources();
  const change = (file: string, from: string, to: string): void => {
    const text = readFileSync(join(copy, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(copy, file), text.replaceAll(from, to));
  };
  const dev = spawn(process.execPath, ['local/dev.ts', ...empty(directory())], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [dev.stdout, dev.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(dev, 'close').then(([code]) => ({ code: code as number | null, output }));
  const started: SpawnedSystem = { process: dev, output: () => output, ended };
  let url = '';
  beforeAll(async () => {
    url = await up(started);
  }, 60_000);
  afterAll(() => end(started));

  it('runs changed functions without a restart, and the old ones while the new do not compile', async () => {
    const CHANGED = expect.stringMatching(/^Nergens een exemplaar/) as string;
    const admin = callerAt(url, await tokenAt(url));
    const refusal = async () => (await admin('GET', '/api/copies/1', undefined, [404])).body;
    expect(await refusal()).toMatchObject({ detail: 'Geen exemplaar gevonden met deze barcode.' });
    change('lib/http/texts.nl.ts', 'Geen exemplaar gevonden', 'Nergens een exemplaar gevonden');
    await expect.poll(refusal, { timeout: 20_000 }).toMatchObject({ detail: CHANGED });
    change('functions/api.ts', 'export const handler', 'export const const handler');
    await expect.poll(() => output, { timeout: 20_000 }).toContain('functions/api.ts:');
    expect(await refusal()).toMatchObject({ detail: CHANGED });
  });

  it.skipIf(noBrowser !== undefined)(
    'shows a changed screen in the browser without loading the page again',
    async () => {
      const browser = await openBrowser();
      const { page, complaints } = await openBrowserSession(browser, url, 'staff-CEN');
      await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
      change('web/src/screens/search/start.tsx', '<ToDo ', '<p>Nieuw op dit scherm</p><ToDo ');
      await page.getByText('Nieuw op dit scherm').waitFor();
      expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
      expect(complaints).toEqual([]);
      await browser.close();
    },
  );
});
