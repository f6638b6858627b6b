import { execFile } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Assembly } from './template/assembly.ts';
import { putAll, type WiredItem } from './aws/dynamodb/bulk-write.ts';
import { databaseIn } from './aws/dynamodb/engine.ts';
import { messageOf, StartError } from './errors.ts';

/** Whether the sample library is loaded, must be loaded now, or stays absent. */
export type SampleState = 'loading' | 'loaded' | 'absent';

const stateFile = (directory: string): string => join(directory, 'sample.json');

/** Holds the items during a load: an interrupted load is finished with the same items. */
const itemsFile = (directory: string): string => join(directory, 'sample-items.jsonl');

/**
 * Decides about the sample library: only empty data gets it, and an interrupted load is finished.
 */
export function sampleState(directory: string, dataIsEmpty: boolean, unwanted: boolean): SampleState {
  if (!dataIsEmpty && isLoaded(directory)) return 'loaded';
  const isUnfinished = !dataIsEmpty && existsSync(itemsFile(directory));
  return !unwanted && (dataIsEmpty || isUnfinished) ? 'loading' : 'absent';
}

/** Prints a line about a slow step. */
type Say = (line: string) => void;

export interface Sample {
  /** Writes the items into the table and records that they are loaded. */
  load(assembly: Assembly): Promise<void>;
}

/**
 * Prepares the sample library. For new data another process makes the items at once, while the
 * system is built; for other data `load` makes them.
 */
export function prepareSample(directory: string, unwanted: boolean, shiftDays: number, say: Say): Sample {
  const isNew = !unwanted && !existsSync(databaseIn(directory));
  const make = (): Promise<void> => {
    say('Making the sample library…');
    return makeItems(directory, shiftDays);
  };
  const made = isNew ? make() : undefined;
  // `load` reports a failure. A start that ends before the load needs no items.
  made?.catch(() => undefined);
  return {
    load: async (assembly) => {
      if (made !== undefined) await made;
      else if (!existsSync(itemsFile(directory))) await make();
      await write(readFileSync(itemsFile(directory), 'utf8'), assembly, say);
      writeFileSync(stateFile(directory), `${JSON.stringify({ state: 'loaded' })}\n`);
      rmSync(itemsFile(directory));
    },
  };
}

const SCRIPT = join(import.meta.dirname, '..', 'scripts', 'make-sample.ts');
const ENOUGH_BYTES = 64 * 1024 * 1024;

async function makeItems(directory: string, shiftDays: number): Promise<void> {
  // In one word: a negative number by itself would be taken for an option.
  const args = [SCRIPT, `--shift-days=${shiftDays}`];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: ENOUGH_BYTES });
    const draft = `${itemsFile(directory)}.draft`;
    writeFileSync(draft, stdout);
    renameSync(draft, itemsFile(directory));
  } catch (error) {
    throw new StartError(`The sample library cannot be made: ${messageOf(error)}`);
  }
}

async function write(lines: string, assembly: Assembly, say: Say): Promise<void> {
  const items = lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as WiredItem);
  const [table] = assembly.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  if (table === undefined) throw new StartError('The assembly has no table for the sample library.');
  const client = new DynamoDBClient({});
  await putAll(client, table.ref, items, progressLines(items.length, say));
  client.destroy();
}

/** Prints a line for every quarter, after the first second. */
function progressLines(of: number, say: Say): (done: number) => void {
  const since = performance.now();
  let shown = 0;
  return (done) => {
    const quarter = Math.floor((4 * done) / of);
    if (quarter === shown || performance.now() - since < 1_000) return;
    shown = quarter;
    say(`  ${done} of ${of} items of the sample library`);
  };
}

function isLoaded(directory: string): boolean {
  try {
    const { state } = JSON.parse(readFileSync(stateFile(directory), 'utf8')) as { state?: unknown };
    return state === 'loaded';
  } catch {
    return false;
  }
}

/** Deletes the state of a loaded or interrupted sample library: other data replaces it. */
export const forgetSample = (directory: string): void => {
  for (const file of [stateFile(directory), itemsFile(directory)]) rmSync(file, { force: true });
};
