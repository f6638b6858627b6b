/** Detects changes in the inputs of a build. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The inputs of a build. */
export interface Inputs {
  /** Glob patterns of files in the repository. */
  readonly files: readonly string[];
  readonly except?: readonly string[];
  /** Other values that the result depends on. */
  readonly values?: readonly string[];
}

/** A hash of the inputs and of Node's version. Reads every file. */
export function fingerprintOf({ files, except = [], values = [] }: Inputs): string {
  const hash = createHash('sha256').update([process.version, ...values].join('\0'));
  const entries = globSync(files, { cwd: ROOT, exclude: except, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) {
    const content = readFileSync(path);
    hash.update(`\0${path.slice(ROOT.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}
