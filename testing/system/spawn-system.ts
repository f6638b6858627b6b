/** The local system as a process of its own, started as `npm start` does. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** A process of the local system. */
export interface SpawnedSystem {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly output: () => string;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

const running: SpawnedSystem[] = [];

/** Ends a system as Ctrl-C does. */
export const end = async ({ process, ended }: SpawnedSystem): Promise<void> => {
  process.kill('SIGINT');
  await ended;
};

/** Ends every system that `start` has started. */
export const endAll = async (): Promise<void> => {
  for (const started of running.splice(0)) await end(started);
};

/** Runs its arguments in a child process as npm does: signals do not reach the child. */
export const AS_NPM = [
  '-e',
  'child_process.spawn(process.execPath, process.argv.slice(1), { stdio: "inherit" })',
  '--',
];

/** Starts the local system, and ends it after the current test. */
export const start = (
  args: readonly string[],
  env: Record<string, string> = {},
  through: readonly string[] = [],
): SpawnedSystem => {
  const started = spawnSystem(args, env, through);
  running.push(started);
  onTestFinished(endAll);
  return started;
};

/** Starts the local system from this copy of the code or another; the caller ends it. */
export function spawnSystem(
  args: readonly string[],
  env: Record<string, string> = {},
  through: readonly string[] = [],
  root = ROOT,
): SpawnedSystem {
  const child = spawn(
    process.execPath,
    [...through, '--import', './local/check-node.js', 'local/start.ts', ...args],
    {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return { process: child, output: () => output, ended };
}

/** Waits for the address that the system prints. Throws its output if it ends first. */
export async function up(started: SpawnedSystem): Promise<string> {
  for (;;) {
    const url = /Apart is at (http:\S+),/.exec(started.output())?.[1];
    if (url !== undefined) return url;
    const { exitCode, signalCode } = started.process;
    if (exitCode !== null || signalCode !== null) throw new Error(started.output());
    await pause(20);
  }
}

/** Makes a data directory. */
export const directory = (): string => mkdtempSync(join(tmpdir(), 'apart-'));
/** The arguments that start a system without the sample library. */
export const empty = (data: string, port = 0): string[] => [
  '--empty',
  '--port',
  String(port),
  '--data',
  data,
];

/** Signs a sample user in and answers the access token. */
export async function tokenAt(url: string, username = 'admin', password = username): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'password', username, password });
  const response = await fetch(`${url}/oauth2/token`, { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}
