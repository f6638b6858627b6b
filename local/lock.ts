import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './errors.ts';
import { note, parseNote, stillRuns } from './processes.ts';

/** Releases the lock; a second call has no effect. */
export type Release = () => void;

/** Takes the lock at this path; undefined when a living process holds it, this one included. */
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

/** Waits for the lock at this path, and holds it during the work. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  let release = tryLock(path);
  while (release === undefined) {
    await pause(100);
    release = tryLock(path);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/** A hard link appears with its content at once; a new file is empty before it is written. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a dead process; answers false when its holder lives. */
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
  // Another start may have replaced the stale lock meanwhile: its lock was moved, and is put back.
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
