import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { StartError } from './errors.ts';
import { end, note, parseNote } from './processes.ts';

/** A DynamoDB that the functions can talk to. */
export interface Engine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** The file with the data. */
export const databaseIn = (directory: string): string => join(directory, 'apart.db');

/** The DynamoDB at `AWS_ENDPOINT_URL_DYNAMODB` if that is set, or else the embedded engine on the file in this directory. */
export async function startEngine(directory: string): Promise<Engine> {
  const given = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (given !== undefined && given !== '') {
    return { endpoint: given, stop: () => Promise.resolve() };
  }
  const binary = engineBinary();
  const noteFile = join(directory, 'engine.json');
  await endOrphan(noteFile);
  const port = await freePort();
  // In a group of its own: Ctrl-C reaches the whole group of the terminal, and the last requests still need it.
  const child = spawn(binary, ['serve', '--db-path', databaseIn(directory), '--port', String(port)], {
    detached: true,
    stdio: 'ignore',
  });
  const noted = child.pid === undefined ? undefined : note(child.pid);
  writeFileSync(noteFile, JSON.stringify(noted ?? null));
  // However this process ends, short of being killed. The engine loses no write that it has confirmed.
  process.once('exit', () => {
    child.kill('SIGKILL');
    rmSync(noteFile, { force: true });
  });
  await answers(`http://127.0.0.1:${port}`, child);
  const onLoss = (): void => {
    console.error('The embedded database has ended by itself, and Apart with it: start again.');
    process.exit(1);
  };
  child.once('exit', onLoss);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.off('exit', onLoss);
      if (noted !== undefined) await end(noted);
    },
  };
}

/** A start that was killed leaves its engine behind, holding the file. */
async function endOrphan(noteFile: string): Promise<void> {
  const orphan = existsSync(noteFile) ? parseNote(readFileSync(noteFile, 'utf8')) : undefined;
  if (orphan !== undefined) await end(orphan);
}

/** The engine, for this platform. */
export function engineBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'dynoxide');
  } catch {
    throw new StartError(
      `The embedded database for this platform (${name}) is not installed: run DynamoDB Local and set AWS_ENDPOINT_URL_DYNAMODB to its address.`,
    );
  }
}

/** A port of 127.0.0.1 that nothing listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(endpoint: string, child: ChildProcess): Promise<void> {
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => (failure = `it ended with ${String(code ?? signal)}`));
  const until = Date.now() + 10_000;
  while (Date.now() < until && failure === undefined) {
    try {
      await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 10));
    }
  }
  throw new StartError(`The embedded database does not start: ${failure ?? 'it does not answer'}.`);
}
