/** The four files of the feed, and the conversion of their rows to requests of the API. */

import { readCell, type Kind } from './cells.ts';

/** One file of the feed. Its rows are sent as `PUT /api/{name}/{id}`. */
export interface FeedFile {
  readonly name: string;
  /** The column with the id, which goes into the path. */
  readonly id: string;
  /** The columns that the contract requires. */
  readonly required: readonly string[];
  readonly columns: Readonly<Record<string, Kind>>;
}

/** A cell that cannot be sent, with a sentence that names its column and what is wanted. */
export interface CellProblem {
  readonly column: string;
  readonly code: string;
  readonly sentence: string;
}

/** The id and the request body of a row, without the cells that have a problem. */
export interface Row {
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly problems: readonly CellProblem[];
}

/** In the order of their references: copies name titles and branches, patrons name branches. */
export const FEED_FILES: readonly FeedFile[] = [
  {
    name: 'branches',
    id: 'branchId',
    required: ['name'],
    columns: { name: 'text', contacts: 'list', pickupDays: 'number', reservationLimit: 'number' },
  },
  {
    name: 'titles',
    id: 'titleId',
    required: ['title'],
    columns: { title: 'text', author: 'text', isbn: 'code', materialType: 'text' },
  },
  {
    name: 'patrons',
    id: 'patronId',
    required: ['branchId', 'kind'],
    columns: { branchId: 'code', kind: 'text', label: 'text', activityId: 'code', blocked: 'flag' },
  },
  {
    name: 'copies',
    id: 'copyId',
    required: ['titleId', 'branchId'],
    columns: {
      titleId: 'code',
      branchId: 'code',
      collection: 'text',
      shelfmark: 'text',
      onOrder: 'flag',
      missing: 'flag',
      withdrawn: 'flag',
    },
  },
];

/** The columns of a file, in any capitals in its header; an empty name is of no column. */
export const columnsIn = (file: FeedFile, header: readonly string[]): readonly string[] =>
  header.map((name) => knownTo(file).find((column) => sameName(column, name)) ?? name);

const knownTo = (file: FeedFile): readonly string[] => [file.id, ...Object.keys(file.columns)];

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * The problem with the columns of a file, as a sentence without its subject; undefined for valid
 * ones.
 */
export function headerProblem(file: FeedFile, columns: readonly string[]): string | undefined {
  const known = knownTo(file);
  const named = columns.filter((column) => column !== '');
  const unknown = named.filter((column) => !known.includes(column));
  const missing = [file.id, ...file.required].filter((column) => !named.includes(column));
  const double = named.find((column, index) => named.indexOf(column) !== index);
  if (unknown.length > 0)
    return `has columns that are not known: ${unknown.join(', ')} (known: ${known.join(', ')})`;
  if (missing.length > 0) return `lacks the columns ${missing.join(', ')}`;
  return double === undefined ? undefined : `has the column ${double} twice`;
}

/** Converts a row; leaves out the fields of empty cells, and of columns without a name. */
export function toRow(file: FeedFile, columns: readonly string[], cells: readonly string[]): Row {
  const read = columns
    .map((column, index) => ({ column, cell: cells[index] ?? '' }))
    .filter(({ column, cell }) => column !== '' && cell !== '')
    .map(({ column, cell }) => ({ column, ...readCell(file.columns[column] ?? 'code', cell) }));
  const fields = read.flatMap((one) => ('value' in one ? [[one.column, one.value] as const] : []));
  const problems = read.flatMap((one) =>
    'reason' in one ? [cellProblem(one.column, one.code, one.reason)] : [],
  );
  const { [file.id]: id = '', ...body } = Object.fromEntries(fields);
  return { id: String(id), body, problems };
}

/** The problem of a cell, with its column at the start of its sentence. */
export const cellProblem = (column: string, code: string, reason: string): CellProblem => ({
  column,
  code,
  sentence: `Column ${column}: ${reason}`,
});
