import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test, vi } from 'vitest';
import { freePort, startEngine } from '../../../infra/local/engine.ts';
import { parseNote, stillRuns } from '../../../infra/local/processes.ts';
import { AS_NPM, directory, empty, start, tokenAt, up } from '../../support/started.ts';

describe('npm start', () => {
  it('serves the API behind the authorizer, and ends on Ctrl-C', async () => {
    const data = directory();
    const started = start(empty(data));
    const url = await up(started);
    expect(await (await fetch(`${url}/api/health`)).json()).toEqual({ status: 'ok' });
    const refused = await fetch(`${url}/api/branches`);
    expect([refused.status, await refused.json()]).toEqual([401, { message: 'Unauthorized' }]);
    const authorization = `Bearer ${await tokenAt(url)}`;
    const answered = await fetch(`${url}/api/branches`, { headers: { authorization } });
    expect(answered.status).toBe(200);
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
    const authorization = `Bearer ${await tokenAt(url)}`;
    const init = { headers: { authorization, 'content-type': 'application/json' } };
    await fetch(`${url}/api/branches/A`, { ...init, method: 'PUT', body: '{"name":"Aalburg"}' });
    const before: unknown = await (await fetch(`${url}/api/branches`, init)).json();
    const orphan = parseNote(readFileSync(join(data, 'engine.json'), 'utf8'));
    first.process.kill('SIGKILL');
    await first.ended;
    if (orphan === undefined) throw new Error('no engine was noted');
    expect(stillRuns(orphan)).toBe(true);
    await up(start(empty(data, Number(new URL(url).port))));
    expect(stillRuns(orphan)).toBe(false);
    const after = await fetch(`${url}/api/branches`, init);
    expect([after.status, await after.json()]).toEqual([200, before]);
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

  it('serves the staff client and its sign-in, also while the sample library is still loading', async () => {
    const port = await freePort();
    const started = start(['--port', String(port), '--data', directory()]);
    const url = `http://127.0.0.1:${port}`;
    await vi.waitFor(() => {
      expect(started.output()).toContain('Loading the sample library');
    }, 20_000);
    const page = await vi.waitFor(() => fetch(url), 5_000);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html']);
    const config: unknown = await (await fetch(`${url}/config.json`)).json();
    expect(config).toEqual({ authority: url, clientId: expect.any(String) as string });
    const { clientId } = config as { readonly clientId: string };
    const signIn = await fetch(
      `${url}/oauth2/authorize?response_type=code&client_id=${clientId}&redirect_uri=${url}/&scope=openid&code_challenge=${'x'.repeat(43)}&code_challenge_method=S256`,
    );
    expect([signIn.status, signIn.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(started.output()).not.toContain('Apart is at');
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

function aFile(): string {
  const file = join(directory(), 'file');
  writeFileSync(file, '');
  return file;
}
