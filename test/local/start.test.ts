import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { startEngine } from '../../local/aws/dynamodb/engine.ts';
import { parseNote, stillRuns } from '../../local/processes.ts';
import { each } from '../../testing/api/response-body.ts';
import { callerAt } from '../../testing/system/http-client.ts';
import { AS_NPM, directory, empty, end, start, tokenAt, up } from '../../testing/system/spawn-system.ts';

describe('npm start', () => {
  it('serves the API behind the authorizer, and ends on Ctrl-C', async () => {
    const data = directory();
    const started = start(empty(data));
    const url = await up(started);
    expect(await (await fetch(`${url}/api/health`)).json()).toEqual({ status: 'ok' });
    const refused = await fetch(`${url}/api/branches`);
    expect([refused.status, await refused.json()]).toEqual([401, { message: 'Unauthorized' }]);
    await callerAt(url, await tokenAt(url))('GET', '/api/branches', undefined, [200]);
    const since = Date.now();
    started.process.kill('SIGINT');
    expect(await started.ended).toMatchObject({ code: 0 });
    expect(Date.now() - since).toBeLessThan(5_000);
  });

  it('refuses a second start on the same data, and a port in use', async () => {
    const data = directory();
    const url = await up(start(empty(data)));
    const second = await start(empty(data)).ended;
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/^Apart already runs on the data in [^\n]+\n$/);
    const { port } = new URL(url);
    const sameport = await start(empty(directory(), Number(port))).ended;
    expect(sameport).toEqual({
      code: 1,
      output: `Port ${port} is in use: end what listens there, or choose another with --port.\n`,
    });
  });

  it('starts again after a kill -9, with its data and tokens, and no engine left behind', async () => {
    const data = directory();
    const first = start(empty(data));
    const url = await up(first);
    const admin = callerAt(url, await tokenAt(url));
    await admin('PUT', '/api/branches/A', { name: 'Aalburg' });
    const before = await admin('GET', '/api/branches');
    const engine = parseNote(readFileSync(join(data, 'engine.json'), 'utf8'));
    if (engine === undefined) throw new Error('no engine was noted');
    expect(stillRuns(engine)).toBe(true);
    first.process.kill('SIGKILL');
    await first.ended;
    await expect.poll(() => stillRuns(engine), { timeout: 5_000 }).toBe(false);
    await up(start(empty(data, Number(new URL(url).port))));
    expect(await admin('GET', '/api/branches')).toEqual(before);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('under npm, ends when npm is ended by %s', async (signal) => {
    const data = directory();
    const npm = start(empty(data), { npm_lifecycle_event: 'start' }, AS_NPM);
    const url = await up(npm);
    npm.process.kill(signal);
    await up(start(empty(data, Number(new URL(url).port))));
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
  });

  it('lives on the day it is told to', async () => {
    const started = start([...empty(directory()), '--today', '2027-04-05']);
    const url = await up(started);
    expect(started.output()).toContain('it is 2027-04-05');
    const config = (await (await fetch(`${url}/config.json`)).json()) as { readonly clockShiftDays: number };
    const day = new Date(Date.now() + config.clockShiftDays * 86_400_000);
    expect(day.toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' })).toBe('2027-04-05');
  });

  it('makes the sample library for a day that is over', async () => {
    const started = start(['--port', '0', '--data', directory(), '--today', '2026-10-12']);
    expect(await titlesAt(await up(started))).toEqual(['Pluk van de Petteflet']);
    expect(started.output()).toContain('it is 2026-10-12');
  });

  it('loads the sample library once, and goes on with a load that was cut short', async () => {
    const data = directory();
    const first = start(['--port', '0', '--data', data]);
    expect(await titlesAt(await up(first))).toEqual(['Pluk van de Petteflet']);
    await end(first);
    expect(readdirSync(data)).not.toContain('sample-items.jsonl');
    // A start that is killed while it writes leaves the file with all items. One of them is not in
    // the table yet.
    writeFileSync(join(data, 'sample-items.jsonl'), `${JSON.stringify(LATE_TITLE)}\n`);
    rmSync(join(data, 'sample.json'));
    const second = start(['--port', '0', '--data', data]);
    expect(await titlesAt(await up(second))).toEqual(['Pluk redt de dieren', 'Pluk van de Petteflet']);
    expect(readdirSync(data)).not.toContain('sample-items.jsonl');
  });

  test.each<[string, () => { args: string[]; env?: Record<string, string> }, RegExp]>([
    ['an option that there is not', () => ({ args: ['--prot', '1'] }), /^There is no option --prot/],
    ['data that is a file', () => ({ args: empty(aFile()) }), /is a file: --data takes a directory\.$/],
    ['data where nothing can be written', () => ({ args: empty('/proc/apart') }), /cannot be written/],
    [
      'a database that is not there',
      () => ({ args: empty(directory()), env: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' } }),
      /cannot be used/,
    ],
  ])('says in one sentence what is wrong with %s', async (_, given, sentence) => {
    const { args, env } = given();
    const { code, output } = await start(args, env).ended;
    expect(code).toBe(1);
    expect(output.trimEnd()).toMatch(sentence);
    expect(output.trimEnd()).not.toContain('\n');
  });

  it('uses the DynamoDB that AWS_ENDPOINT_URL_DYNAMODB names', async () => {
    const [elsewhere, data] = [directory(), directory()];
    const engine = await startEngine(elsewhere);
    onTestFinished(() => engine.stop());
    const url = await up(start(empty(data), { AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint }));
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
    expect(readdirSync(data)).not.toContain('apart.db');
  });

  it('ends when its database does', async () => {
    const data = directory();
    const started = start(empty(data));
    await up(started);
    process.kill(parseNote(readFileSync(join(data, 'engine.json'), 'utf8'))?.pid ?? 0, 'SIGKILL');
    const { code, output } = await started.ended;
    expect(code).toBe(1);
    expect(output).toContain('The embedded database has ended by itself');
  });
});

const LATE_TITLE = marshall({
  pk: 'TITLE#T9',
  sk: 'META',
  titleId: 'T9',
  title: 'Pluk redt de dieren',
  version: 1,
  waiting: 0,
  prefixKey: 'PREFIX#p',
  prefixSort: 'pluk redt de dieren#T9',
});

/** The titles that the search of the sample library finds for Pluk. */
async function titlesAt(url: string): Promise<readonly unknown[]> {
  const { body } = await callerAt(url, await tokenAt(url))('GET', '/api/titles?prefix=pluk');
  return each(body, 'title');
}

function aFile(): string {
  const file = join(directory(), 'file');
  writeFileSync(file, '');
  return file;
}
