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

/** The records of a CSV file, one by one, the header first. */
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

/** A small CSV file as a whole: its records by the columns of its header. */
export async function readRecords(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  let header: readonly string[] | undefined;
  const records: Readonly<Record<string, string>>[] = [];
  for await (const { cells } of readCsvLines(path)) {
    if (header) records.push(byColumn(header, cells));
    else header = cells;
  }
  return records;
}

/** Cells by their columns; what is missing at the end is empty. */
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
 * Fails on what isn't UTF-8: a catalogue in another encoding would be loaded with its accents
 * broken. Makes all line ends alike: csv-parse counts `\r\n` in a quoted cell as two lines.
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
