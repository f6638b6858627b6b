import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UsageError } from '../catalogue/failures.ts';
import { isMark } from './marker.ts';
import type { WiredItem } from '../../local/aws/dynamodb/bulk-write.ts';
import type { Origin } from './place.ts';

/** A line of an export: an item or, at the end of our own exports, the origin. */
export type ExportLine = { readonly Item: WiredItem } | { readonly End: Origin };

/**
 * Streams the lines of a gzipped file. Throws a `UsageError` where it is cut off, damaged or not an
 * export.
 */
export async function* readExportLines(path: string): AsyncGenerator<ExportLine> {
  let number = 0;
  try {
    for await (const text of textLines(path)) yield lineOf(text, path, (number += 1));
  } catch (error) {
    throw readable(error, path, number);
  }
}

/** Replaces `readline`, which does not report errors of its input. */
async function* textLines(path: string): AsyncGenerator<string> {
  const unpacked: AsyncIterable<string> = pipeline(
    createReadStream(path),
    createGunzip(),
    () => undefined,
  ).setEncoding('utf8');
  let held = '';
  for await (const chunk of unpacked) {
    const lines = `${held}${chunk}`.split('\n');
    held = lines.pop() ?? '';
    yield* lines;
  }
  if (held !== '') yield held;
}

function lineOf(text: string, path: string, number: number): ExportLine {
  const line = parsed(text);
  if ('Item' in line && isItem(line.Item)) return { Item: wholly(line.Item, path) };
  if ('End' in line && isOrigin(line.End)) return { End: line.End };
  throw new UsageError(`${path}, line ${number}, is not an item of Apart.`);
}

/** An export by DynamoDB itself may hold the mark of an unfinished import. */
function wholly(item: WiredItem, path: string): WiredItem {
  if (!isMark(item)) return item;
  throw new UsageError(
    `${path} is of a table into which an import was broken off: finish that import, then export the table again.`,
  );
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function isItem(value: unknown): value is WiredItem {
  const { pk, sk } = (value ?? {}) as Partial<WiredItem>;
  return typeof pk?.S === 'string' && typeof sk?.S === 'string';
}

function isOrigin(value: unknown): value is Origin {
  const { takenAt, items } = (value ?? {}) as Partial<Origin>;
  return typeof takenAt === 'string' && typeof items === 'number';
}

function readable(error: unknown, path: string, lines: number): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'Z_BUF_ERROR') return new UsageError(`${path} is cut off after ${lines} lines.`);
  if (error.code === 'Z_DATA_ERROR' && lines === 0) {
    return new UsageError(
      `${path} is no export: it is not gzipped. A catalogue is imported by its directory.`,
    );
  }
  if (error.code === 'Z_DATA_ERROR') return new UsageError(`${path} is damaged after ${lines} lines.`);
  return new UsageError(`${path} cannot be read: ${error.message}.`);
}
