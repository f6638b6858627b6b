import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';

import { parse } from 'csv-parse';

import { UsageError } from './failures.ts';

/** One record of a CSV file. */
export interface CsvLine {
  /** The line of the file on which the record starts; a quoted cell may hold more lines. */
  readonly number: number;
  readonly cells: readonly string[];
  /** It is the last one and has no line end: the file may have been cut off in it. */
  readonly isOpen?: true;
}

/**
 * Streams the records of a CSV file that are not blank, the header first, without the spaces around
 * cells. Commas, semicolons or tabs separate them. Throws a `UsageError` for an unreadable file.
 */
export async function* readCsvLines(path: string): AsyncGenerator<CsvLine> {
  try {
    const parser = parse({ ...(await layoutOf(path)), ...LENIENT });
    const records: AsyncIterable<Parsed> = pipeline(createReadStream(path), decode, parser, () => undefined);
    let last: CsvLine | undefined;
    for await (const { record, info } of records) {
      if (last) yield last;
      last = { number: info.lines - lineBreaks(record), cells: record.map((cell) => cell.trim()) };
    }
    if (last) yield (await endsOpen(path)) ? { ...last, isOpen: true } : last;
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

/** Cells by their columns, without those of no name; missing cells at the end are empty. */
export function byColumn(
  columns: readonly string[],
  cells: readonly string[],
): Readonly<Record<string, string>> {
  const all = columns.map((column, index) => [column, cells[index] ?? ''] as const);
  return Object.fromEntries(all.filter(([column]) => column !== ''));
}

/**
 * What spreadsheets do: they leave out empty cells at the end, and write blank rows as separators.
 * `trim` also lets spaces stand around quotes.
 */
const LENIENT = {
  info: true,
  relax_column_count: true,
  skip_empty_lines: true,
  skip_records_with_empty_values: true,
  trim: true,
};

/**
 * The separator, and the first line of records. The header shows the separator: no column has one
 * in its name. Excel lets a line `sep=;` before the header name it.
 */
async function layoutOf(path: string): Promise<{ readonly delimiter: string; readonly from_line: number }> {
  const file = await open(path);
  try {
    let number = 0;
    for await (const line of file.readLines()) {
      number += 1;
      const named = /^\uFEFF?"?sep=(.)"?$/i.exec(line)?.[1];
      if (named !== undefined) return { delimiter: named, from_line: number + 1 };
      if (line.trim() !== '') return { delimiter: /[,;\t]/.exec(line)?.[0] ?? ',', from_line: 1 };
    }
    return { delimiter: ',', from_line: 1 };
  } finally {
    await file.close();
  }
}

/** Whether the last line of a file has no line end. */
async function endsOpen(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] !== 10 && buffer[0] !== 13;
  } finally {
    await file.close();
  }
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

const NOT_UTF8 = [
  'it is not UTF-8 (but Windows-1252, UTF-16 or a workbook), and would lose its accents.',
  'Save it again: in Excel with Save As and the type "CSV UTF-8",',
  'in LibreOffice with Save As, "Edit filter settings" and the character set "Unicode (UTF-8)"',
].join(' ');

/**
 * Throws for bytes that are not UTF-8: another encoding would break the accents of a catalogue.
 * Unifies line ends: csv-parse counts `\r\n` in a quoted cell as two lines.
 */
async function* decode(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let held = '';
  for await (const chunk of chunks) {
    const text = held + decoded(decoder, chunk);
    held = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - held.length).replaceAll(/\r\n?/g, '\n');
  }
  // A file may end in a lone carriage return.
  yield held.replace('\r', '\n') + decoded(decoder);
}

function decoded(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
  try {
    const text = decoder.decode(chunk, { stream: chunk !== undefined });
    // UTF-16 of plain letters is UTF-8 too, with a NUL beside each letter.
    if (!text.includes('\0')) return text;
  } catch {
    // Falls through: the decoder's own message says nothing to a person.
  }
  throw new Error(NOT_UTF8);
}

function lineBreaks(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0);
}
