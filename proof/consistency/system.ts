/**
 * The local system as `npm start` runs it, on a directory of its own, to be started on any day,
 * ended, or killed.
 */
import { readFileSync, rmSync } from 'node:fs';
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

/**
 * A new directory for data, which is there to be looked at afterwards where something was wrong.
 */
export const dataDirectory = (): string => {
  const data = directory();
  process.once('exit', (code) => {
    if (code === 0) rmSync(data, { recursive: true, force: true });
    else console.log(`The data is still in ${data}`);
  });
  return data;
};

/** A system that is up. */
export interface System {
  readonly url: string;
  readonly staff: string;
  readonly admin: string;
  /** As Ctrl-C ends it. */
  readonly end: () => Promise<void>;
  /** As `kill -9` ends it, its database with it. */
  readonly kill: () => Promise<void>;
  /** Throws, with what it has printed, where it has ended by itself. */
  readonly mustRun: () => void;
}

const killAll = async ({ process: child, ended }: SpawnedSystem, data: string): Promise<void> => {
  const engine = JSON.parse(readFileSync(join(data, 'engine.json'), 'utf8')) as { pid: number };
  child.kill('SIGKILL');
  process.kill(engine.pid, 'SIGKILL');
  await ended;
};

/** What is still running ends with this process. */
const running = new Set<SpawnedSystem>();
process.once('exit', () => {
  for (const started of running) started.process.kill('SIGINT');
});

const hasEnded = ({ process: { exitCode, signalCode } }: SpawnedSystem): boolean =>
  exitCode !== null || signalCode !== null;

/**
 * From which copy of the code, and with which DynamoDB; this one and its own where nothing is said.
 */
export interface How {
  readonly root?: string | undefined;
  readonly dynamodb?: string | undefined;
}

/** Starts the system in a directory, on a day. */
export const startSystem = async (
  data: string,
  day: string,
  { root, dynamodb }: How = {},
): Promise<System> => {
  const env = { ...(dynamodb !== undefined && { AWS_ENDPOINT_URL_DYNAMODB: dynamodb }) };
  const started = spawnSystem([...empty(data), '--today', day], env, [], root);
  running.add(started);
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
