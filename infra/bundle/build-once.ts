/** Builds a folder once for the same inputs. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprintOf, type Inputs } from './fingerprint.ts';

const BUILDS = join(import.meta.dirname, '..', '..', '.build');

/** Another process may still be reading what an earlier build made. */
const KEPT_MS = 60 * 60 * 1000;

/** What to build, and of what. */
export interface Recipe {
  /** The folder under `.build`. */
  readonly name: string;
  /** What people call the result, as in "Building the staff client…". */
  readonly title: string;
  readonly inputs: Inputs;
  /** Makes the result in this folder, which does not exist yet. */
  readonly build: (draft: string) => Promise<void> | void;
}

/** Tells people what takes a while. */
export type Say = (line: string) => unknown;

/** The folder with the result: from an earlier build, unless an input has changed since. */
export async function buildOnce({ name, title, inputs, build }: Recipe, say: Say): Promise<string> {
  const folder = join(BUILDS, name, fingerprintOf(inputs));
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  say(`Building ${title}…`);
  await build(draft);
  putInPlace(draft, folder);
  dropOld(folder);
  return folder;
}

/**
 * Renames, so that nobody reads half a result. Whoever built the same and comes second drops
 * theirs.
 */
function putInPlace(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
  }
}

function dropOld(kept: string): void {
  for (const path of readdirSync(dirname(kept)).map((name) => join(dirname(kept), name))) {
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
    if (path !== kept && Date.now() - mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
