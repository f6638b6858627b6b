import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { engineBinary } from './engine-binary.ts';
import { StartError } from '../../errors.ts';
import { end, note, parseNote } from '../../processes.ts';

/** A DynamoDB endpoint for the functions. */
export interface Engine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** An embedded engine. It ends with this process, even after `kill -9`. */
export interface EmbeddedEngine extends Engine {
  readonly pid: number;
  /** Resolves when the engine has ended. */
  readonly ended: Promise<void>;
}

/** The path of the database file in a data directory. */
export const databaseIn = (directory: string): string => join(directory, 'apart.db');

/**
 * The DynamoDB at `AWS_ENDPOINT_URL_DYNAMODB`, or else an embedded engine on the file in this
 * directory. When that engine dies, this process exits with code 1.
 */
export async function startEngine(directory: string): Promise<Engine> {
  const given = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (given !== undefined && given !== '') {
    return { endpoint: given, stop: () => Promise.resolve() };
  }
  const noteFile = join(directory, 'engine.json');
  await endOrphan(noteFile);
  const engine = await startEmbeddedEngine(['--db-path', databaseIn(directory)]);
  writeFileSync(noteFile, JSON.stringify(note(engine.pid) ?? null));
  let isStopping = false;
  void engine.ended.then(() => {
    rmSync(noteFile, { force: true });
    if (isStopping) return;
    console.error('The embedded database has ended by itself, and Apart with it: start again.');
    process.exit(1);
  });
  return {
    endpoint: engine.endpoint,
    stop: () => {
      isStopping = true;
      return engine.stop();
    },
  };
}

/**
 * Ends an engine of an earlier start that still holds the file: its keeper was killed with that
 * start.
 */
async function endOrphan(noteFile: string): Promise<void> {
  const orphan = existsSync(noteFile) ? parseNote(readFileSync(noteFile, 'utf8')) : undefined;
  if (orphan !== undefined) await end(orphan);
}

const KEEPER = join(import.meta.dirname, 'engine-keeper.ts');

/** Attempts to start: another process may take the port first. */
const ATTEMPTS = 5;

/**
 * Starts an engine with these `serve` options; it runs in memory unless they name a file. Throws a
 * `StartError` when it cannot run.
 */
export async function startEmbeddedEngine(options: readonly string[] = []): Promise<EmbeddedEngine> {
  const binary = engineBinary();
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const serve = [KEEPER, binary, 'serve', '--port', String(port), ...options];
    // Its own process group keeps Ctrl-C of the terminal away: the last requests need the engine.
    const keeper = spawn(process.execPath, serve, { detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
    const ended = once(keeper, 'exit').then(() => undefined);
    const stop = async (): Promise<void> => {
      keeper.stdin.end();
      await ended;
    };
    try {
      const pid = await pidFrom(keeper);
      const endpoint = `http://127.0.0.1:${port}`;
      await answers(endpoint, keeper);
      return { endpoint, pid, ended, stop };
    } catch (error) {
      await stop();
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function pidFrom({ stdout }: { readonly stdout: AsyncIterable<Buffer> }): Promise<number> {
  for await (const chunk of stdout) return Number(chunk.toString());
  throw new StartError('The embedded database cannot be run.');
}

/** A port of 127.0.0.1 that is free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** How long the engine may take to answer its first request. */
const PATIENCE_MS = 10_000;

async function answers(endpoint: string, keeper: ChildProcess): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && isRunning(keeper)) {
    try {
      await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
      // If another process took the port, that process answered, and our engine is about to end.
      await pause(10);
      if (isRunning(keeper)) return;
    } catch {
      await pause(5);
    }
  }
  throw new StartError('The embedded database does not start.');
}

const isRunning = ({ exitCode }: ChildProcess): boolean => exitCode === null;
