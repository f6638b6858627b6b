import { mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { codeOf, messageOf, StartError } from './errors.ts';
import { tryLock, type Release } from './lock.ts';

/** The directory with the data, held by this process until it is released. */
export interface DataDirectory {
  readonly path: string;
  readonly release: Release;
}

/** How long an earlier start gets that is just ending. */
const PATIENCE_MS = 2_500;

/**
 * Makes the directory if need be and takes it for this process; a `StartError` says why that cannot
 * be.
 */
export async function openDataDirectory(given: string, patienceMs = PATIENCE_MS): Promise<DataDirectory> {
  const path = resolve(given);
  const until = Date.now() + patienceMs;
  let release = taken(path, given);
  while (release === undefined && Date.now() < until) {
    await new Promise((done) => setTimeout(done, 50));
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
 * One level at a time: Node's own `recursive` never comes back from a place like /proc, where
 * nothing can be made.
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
