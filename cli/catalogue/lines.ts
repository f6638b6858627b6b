import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';

import { parse } from 'csv-parse';

import { UsageError } from './failures.ts';

/** One record of a CSV file. */
export interface CsvLine {
  /** The line of the file on which the record starts; a quoted cell may hold more lines. */
  readonly number: number;
  readonly cells: readonly string[];
}

/**
 * Streams the records of a CSV file, the header first. Throws a `UsageError` for an unreadable
 * file.
 */
export async function* readCsvLines(path: string): AsyncGenerator<CsvLine> {
  const parser = parse({ info: true, relax_column_count: true, skip_empty_lines: true });
  const records: AsyncIterable<Parsed> = pipeline(createReadStream(path), decode, parser, () => undefined);
  try {
    for await (const { record, info } of records) {
      yield { number: info.lines - lineBreaks(record), cells: record };
    }
  } catch (error) {
    throw new UsageError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

/** Reads a small CSV file at once: its records by the columns of its header. */
export async function readRecords(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  let header: readonly string[] | undefined;
  const records: Readonly<Record<string, string>>[] = [];
  for await (const { cells } of readCsvLines(path)) {
    if (header) records.push(byColumn(header, cells));
    else header = cells;
  }
  return records;
}

/** Cells by their columns; missing cells at the end are empty. */
export function byColumn(
  header: readonly string[],
  cells: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(header.map((column, index) => [column, cells[index] ?? '']));
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Throws for bytes that are not UTF-8: another encoding would break the accents of a catalogue.
 * Unifies line ends: csv-parse counts `\r\n` in a quoted cell as two lines.
 */
async function* decode(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let held = '';
  for await (const chunk of chunks) {
    const text = held + decoder.decode(chunk, { stream: true });
    held = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - held.length).replaceAll(/\r\n?/g, '\n');
  }
  yield held + decoder.decode();
}

function lineBreaks(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0);
}
