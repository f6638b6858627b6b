import { closeSync, openSync, rmSync, writeSync } from 'node:fs';

import { stringify } from 'csv-stringify/sync';

import type { Refusal } from './problem.ts';

/** A line that was refused: where it stands, why, and what it said. */
export interface Reject extends Refusal {
  readonly file: string;
  readonly line: number;
  /** The line's cells by column, as they were read. */
  readonly values: Readonly<Record<string, string>>;
}

/** The file with the lines that were refused. */
export interface RejectsFile {
  readonly add: (reject: Reject) => void;
  readonly close: () => void;
}

const HEADER = ['file', 'line', 'status', 'code', 'pointer', 'reason', 'values'];

/**
 * Takes away the rejects of an earlier run, and makes a new file when there is a first line for it.
 * Written line by line, so that what was refused is known even when the run is broken off. Only its
 * owner may read it: it holds card numbers.
 */
export function openRejects(path: string): RejectsFile {
  rmSync(path, { force: true });
  let file: number | undefined;
  const write = (row: readonly unknown[]): void => {
    file ??= openSync(path, 'a', 0o600);
    // A spreadsheet takes a cell that begins like a formula for one: such cells are marked as text.
    writeSync(file, stringify([row], { escape_formulas: true }));
  };
  return {
    add: (reject) => {
      if (file === undefined) write(HEADER);
      write(toCells(reject));
    },
    close: () => {
      if (file !== undefined) closeSync(file);
    },
  };
}

/**
 * The cells of the line as JSON: exactly what was read, for whoever mends it. Without a semicolon
 * as such, at which a Dutch spreadsheet would cut it, and find a formula behind it.
 */
const asJson = (values: Reject['values']): string =>
  JSON.stringify(values).replaceAll(';', String.raw`\u003b`);

function toCells({ file, line, status, codes, pointers, reason, values }: Reject): readonly unknown[] {
  return [file, line, status, codes.join(';'), pointers.join(';'), reason, asJson(values)];
}
