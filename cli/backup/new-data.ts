import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { StopError } from '../catalogue/failures.ts';
import { readAssembly } from '../../local/template/assembly.ts';
import { openDataDirectory } from '../../local/data-dir.ts';
import { databaseIn } from '../../local/aws/dynamodb/engine.ts';
import { engineBinary } from '../../local/aws/dynamodb/engine-binary.ts';
import { messageOf } from '../../local/errors.ts';
import { forgetSample } from '../../local/sample.ts';
import { synthesized } from '../../local/template/synth.ts';
import { definitionOf } from '../../local/aws/dynamodb/provide-tables.ts';
import { withData, type Contents } from './contents.ts';
import type { Source } from './source.ts';

/**
 * Creates the data in this directory from an export. All of it appears, or nothing. Uses the
 * engine's own import of DynamoDB exports, about a hundred times as fast as writing item by item.
 * Throws a `StopError` when the directory holds data or the engine fails.
 */
export async function makeData(data: string, source: Source): Promise<void> {
  const { path, release } = await openDataDirectory(data);
  process.once('exit', release);
  // `clear` removes what a killed import left here.
  const draft = join(path, 'import.draft');
  const clear = (): void => {
    rmSync(draft, { recursive: true, force: true });
  };
  process.once('exit', clear);
  try {
    await refuseData(path, data);
    clear();
    await makeIn(draft, source);
    moveInto(draft, path);
  } finally {
    clear();
    release();
    for (const undo of [clear, release]) process.off('exit', undo);
  }
}

async function refuseData(path: string, data: string): Promise<void> {
  if (!existsSync(databaseIn(path)) || (await withData(path, countOf)) === 0) return;
  throw new StopError(
    `There is data in ${data} already, and an import would mix with it: give another directory with --data.`,
  );
}

/** Windows lets only administrators make symbolic links. */
const placeFile = process.platform === 'win32' ? copyFileSync : symlinkSync;

const countOf = ({ count }: Contents): Promise<number> => Promise.resolve(count);

async function makeIn(draft: string, source: Source): Promise<void> {
  const [table] = readAssembly(await synthesized()).ofType('AWS::DynamoDB::Table');
  if (table === undefined) throw new Error('The assembly has no table.');
  const files = join(draft, 'export');
  mkdirSync(join(files, table.ref, 'data'), { recursive: true });
  for (const [n, file] of source.files.entries()) {
    placeFile(resolve(file.path), join(files, table.ref, 'data', `${n}.json.gz`));
  }
  const schema = join(draft, 'schema.json');
  writeFileSync(schema, JSON.stringify({ Table: definitionOf(table) }));
  const options = ['--source', files, '--schema', schema, '--output', databaseIn(draft)];
  await runEngine(['import', ...options]).catch((error: unknown) => {
    throw new StopError(`The database cannot be made: ${messageOf(error)}`);
  });
  await refuseLess(draft, source.items);
}

/**
 * Runs the engine. If this process exits first, it kills the engine before the removal of the files
 * that the engine writes.
 */
async function runEngine(options: readonly string[]): Promise<void> {
  const child = spawn(engineBinary(), options, { stdio: ['ignore', 'ignore', 'pipe'] });
  const kill = (): boolean => child.kill('SIGKILL');
  process.prependOnceListener('exit', kill);
  try {
    const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
    if (child.exitCode !== 0) throw new Error(said.trim() || 'the engine ended halfway.');
  } finally {
    process.off('exit', kill);
  }
}

/** The engine skips what it cannot read, so the counts must agree. */
async function refuseLess(draft: string, items: number): Promise<void> {
  const there = await withData(draft, countOf);
  if (there !== items)
    throw new StopError(`The database took ${there} items of ${items}: nothing is imported.`);
}

/**
 * Removes the files beside an earlier empty database first: SQLite would take them for the journal
 * of the new one.
 */
function moveInto(draft: string, path: string): void {
  for (const rest of ['-wal', '-shm']) rmSync(`${databaseIn(path)}${rest}`, { force: true });
  forgetSample(path);
  renameSync(databaseIn(draft), databaseIn(path));
}
