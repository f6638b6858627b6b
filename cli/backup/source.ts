import { basename } from 'node:path';
import { UsageError } from '../catalogue/failures.ts';
import { readFolder } from './folder.ts';
import { readExportLines } from './lines.ts';
import type { WiredItem } from '../../local/aws/dynamodb/bulk-write.ts';
import type { Origin } from './place.ts';

/** One file of an export, and how many items it should hold. */
export interface DataFile {
  readonly path: string;
  /** Undefined: its own last line says. */
  readonly items?: number;
}

/** An export that is whole. */
export interface Source extends Origin {
  readonly files: readonly DataFile[];
}

/**
 * An export of ours in one file. It is read once to its end before anything is written: what is cut
 * off or damaged must not be noticed halfway.
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
 * An export of DynamoDB itself, as it was downloaded: a folder with manifests. It is read once to
 * its end, too.
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

/** The items of an export. */
export async function* itemsOf({ files }: Source): AsyncGenerator<WiredItem> {
  for (const { path } of files) {
    for await (const line of readExportLines(path)) if ('Item' in line) yield line.Item;
  }
}
