/** Tells whether anything changed since something was made of these files. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = dirname(import.meta.dirname);

/** A name for what these files of the repository hold now: another one as soon as a byte of them changes. */
export function fingerprintOf(patterns: readonly string[], exclude: readonly string[] = []): string {
  const hash = createHash('sha256').update(process.version);
  const files = globSync(patterns, { cwd: ROOT, exclude, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  for (const path of paths) {
    const content = readFileSync(path);
    hash.update(`\0${path.slice(ROOT.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}
