import { closeSync, openSync, rmSync, writeSync } from 'node:fs';

import { stringify } from 'csv-stringify/sync';

import type { Refusal } from './problem.ts';

/** A refused line: its place, the reason and its cells. */
export interface Reject extends Refusal {
  readonly file: string;
  readonly line: number;
  /** The line's cells by column, as they were read. */
  readonly values: Readonly<Record<string, string>>;
}

/** The file of the refused lines. */
export interface RejectsFile {
  readonly add: (reject: Reject) => void;
  readonly close: () => void;
}

const HEADER = ['file', 'line', 'status', 'code', 'pointer', 'reason', 'values'];

/**
 * Deletes the rejects of an earlier run, and creates a file at the first reject. Writes line by
 * line: a broken-off run keeps its rejects. Only the owner may read the file: it holds card
 * numbers.
 */
export function openRejects(path: string): RejectsFile {
  rmSync(path, { force: true });
  let file: number | undefined;
  const write = (row: readonly unknown[]): void => {
    file ??= openSync(path, 'a', 0o600);
    // Marks cells as text that a spreadsheet would take for formulas.
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
 * The cells as JSON, exactly as read, for the person who corrects them. Escapes semicolons: a Dutch
 * spreadsheet would cut the cell there, and could find a formula behind one.
 */
const asJson = (values: Reject['values']): string =>
  JSON.stringify(values).replaceAll(';', String.raw`\u003b`);

function toCells({ file, line, status, codes, pointers, reason, values }: Reject): readonly unknown[] {
  return [file, line, status, codes.join(';'), pointers.join(';'), reason, asJson(values)];
}
