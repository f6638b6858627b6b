import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, type TestContext } from 'vitest';
import { runExport } from '../../../cli/backup/export.ts';
import { runImport } from '../../../cli/backup/import.ts';
import openapi from '../../../docs/openapi.json' with { type: 'json' };
import { paper } from '../catalogue/stand-in.ts';
import { smallLibrary } from '../../../testing/system/fixtures.ts';
import { callerAt, sendRequest, type SystemCall } from '../../../testing/system/http-client.ts';
import { directory, empty, end, spawnSystem, tokenAt, up } from '../../../testing/system/spawn-system.ts';
import { askerAt, everyAnswer } from './addresses.ts';

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + 120_000;
  while (!(await isSo())) {
    expect(Date.now(), 'it takes too long').toBeLessThan(end);
    await pause(50);
  }
};

/** Exports the data in a directory to a new file. */
const exported = async (data: string): Promise<string> => {
  const file = join(mkdtempSync(join(tmpdir(), 'apart-file-')), 'apart.json.gz');
  const said = paper();
  expect(await runExport([file, '--data', data], said), said.text()).toBe(0);
  return file;
};

/** Whether copies are still to be matched: two systems would do that at different moments. */
const isUnsettled = (file: string): boolean => gunzipSync(readFileSync(file)).includes('WORK#ask.');

/** Exports the data in a directory, once its copies are matched, and imports it into a new one. */
const restored = async (data: string): Promise<string> => {
  let file = await exported(data);
  await until(async () => {
    if (!isUnsettled(file)) return true;
    await pause(1000);
    file = await exported(data);
    return false;
  });
  const [other, said] = [directory(), paper()];
  expect(await runImport([file, '--data', other], said), said.text()).toBe(0);
  return other;
};

/** The address of a system that runs until the end of the test. */
const started = ({ onTestFinished }: TestContext, args: readonly string[]): Promise<string> => {
  const system = spawnSystem(args);
  onTestFinished(() => end(system));
  return up(system);
};

const batchDone = async (call: SystemCall, order: object): Promise<void> => {
  const { body } = await call('POST', '/api/batches', order);
  const status = async () => (await call('GET', `/api/batches/${body.id ?? ''}`)).body.status;
  await until(async () => (await status()) === 'previewed');
  await call('POST', `/api/batches/${body.id ?? ''}/run`, {}, [202]);
  await until(async () => (await status()) === 'done');
};

/**
 * The path of the document for an address: `/api/copies/{copyId}` for `/api/copies/03141000160`.
 */
const templateOf = (address: string): string | undefined => {
  const [path = ''] = address.split('?');
  return Object.keys(openapi.paths).find((template) =>
    new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
};

const CAN_BE_READ = Object.entries(openapi.paths)
  .filter(([path, methods]) => 'get' in methods && !/health|openapi/.test(path))
  .map(([path]) => path);

// Concurrent, because the second test mostly waits for the lease of the first system's worker.
describe.concurrent('a system that was exported while it ran, and imported elsewhere', () => {
  it('answers the same at every address, to the byte', { timeout: 300_000 }, async (test) => {
    const data = directory();
    const url = await started(test, ['--port', '0', '--data', data]);
    const admin = callerAt(url, await tokenAt(url));
    await batchDone(admin, {
      selection: { collection: 'PRENTENBOEK', branchId: 'CEN' },
      change: { reservation: { code: 8 }, loan: {} },
      includeNewCopies: true,
    });
    await admin('POST', '/api/jobs/nightly', {});
    const reserve = async (at: string) => {
      const body = { copyId: '03141000160', patronId: '29801002576', pickupBranchId: 'CEN' };
      const headers = { 'idempotency-key': 'once-and-no-more' };
      const request = { method: 'POST', path: '/api/reservations', headers, body };
      const { status, text } = await sendRequest({ url: at, token: await tokenAt(at) }, request);
      return [status, text];
    };
    const first = await reserve(url);

    const again = await started(test, ['--port', '0', '--data', await restored(data)]);
    const before = await everyAnswer(askerAt(url, await tokenAt(url)));
    const after = await everyAnswer(askerAt(again, await tokenAt(again)));
    expect(before.size).toBeGreaterThan(700);
    expect([...before.keys()].filter((path) => before.get(path)?.status !== 200)).toEqual([]);
    expect([...before.values()].filter(({ etag }) => etag !== null).length).toBeGreaterThan(150);
    expect(new Set([...before.keys()].map(templateOf))).toEqual(new Set(CAN_BE_READ));
    for (const [path, answer] of before) expect(after.get(path), path).toEqual(answer);
    expect(after.size).toBe(before.size);
    expect(await reserve(again)).toEqual(first);
  });

  it('goes on with a batch that was in the middle of it, by itself', { timeout: 300_000 }, async (test) => {
    const copies = Array.from({ length: 300 }, (_, n) => `d${String(n).padStart(3, '0')}`);
    const data = directory();
    const url = await started(test, empty(data));
    const admin = callerAt(url, await tokenAt(url));
    await smallLibrary(admin, copies, { collection: 'DISPLAY' });
    const order = { selection: { collection: 'DISPLAY' }, change: { reservation: { code: 8 } } };
    const { body } = await admin('POST', '/api/batches', order);
    const id = body.id ?? '';
    const seen = async (call: SystemCall) => (await call('GET', `/api/batches/${id}`)).body;
    await until(async () => (await seen(admin)).status === 'previewed');
    await admin('POST', `/api/batches/${id}/run`, {}, [202]);
    await until(async () => ((await seen(admin)).counts?.done ?? 0) > 0);

    const other = await started(test, empty(await restored(data)));
    const caller = callerAt(other, await tokenAt(other));
    expect(await seen(caller)).toMatchObject({ status: 'running', counts: { selected: 300 } });
    await until(async () => (await seen(caller)).status === 'done');
    expect((await seen(caller)).counts).toMatchObject({ changed: 300, failed: 0, done: 300 });
    for (const copyId of copies) {
      const { body: history } = await caller('GET', `/api/copies/${copyId}/history`);
      expect(history.items, copyId).toMatchObject([{ action: 'set', kind: 'reservation' }]);
    }
  });
});
