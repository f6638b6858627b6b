import { mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, messageOf, StartError } from './errors.ts';
import { tryLock, type Release } from './lock.ts';

/** The data directory, locked by this process until its release. */
export interface DataDirectory {
  readonly path: string;
  readonly release: Release;
}

/** How long to wait for an earlier process that is about to end. */
const PATIENCE_MS = 2_500;

/**
 * Creates the directory if it is absent, and locks it. Throws a `StartError` when another process
 * holds it or it cannot be written.
 */
export async function openDataDirectory(given: string, patienceMs = PATIENCE_MS): Promise<DataDirectory> {
  const path = resolve(given);
  const until = Date.now() + patienceMs;
  let release = taken(path, given);
  while (release === undefined && Date.now() < until) {
    await pause(50);
    release = taken(path, given);
  }
  if (release === undefined) {
    throw new StartError(
      `Apart already runs on the data in ${given}: end that first, or choose another with --data.`,
    );
  }
  return { path, release };
}

function taken(path: string, given: string): Release | undefined {
  try {
    makeDirectory(path);
    return tryLock(join(path, 'apart.lock'));
  } catch (error) {
    const file = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
    if (file) throw new StartError(`${given} is a file: --data takes a directory.`);
    throw new StartError(
      `The data directory ${given} cannot be written (${codeOf(error) ?? messageOf(error)}).`,
    );
  }
}

/**
 * Creates one level at a time: Node's `recursive` never returns in a place like /proc, where
 * nothing can be created.
 */
function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  makeDirectory(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}
