/**
 * `npm run import -- DIR [--url URL] [--token TOKEN] [--rejects FILE]`: loads a catalogue through
 * the API. The command starts in cli/backup/import.ts, which accepts exports as well.
 */

import { parseArgs } from 'node:util';

import { StopError, UsageError } from './failures.ts';
import { loadFile, type LineCounts } from './load.ts';
import { makePlan, type PlannedFile } from './plan.ts';
import { showProgress, type Output } from './progress.ts';
import { openRejects, type RejectsFile } from './rejects.ts';
import type { Api } from './send.ts';
import { tokenFor } from './token.ts';

const USAGE = `Usage: npm run import -- DIR [--url URL] [--token TOKEN] [--rejects FILE]

Loads branches.csv, titles.csv, patrons.csv and copies.csv from DIR. Lines that are refused are written to FILE
(rejects.csv). Without --url: http://127.0.0.1:3000, where no token is needed.
`;

interface Arguments {
  readonly directory: string;
  readonly url: string;
  readonly token: string | undefined;
  readonly rejects: string;
}

/**
 * Runs the import. Answers the exit code: 0 all loaded, 1 lines refused or broken off, 2 nothing
 * was sent.
 */
export async function importCatalogue(argv: readonly string[], output: Output): Promise<number> {
  try {
    const { directory, url, token, rejects } = readArguments(argv);
    const plan = await makePlan(directory);
    const api = { url, token: await tokenFor(url, token) };
    for (const name of plan.skipped) output.write(`${name}: not there, skipped\n`);
    return await loadAll(api, plan.files, rejects, output);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof StopError)) throw error;
    output.write(`${error.message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function readArguments(argv: readonly string[]): Arguments {
  const options = {
    url: { type: 'string' },
    token: { type: 'string' },
    rejects: { type: 'string' },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const [directory, ...more] = positionals;
    if (directory === undefined || more.length > 0) throw new Error('One directory is expected.');
    const url = (values.url ?? 'http://127.0.0.1:3000').replace(/\/+$/, '');
    if (!/^https?:$/.test(new URL(url).protocol)) throw new Error('A URL starts with http:// or https://.');
    return { directory, url, token: values.token, rejects: values.rejects ?? 'rejects.csv' };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

async function loadAll(
  api: Api,
  files: readonly PlannedFile[],
  path: string,
  output: Output,
): Promise<number> {
  const rejects = openRejects(path);
  const started = performance.now();
  let rejected = 0;
  try {
    for (const planned of files) rejected += await loadOne(api, planned, rejects, output);
  } finally {
    rejects.close();
  }
  const lines = files.reduce((sum, planned) => sum + planned.lines, 0);
  output.write(`${lines} lines in ${secondsSince(started).toFixed(1)} s\n`);
  if (rejected === 0) return 0;
  output.write(`${rejected} refused: see ${path}\n`);
  return 1;
}

async function loadOne(
  api: Api,
  planned: PlannedFile,
  rejects: RejectsFile,
  output: Output,
): Promise<number> {
  const name = `${planned.file.name}.csv`;
  const started = performance.now();
  const progress = showProgress(name, planned.lines, output);
  const listeners = { onReject: rejects.add, onProgress: progress.at };
  const tally = await loadFile(api, planned, listeners).finally(progress.stop);
  output.write(`${summary(name, tally, secondsSince(started))}\n`);
  return tally.rejected;
}

function summary(name: string, { created, known, rejected }: LineCounts, seconds: number): string {
  const perSecond = Math.round((created + known + rejected) / Math.max(seconds, 0.001));
  const counts = `${created} created, ${known} there already, ${rejected} refused`;
  return `${name}: ${counts}; ${seconds.toFixed(1)} s, ${perSecond} lines/s`;
}

const secondsSince = (started: number): number => (performance.now() - started) / 1000;
