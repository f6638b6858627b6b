import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';

import { columnsIn, FEED_FILES, headerProblem, type FeedFile } from './columns.ts';
import { UsageError } from './failures.ts';
import { readCsvLines } from './lines.ts';

/** A file that exists and is readable to its end. */
export interface PlannedFile {
  readonly file: FeedFile;
  readonly path: string;
  /** The columns by their place in the file; empty where the header names none. */
  readonly columns: readonly string[];
  /** The number of lines after the header. */
  readonly lines: number;
}

/** The files to load, in order, and the names of absent files. */
export interface Plan {
  readonly files: readonly PlannedFile[];
  readonly skipped: readonly string[];
}

/**
 * Reads every file once before the first request: a wrong column or an open quote must not stop a
 * feed halfway. Throws a `UsageError` for such a file.
 */
export async function makePlan(directory: string): Promise<Plan> {
  const present = FEED_FILES.filter((file) => existsSync(pathOf(directory, file)));
  if (present.length === 0) {
    const names = FEED_FILES.map((file) => `${file.name}.csv`);
    throw new UsageError(`${directory} holds none of ${names.join(', ')}.`);
  }
  const files: PlannedFile[] = [];
  for (const file of present) files.push(await inspect(file, pathOf(directory, file)));
  const skipped = FEED_FILES.filter((file) => !present.includes(file)).map((file) => `${file.name}.csv`);
  return { files, skipped };
}

async function inspect(file: FeedFile, path: string): Promise<PlannedFile> {
  let header: readonly string[] | undefined;
  let lines = 0;
  for await (const line of readCsvLines(path)) {
    if (header !== undefined) lines += 1;
    else header = line.cells;
  }
  if (header === undefined) throw new UsageError(`${basename(path)} is empty: not even a header.`);
  const columns = columnsIn(file, header);
  const problem = headerProblem(file, columns);
  if (problem !== undefined) throw new UsageError(`${basename(path)} ${problem}.`);
  return { file, path, columns, lines };
}

function pathOf(directory: string, file: FeedFile): string {
  return join(directory, `${file.name}.csv`);
}
