/** Builds a folder once for the same inputs. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprintOf, type Inputs } from './fingerprint.ts';

const BUILDS = join(import.meta.dirname, '..', '..', '.build');

/** How long an old build is kept: another process may still read it. */
const KEPT_MS = 60 * 60 * 1000;

/** A build: its result, its inputs and its function. */
export interface Recipe {
  /** The folder under `.build`. */
  readonly name: string;
  /** The result's name in messages, as in "Building the staff client…". */
  readonly title: string;
  readonly inputs: Inputs;
  /** Writes the result into this folder, which does not exist yet. */
  readonly build: (draft: string) => Promise<void> | void;
}

/** Prints a line about a slow step. */
export type Say = (line: string) => unknown;

/**
 * Answers the folder with the result. Builds only when an input has changed since an earlier build.
 */
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
 * Renames the draft, so that nobody reads a partial result. Drops it when another process finished
 * the same build first.
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
