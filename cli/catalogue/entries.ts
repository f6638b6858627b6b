import { cellProblem, toRow, type CellProblem, type FeedFile, type Row } from './columns.ts';
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
export async function* readEntries({ file, path, columns }: PlannedFile): AsyncGenerator<Entry> {
  const seen = new Map<string, number>();
  let isHeader = true;
  for await (const line of readCsvLines(path)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const row = toRow(file, columns, line.cells);
    const refusal =
      cutOff(columns, line) ??
      unnamedCell(columns, line.cells) ??
      refusalOfCells([...row.problems, ...idProblems(file, row, seen)]);
    if (refusal === undefined) seen.set(row.id, line.number);
    yield { line, row, ...(refusal === undefined ? {} : { refusal }) };
  }
}

/** The last line, without its end and with too few cells: what it lacks would be taken away. */
function cutOff(columns: readonly string[], { cells, isOpen }: CsvLine): Refusal | undefined {
  if (!isOpen || cells.length >= columns.length) return undefined;
  const reason = `The file ends in the middle of this line: ${columns.length} cells are wanted, not ${cells.length}.`;
  return { status: '', codes: ['cut-off'], pointers: [], reason };
}

/** A cell outside of the named columns: it may belong to one of them, and nobody knows to which. */
function unnamedCell(columns: readonly string[], cells: readonly string[]): Refusal | undefined {
  const index = cells.findIndex((cell, at) => cell !== '' && (columns[at] ?? '') === '');
  if (index === -1) return undefined;
  const reason = `Column ${index + 1} has no name in the header, and holds "${cells[index]}".`;
  return { status: '', codes: ['unnamed-column'], pointers: [], reason };
}

function refusalOfCells(problems: readonly CellProblem[]): Refusal | undefined {
  if (problems.length === 0) return undefined;
  return {
    status: '',
    codes: [...new Set(problems.map(({ code }) => code))],
    pointers: problems.map(({ column }) => `/${column}`),
    reason: problems.map(({ sentence }) => sentence).join(' '),
  };
}

/**
 * The problems of ids that the API cannot see: one that makes no request, and lines that contradict
 * each other.
 */
function idProblems(file: FeedFile, { id, problems }: Row, seen: ReadonlyMap<string, number>): CellProblem[] {
  if (problems.some(({ column }) => column === file.id)) return [];
  // A URL takes "." and ".." for steps in its path.
  if (!ID.test(id) || id === '.' || id === '..')
    return [cellProblem(file.id, 'bad-id', `1 to 40 of A-Z a-z 0-9 . _ - are wanted, not "${id}".`)];
  // Both lines would be sent at the same moment, and chance would decide which one stays.
  const earlier = seen.get(id);
  return earlier === undefined
    ? []
    : [cellProblem(file.id, 'double-id', `"${id}" is on line ${earlier} too.`)];
}
