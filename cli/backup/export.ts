/**
 * `npm run export -- FILE [--data DIR | --table NAME]`: writes everything in the table to one file.
 */
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../catalogue/failures.ts';
import { showProgress, type Output } from '../catalogue/progress.ts';
import { readArguments, type Where } from './arguments.ts';
import { contentsOf, withData, type Contents } from './contents.ts';
import { withTable } from './deployed.ts';
import { endOnSignals, run } from './run.ts';
import { writeExport } from './write.ts';

const USAGE = `Usage: npm run export -- FILE [--data DIR | --table NAME]

Writes everything to FILE, history included, for "npm run import -- FILE" to put back.
  --data DIR    the data of a local system (.apart), as it is at this moment; the system may run on
  --table NAME  a deployed table, with the credentials and the region of the environment
`;

/** Runs the export. Answers the exit code: 0 all written, 1 broken off, 2 not begun. */
export const runExport = (argv: readonly string[], output: Output): Promise<number> =>
  run(async () => {
    const { path, where } = readArguments(argv, USAGE);
    if (existsSync(path)) throw new UsageError(`${path} is there already: choose another name.`);
    if (!existsSync(dirname(path))) throw new UsageError(`There is no directory ${dirname(path)}.`);
    const takenAt = new Date().toISOString();
    await from(where, (contents) => exportTo(contents, path, takenAt, output));
    if ('table' in where) output.write(SMEARED);
    return 0;
  }, output);

const SMEARED = `Each item is as it was when it was read: if the table was written to meanwhile, the file is of no single moment.
docs/operations.md says how to get one that is.
`;

const from = (where: Where, work: (contents: Contents) => Promise<void>): Promise<void> =>
  'data' in where
    ? withData(where.data, work)
    : withTable(where.table, async (place) => work(await contentsOf(place)));

async function exportTo(contents: Contents, path: string, takenAt: string, output: Output): Promise<void> {
  const started = performance.now();
  const progress = showProgress('export', contents.count, output, 'items');
  const { items } = await writeExport(contents, path, takenAt, progress.at).finally(progress.stop);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const megabytes = (statSync(path).size / 1e6).toFixed(1);
  output.write(`${path}: ${items} items as of ${takenAt}, ${megabytes} MB; ${seconds} s\n`);
}

if (import.meta.main) {
  endOnSignals();
  process.exitCode = await runExport(process.argv.slice(2), process.stdout);
}
