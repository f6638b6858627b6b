/** The local system as people start it: a process of its own. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** A start of the real thing, as a process of its own. */
export interface SpawnedSystem {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly output: () => string;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

const running: SpawnedSystem[] = [];

/** Ends a start, as Ctrl-C does. */
export const end = async ({ process, ended }: SpawnedSystem): Promise<void> => {
  process.kill('SIGINT');
  await ended;
};

/** Ends all that has been started, but for what is to last longer than a test. */
export const endAll = async (): Promise<void> => {
  for (const started of running.splice(0)) await end(started);
};

/** Runs its arguments with this very Node, as npm does, and does not pass on how it is ended. */
export const AS_NPM = [
  '-e',
  'child_process.spawn(process.execPath, process.argv.slice(1), { stdio: "inherit" })',
  '--',
];

/** Starts the local system; it is ended after the test. */
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

/** Starts the local system, from this copy of the code or another; whoever starts it ends it. */
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

/** The address, once it says that it is up. */
export async function up(started: SpawnedSystem): Promise<string> {
  for (;;) {
    const url = /Apart is at (http:\S+),/.exec(started.output())?.[1];
    if (url !== undefined) return url;
    const { exitCode, signalCode } = started.process;
    if (exitCode !== null || signalCode !== null) throw new Error(started.output());
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** A new directory for its data. */
export const directory = (): string => mkdtempSync(join(tmpdir(), 'apart-'));
/** The arguments of a start without the sample library. */
export const empty = (data: string, port = 0): string[] => [
  '--empty',
  '--port',
  String(port),
  '--data',
  data,
];

/** A token of a sample user. */
export async function tokenAt(url: string, username = 'admin', password = username): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'password', username, password });
  const response = await fetch(`${url}/oauth2/token`, { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}
