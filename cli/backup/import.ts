/**
 * `npm run import -- PATH`: loads a directory with a catalogue through the API
 * (cli/catalogue/import.ts), or puts an export back into an empty table.
 */
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UsageError } from '../catalogue/failures.ts';
import { importCatalogue as runCatalogue } from '../catalogue/import.ts';
import { showProgress, type Output } from '../catalogue/progress.ts';
import { readArguments } from './arguments.ts';
import { withTable } from './deployed.ts';
import { holdsExport } from './folder.ts';
import { makeData } from './new-data.ts';
import type { Place } from './place.ts';
import { restore } from './restore.ts';
import { endOnSignals, run } from './run.ts';
import { openFile, openFolder, type Source } from './source.ts';

const USAGE = `Usage: npm run import -- DIR [--url URL] [--token TOKEN] [--rejects FILE]
       npm run import -- FILE [--data DIR | --table NAME]

With a directory: loads a catalogue through the API, from branches.csv, titles.csv, patrons.csv and copies.csv.
With a file that "npm run export" wrote, or the folder of an export of DynamoDB: puts everything back, history included.
  --data DIR    into the data of a local system (.apart), which must hold nothing and not run
  --table NAME  into a deployed table, which must be empty, with the credentials and the region of the environment
`;

/**
 * Runs the import. Answers the exit code: 0 all loaded, 1 broken off or lines refused, 2 not begun.
 */
export const runImport = (argv: readonly string[], output: Output): Promise<number> =>
  run(() => {
    const path = pathIn(argv);
    const what = statSync(path, { throwIfNoEntry: false });
    if (what === undefined) throw new UsageError(`There is no ${path}.`);
    if (!what.isDirectory()) return runRestore(argv, openFile, output);
    return holdsExport(path) ? runRestore(argv, openFolder, output) : runCatalogue(argv, output);
  }, output);

/**
 * The path in the arguments. The valid options depend on what it holds, so nothing else is checked.
 */
function pathIn(argv: readonly string[]): string {
  const names = ['url', 'token', 'rejects', 'data', 'table'];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { positionals } = parseArgs({ args: [...argv], options, strict: false });
  const [path] = positionals;
  if (path === undefined || argv.includes('--help')) throw new UsageError(USAGE);
  return path;
}

async function runRestore(
  argv: readonly string[],
  open: (path: string) => Promise<Source>,
  output: Output,
): Promise<number> {
  const { path, where } = readArguments(argv, USAGE);
  const started = performance.now();
  const source = await open(path);
  if ('data' in where) await makeData(where.data, source);
  else await withTable(where.table, (place) => restoreInto(place, source, output));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const target = 'data' in where ? where.data : where.table;
  output.write(`${target}: ${source.items} items as of ${source.takenAt}; ${seconds} s\n`);
  return 0;
}

async function restoreInto(place: Place, source: Source, output: Output): Promise<void> {
  const progress = showProgress('import', source.items, output, 'items');
  await restore(place, source, progress.at).finally(progress.stop);
}

if (import.meta.main) {
  endOnSignals();
  process.exitCode = await runImport(process.argv.slice(2), process.stdout);
}
