/** The four files of the feed, and the conversion of their cells to the JSON of the API. */

type Kind = 'text' | 'flag' | 'number' | 'list';

/** One file of the feed. Its rows are sent as `PUT /api/{name}/{id}`. */
export interface FeedFile {
  readonly name: string;
  /** The column with the id, which goes into the path. */
  readonly id: string;
  /** The columns that the contract requires. */
  readonly required: readonly string[];
  readonly columns: Readonly<Record<string, Kind>>;
}

/** The id and the request body of a row. */
export interface Row {
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
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
    columns: { title: 'text', author: 'text', isbn: 'text', materialType: 'text' },
  },
  {
    name: 'patrons',
    id: 'patronId',
    required: ['branchId', 'kind'],
    columns: { branchId: 'text', kind: 'text', label: 'text', activityId: 'text', blocked: 'flag' },
  },
  {
    name: 'copies',
    id: 'copyId',
    required: ['titleId', 'branchId'],
    columns: {
      titleId: 'text',
      branchId: 'text',
      collection: 'text',
      shelfmark: 'text',
      onOrder: 'flag',
      missing: 'flag',
      withdrawn: 'flag',
    },
  },
];

/**
 * The problem with a file's header, as a sentence without its subject; undefined for a valid
 * header.
 */
export function headerProblem(file: FeedFile, header: readonly string[]): string | undefined {
  const known = [file.id, ...Object.keys(file.columns)];
  const unknown = header.filter((column) => !known.includes(column));
  const missing = [file.id, ...file.required].filter((column) => !header.includes(column));
  const double = header.find((column, index) => header.indexOf(column) !== index);
  if (header.length === 1 && header[0]?.includes(';'))
    return 'has semicolons between its columns; commas are expected';
  if (unknown.length > 0)
    return `has columns that are not known: ${unknown.join(', ')} (known: ${known.join(', ')})`;
  if (missing.length > 0) return `lacks the columns ${missing.join(', ')}`;
  return double === undefined ? undefined : `has the column ${double} twice`;
}

/** Converts a row; leaves out the fields of empty cells. */
export function toRow(file: FeedFile, header: readonly string[], cells: readonly string[]): Row {
  const filled = header
    .map((column, index) => [column, cells[index] ?? ''] as const)
    .filter(([, cell]) => cell !== '');
  const fields = filled.map(
    ([column, cell]) => [column, toValue(file.columns[column] ?? 'text', cell)] as const,
  );
  const { [file.id]: id = '', ...body } = Object.fromEntries(fields);
  return { id: String(id), body };
}

/**
 * Keeps a cell that does not fit its kind as text: the API refuses it, with a better reason than
 * ours.
 */
function toValue(kind: Kind, cell: string): unknown {
  switch (kind) {
    case 'text':
      return cell;
    case 'flag':
      return cell === 'true' ? true : cell === 'false' ? false : cell;
    case 'number':
      return /^\d{1,9}$/.test(cell) ? Number(cell) : cell;
    case 'list':
      return cell.split(';').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  }
}
