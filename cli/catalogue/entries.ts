import { toRow, type Row } from './columns.ts';
import { readCsvLines, type CsvLine } from './lines.ts';
import type { PlannedFile } from './plan.ts';
import type { Refusal } from './problem.ts';

const ID = /^[A-Za-z0-9._-]{1,40}$/;

/** A line of a file and its request. */
export interface Entry {
  readonly line: CsvLine;
  readonly row: Row;
  /** The reason not to send it. */
  readonly refusal?: Refusal;
}

/** Streams the lines of a file after its header. */
export async function* readEntries({ file, path, header }: PlannedFile): AsyncGenerator<Entry> {
  const seen = new Map<string, number>();
  let isHeader = true;
  for await (const line of readCsvLines(path)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const row = toRow(file, header, line.cells);
    const reason = reasonNotToSend(row.id, line, header.length, seen.get(row.id));
    if (reason === undefined) seen.set(row.id, line.number);
    yield {
      line,
      row,
      ...(reason === undefined ? {} : { refusal: { status: '', pointers: [], ...reason } }),
    };
  }
}

/**
 * The problems that the API cannot see: lines that make no request, and lines that contradict each
 * other.
 */
function reasonNotToSend(id: string, line: CsvLine, width: number, earlier: number | undefined) {
  if (line.cells.length !== width) {
    return { codes: ['cell-count'], reason: `The line has ${line.cells.length} cells, the header ${width}.` };
  }
  // A URL takes "." and ".." for steps in its path.
  if (!ID.test(id) || id === '.' || id === '..') {
    return { codes: ['bad-id'], reason: 'An id is 1 to 40 of A-Z a-z 0-9 . _ - .' };
  }
  // Both lines would be sent at the same moment, and chance would decide which one stays.
  return earlier === undefined
    ? undefined
    : { codes: ['double-id'], reason: `The same id is on line ${earlier}.` };
}
