import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, test } from 'vitest';
import { openDataDirectory } from '../../local/data-dir.ts';
import { tryLock } from '../../local/lock.ts';
import { end, note, parseNote, stillRuns } from '../../local/processes.ts';

const directory = (): string => mkdtempSync(join(tmpdir(), 'apart-'));

/** Takes and releases the lock many times. Fails when another thread has it too. */
const TAKING = `
  const { parentPort, workerData: { lock, path, holders } } = require('node:worker_threads');
  import(lock).then(({ tryLock }) => {
    for (let time = 0; time < 300; time++) {
      const release = tryLock(path);
      if (release && Atomics.add(holders, 0, 1) !== 0) throw new Error('two have it');
      if (release) Atomics.sub(holders, 0, 1);
      release?.();
    }
    parentPort.postMessage('done');
  });
`;

const children: ChildProcess[] = [];
const otherProcess = (): number => {
  const child = spawn(process.execPath, [
    '-e',
    'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)',
  ]);
  children.push(child);
  return child.pid ?? 0;
};
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('a lock', () => {
  it('is had by one at a time', () => {
    const path = join(directory(), 'lock');
    const release = tryLock(path);
    expect(tryLock(path)).toBeUndefined();
    release?.();
    expect(existsSync(path)).toBe(false);
    expect(tryLock(path)).toBeTypeOf('function');
  });

  it('is had by one thread of a process at a time', async () => {
    const path = join(directory(), 'lock');
    const lock = join(import.meta.dirname, '..', '..', 'local', 'lock.ts');
    const workerData = { lock, path, holders: new Int32Array(new SharedArrayBuffer(4)) };
    const threads = [1, 2].map(() => once(new Worker(TAKING, { eval: true, workerData }), 'message'));
    expect((await Promise.all(threads)).flat()).toEqual(['done', 'done']);
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('of a process that runs is respected', () => {
    const path = join(directory(), 'lock');
    writeFileSync(path, JSON.stringify(note(otherProcess())));
    expect(tryLock(path)).toBeUndefined();
  });

  test.each([
    ['whose process is gone', () => JSON.stringify({ pid: 4_194_300, mark: 'x' })],
    [
      'whose pid was given to another process',
      () => JSON.stringify({ pid: otherProcess(), mark: 'long ago' }),
    ],
    ['that is no note', () => 'nonsense'],
  ])('%s is taken over', (_, content) => {
    const path = join(directory(), 'lock');
    writeFileSync(path, content());
    expect(tryLock(path)).toBeTypeOf('function');
    expect(parseNote(readFileSync(path, 'utf8'))?.pid).toBe(process.pid);
  });
});

describe('a process that was noted down', () => {
  it('is ended, by force where it does not listen', async () => {
    const noted = note(otherProcess());
    if (noted === undefined) throw new Error('it does not run');
    await pause(200);
    await end(noted, 300);
    expect(stillRuns(noted)).toBe(false);
  });

  it('is left alone when its pid is another’s by now', async () => {
    const pid = otherProcess();
    await end({ pid, mark: 'long ago' });
    expect(note(pid)).toBeDefined();
  });
});

describe('the data directory', () => {
  it('is made where it is not there', async () => {
    const path = join(directory(), 'a', 'b');
    expect((await openDataDirectory(path)).path).toBe(path);
    expect(existsSync(path)).toBe(true);
  });

  it.each([
    ['a file', () => fileIn(directory()), /is a file: --data takes a directory\.$/],
    ['under a file', () => join(fileIn(directory()), 'x'), /cannot be written \(ENOTDIR\)\.$/],
    [
      'where nothing can be written',
      () => '/proc/apart',
      /^The data directory \/proc\/apart cannot be written/,
    ],
  ])('cannot be %s', async (_, path, sentence) => {
    await expect(openDataDirectory(path())).rejects.toThrow(sentence);
  });

  it('cannot be one that another start has', async () => {
    const path = directory();
    await openDataDirectory(path);
    await expect(openDataDirectory(path, 10)).rejects.toThrow(/^Apart already runs on the data in /);
  });

  it('can be one that another start is just giving back', async () => {
    const path = directory();
    const { release } = await openDataDirectory(path);
    setTimeout(release, 100);
    expect((await openDataDirectory(path)).path).toBe(path);
  });
});

function fileIn(path: string): string {
  const file = join(path, 'file');
  writeFileSync(file, '');
  return file;
}
