/** Starts the local system as `npm start` does, on any day and in a data directory of its own. */
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  directory,
  empty,
  end,
  spawnSystem,
  tokenAt,
  up,
  type SpawnedSystem,
} from '../../testing/system/spawn-system.ts';
import { STAFF } from './workload/client.ts';

/** Makes a data directory. If the process fails, the directory is kept for inspection. */
export const dataDirectory = (): string => {
  const data = directory();
  process.once('exit', (code) => {
    if (code === 0) rmSync(data, { recursive: true, force: true });
    else console.log(`The data is still in ${data}`);
  });
  return data;
};

/** A running system, with the tokens of its users. */
export interface System {
  readonly url: string;
  readonly staff: string;
  readonly admin: string;
  /** Ends it as Ctrl-C does. */
  readonly end: () => Promise<void>;
  /** Kills it and its database, as `kill -9` does. */
  readonly kill: () => Promise<void>;
  /** Throws its output if it has ended by itself. */
  readonly mustRun: () => void;
}

const killAll = async ({ process: child, ended }: SpawnedSystem, data: string): Promise<void> => {
  const engine = JSON.parse(readFileSync(join(data, 'engine.json'), 'utf8')) as { pid: number };
  child.kill('SIGKILL');
  process.kill(engine.pid, 'SIGKILL');
  await ended;
};

/**
 * The systems that end with this process, each with its data directory. If the process fails, what
 * they printed is kept there: a trace id leads to it.
 */
const running = new Map<SpawnedSystem, string>();
process.once('exit', (code) => {
  for (const [started, data] of running) {
    started.process.kill('SIGINT');
    if (code !== 0) appendFileSync(join(data, 'output.log'), started.output());
  }
});

const hasEnded = ({ process: { exitCode, signalCode } }: SpawnedSystem): boolean =>
  exitCode !== null || signalCode !== null;

/** The copy of the code to run, and the DynamoDB to use; by default this copy, with its own. */
export interface StartOptions {
  readonly root?: string | undefined;
  readonly dynamodb?: string | undefined;
}

/** Resolves once the system is up and has issued the tokens. */
export const startSystem = async (
  data: string,
  day: string,
  { root, dynamodb }: StartOptions = {},
): Promise<System> => {
  const env = { ...(dynamodb !== undefined && { AWS_ENDPOINT_URL_DYNAMODB: dynamodb }) };
  const started = spawnSystem([...empty(data), '--today', day], env, [], root);
  running.set(started, data);
  const url = await up(started);
  const [staff, admin] = await Promise.all([tokenAt(url, STAFF, 'staff'), tokenAt(url)]);
  return {
    url,
    staff,
    admin,
    end: () => end(started),
    kill: () => killAll(started, data),
    mustRun: () => {
      if (hasEnded(started)) throw new Error(`The system has ended by itself:\n${started.output()}`);
    },
  };
};
