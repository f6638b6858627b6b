import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FEED_FILES } from '../catalogue/columns.ts';
import { UsageError } from '../catalogue/failures.ts';

/** The content of the manifests of a DynamoDB export. */
export interface Folder {
  readonly takenAt: string;
  readonly files: readonly { readonly path: string; readonly items: number }[];
}

/** Lists the files of an export, and the number of items in each. */
const MANIFEST = 'manifest-files.json';

/**
 * DynamoDB writes an export to a folder with its id, below one with a fixed name. Users may give
 * either folder or their parent.
 */
const FOLDERS = ['', '[0-9]*-*/', 'AWSDynamoDB/[0-9]*-*/'];

const found = (path: string, name: string): readonly string[] =>
  globSync(
    FOLDERS.map((folder) => `${folder}${name}`),
    { cwd: path },
  );

/**
 * Whether a directory is or holds a DynamoDB export, complete or not. A directory with a file of a
 * catalogue is a catalogue.
 */
export const holdsExport = (path: string): boolean =>
  !FEED_FILES.some(({ name }) => existsSync(join(path, `${name}.csv`))) &&
  [MANIFEST, 'data/*.json.gz'].some((name) => found(path, name).length > 0);

/**
 * Reads the manifests of a DynamoDB export. Throws a `UsageError` when a file is missing or does
 * not fit.
 */
export function readFolder(path: string): Folder {
  const [manifest, ...more] = found(path, MANIFEST);
  if (manifest === undefined) {
    throw new UsageError(`${path} lacks ${MANIFEST}: download the whole folder of the export.`);
  }
  if (more.length > 0)
    throw new UsageError(`${path} holds ${more.length + 1} exports: give the folder of one.`);
  const folder = dirname(join(path, manifest));
  const files = listed(join(folder, MANIFEST)).map(({ itemCount, dataFileS3Key }) => ({
    path: join(folder, 'data', basename(dataFileS3Key)),
    items: itemCount,
  }));
  const absent = files.find((file) => !existsSync(file.path));
  if (absent !== undefined) throw new UsageError(`${absent.path} is missing: download the whole folder.`);
  // A partition without items has an empty file, which lacks even the header of gzip.
  return { takenAt: momentOf(folder), files: files.filter(({ items }) => items > 0) };
}

interface Listed {
  readonly itemCount: number;
  readonly dataFileS3Key: string;
}

const listed = (path: string): readonly Listed[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parsed(line, path))
    .map(({ itemCount, dataFileS3Key }) => ({
      itemCount: Number(itemCount),
      dataFileS3Key: String(dataFileS3Key),
    }));

function momentOf(folder: string): string {
  const path = join(folder, 'manifest-summary.json');
  if (!existsSync(path)) throw new UsageError(`${path} is missing: download the whole folder.`);
  const { exportTime, outputFormat, exportType } = parsed(readFileSync(path, 'utf8'), path);
  if (outputFormat !== 'DYNAMODB_JSON' || exportType === 'INCREMENTAL_EXPORT') {
    throw new UsageError(`${folder} is another kind of export: a full one in DynamoDB JSON is needed.`);
  }
  return String(exportTime);
}

function parsed(text: string, path: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new UsageError(`${path} cannot be read: it is not JSON.`);
  }
}
