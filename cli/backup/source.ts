import { basename } from 'node:path';
import { UsageError } from '../catalogue/failures.ts';
import { readFolder } from './folder.ts';
import { readExportLines } from './lines.ts';
import type { WiredItem } from '../../local/aws/dynamodb/bulk-write.ts';
import type { Origin } from './place.ts';

/** A file of an export, with its expected number of items. */
export interface DataFile {
  readonly path: string;
  /** Undefined when the last line of the file has the number. */
  readonly items?: number;
}

/** A complete export. */
export interface Source extends Origin {
  readonly files: readonly DataFile[];
}

/**
 * Opens our own export, which is one file. Reads all of it before anything is written, to find
 * damage in time. Throws a `UsageError` for an incomplete file.
 */
export async function openFile(path: string): Promise<Source> {
  let items = 0;
  let end: Origin | undefined;
  for await (const line of readExportLines(path)) {
    if ('End' in line) end = line.End;
    else items += 1;
  }
  if (end === undefined) {
    throw new UsageError(
      `${basename(path)} lacks the last line, which says that it is whole. What DynamoDB exported is imported by its folder, with its manifests.`,
    );
  }
  if (end.items !== items) throw new UsageError(`${path} holds ${items} items of ${end.items}.`);
  return { ...end, files: [{ path }] };
}

/**
 * Opens a downloaded DynamoDB export: a folder with manifests. Reads all of it first, like
 * `openFile`. Throws a `UsageError` for an incomplete folder.
 */
export async function openFolder(path: string): Promise<Source> {
  const { files, takenAt } = readFolder(path);
  let total = 0;
  for (const file of files) {
    let items = 0;
    for await (const line of readExportLines(file.path)) items += 'Item' in line ? 1 : 0;
    if (items !== file.items) throw new UsageError(`${file.path} holds ${items} items of ${file.items}.`);
    total += items;
  }
  return { takenAt, items: total, files };
}

/** Streams the items of an export, and skips its last line. */
export async function* itemsOf({ files }: Source): AsyncGenerator<WiredItem> {
  for (const { path } of files) {
    for await (const line of readExportLines(path)) if ('Item' in line) yield line.Item;
  }
}
