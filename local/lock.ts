import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { codeOf } from './errors.ts';
import { note, parseNote, stillRuns } from './processes.ts';

/** Gives the lock back. */
export type Release = () => void;

/**
 * Takes the lock at this path for this process; undefined when a living process has it, this one
 * too.
 */
export function tryLock(path: string): Release | undefined {
  const mine = `${path}.${randomUUID()}`;
  writeFileSync(mine, JSON.stringify(note(process.pid)));
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (linked(mine, path)) return releaseOf(path);
      if (!dropStale(path)) return undefined;
    }
    return undefined;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Waits for the lock at this path, takes it, and gives it back when the work is done. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  let release = tryLock(path);
  while (release === undefined) {
    await new Promise((done) => setTimeout(done, 100));
    release = tryLock(path);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/** A link, unlike a file that is created and then written, is never seen half-made. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Whether the lock that was in the way is gone: nobody alive had it. */
function dropStale(path: string): boolean {
  const holder = contentOf(path);
  if (holder === undefined) return true;
  const noted = parseNote(holder);
  if (noted !== undefined && stillRuns(noted)) return false;
  const aside = `${path}.stale.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return true;
  }
  // Another start may have been quicker and taken the lock meanwhile: then it was theirs that was
  // moved.
  if (contentOf(aside) !== holder) linked(aside, path);
  rmSync(aside, { force: true });
  return true;
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function releaseOf(path: string): Release {
  let held = true;
  return () => {
    if (held) rmSync(path, { force: true });
    held = false;
  };
}
