/**
 * Writes `docs/dependencies.md`; with `--check` says what is wrong with the dependencies, or with
 * that page.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlesByPackage } from './dependencies/bundles.ts';
import { readLock, readPackage } from './dependencies/lock.ts';
import { pageOf } from './dependencies/page.ts';
import { problemsOf } from './dependencies/problems.ts';
import { LOCAL_REASONS, REASONS } from './dependencies/reasons.ts';

const FILE = join(import.meta.dirname, '..', 'docs', 'dependencies.md');

const [wanted, lock, reasons] = [readPackage(), readLock(), { deployed: REASONS, local: LOCAL_REASONS }];
const page = await pageOf(wanted, lock, reasons, await bundlesByPackage());
if (process.argv.includes('--check')) {
  const isOld = readFileSync(FILE, 'utf8') !== page;
  const drift = isOld ? ['docs/dependencies.md is out of date: run npm run dependencies.'] : [];
  const problems = [...problemsOf(wanted, lock, reasons), ...drift];
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
} else {
  writeFileSync(FILE, page);
}
