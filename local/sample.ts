import { execFile } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Assembly } from './template/assembly.ts';
import { putAll, type WiredItem } from './aws/dynamodb/bulk-write.ts';
import { databaseIn } from './aws/dynamodb/engine.ts';
import { messageOf, StartError } from './errors.ts';

/** Whether the sample library is there, is to be loaded now, or is neither. */
export type SampleState = 'loading' | 'loaded' | 'absent';

const stateFile = (directory: string): string => join(directory, 'sample.json');

/**
 * Holds the items while they are being written, so that a load that was cut short is finished with
 * the same ones.
 */
const itemsFile = (directory: string): string => join(directory, 'sample-items.jsonl');

/**
 * What to do about the sample library: only empty data gets it, and a load that was cut short is
 * finished.
 */
export function sampleState(directory: string, dataIsEmpty: boolean, unwanted: boolean): SampleState {
  if (!dataIsEmpty && isLoaded(directory)) return 'loaded';
  const isUnfinished = !dataIsEmpty && existsSync(itemsFile(directory));
  return !unwanted && (dataIsEmpty || isUnfinished) ? 'loading' : 'absent';
}

/** Tells people what takes a while. */
type Say = (line: string) => void;

/** The sample library of a start. */
export interface Sample {
  /** Writes the items into the table and remembers that they are there. */
  load(assembly: Assembly): Promise<void>;
}

/**
 * Prepares the sample library for a start. Where the data is new the items are made right away, in
 * another process, while the system is being built; else only when they turn out to be wanted.
 */
export function prepareSample(directory: string, unwanted: boolean, shiftDays: number, say: Say): Sample {
  const isNew = !unwanted && !existsSync(databaseIn(directory));
  const make = (): Promise<void> => {
    say('Making the sample library…');
    return makeItems(directory, shiftDays);
  };
  const made = isNew ? make() : undefined;
  // Whoever awaits it hears of a failure; a start that ends before that needs no items.
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
  const args = [SCRIPT, '--shift-days', String(shiftDays)];
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

/** A line for every quarter, once it has taken a second. */
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

/** Forgets that the sample library was loaded, or was being loaded: something else is there now. */
export const forgetSample = (directory: string): void => {
  for (const file of [stateFile(directory), itemsFile(directory)]) rmSync(file, { force: true });
};
