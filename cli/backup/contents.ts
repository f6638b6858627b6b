import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { StopError, UsageError } from '../catalogue/failures.ts';
import { databaseIn } from '../../local/aws/dynamodb/engine.ts';
import { countIn } from './count.ts';
import { brokenOffIn } from './marker.ts';
import type { Place } from './place.ts';

/**
 * The contents of a table: an approximate count, and pages of items, each as a line of an export.
 */
export interface Contents {
  readonly count: number;
  readonly pages: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
}

const AT_ONCE = 1_000;

/**
 * Hands all data of a local system to `work` as of this moment, whether the system runs or not.
 * Reads in one transaction of SQLite, beside which others may write. Bypasses the engine, which
 * sorts the whole table for each megabyte of a scan. Throws a `UsageError` without data, a
 * `StopError` for data that is unreadable or not of Apart.
 */
export async function withData<T>(data: string, work: (contents: Contents) => Promise<T>): Promise<T> {
  if (!existsSync(databaseIn(data))) throw new UsageError(`There is no data in ${data}.`);
  const database = new DatabaseSync(databaseIn(data), { readOnly: true });
  try {
    database.exec('BEGIN');
    const [table, ...more] = database.prepare('SELECT table_name AS name FROM _tables').all();
    if (more.length > 0) throw new StopError(`The data in ${data} is not of Apart: it has several tables.`);
    if (table === undefined) return await work({ count: 0, pages: [] });
    const from = `FROM "${String(table.name)}"`;
    const count = Number(database.prepare(`SELECT count(*) AS count ${from}`).get()?.count);
    return await work({ count, pages: rowPages(database, `SELECT item_json AS item ${from}`) });
  } catch (error) {
    const isSqlite = error instanceof Error && 'errcode' in error;
    throw isSqlite ? new StopError(`The data in ${data} cannot be read: ${error.message}.`) : error;
  } finally {
    database.close();
  }
}

function* rowPages(database: DatabaseSync, select: string): Generator<readonly string[]> {
  let lines: string[] = [];
  // The engine stores an item in the wire format.
  for (const { item } of database.prepare(select).iterate()) {
    if (lines.push(`{"Item":${String(item)}}\n`) < AT_ONCE) continue;
    yield lines;
    lines = [];
  }
  yield lines;
}

/**
 * All items of a deployed table. Only an export scans the table. Throws a `StopError` when an
 * import was broken off.
 */
export async function contentsOf(place: Place): Promise<Contents> {
  if (await brokenOffIn(place)) {
    throw new StopError('An import into this table was broken off: import the same once more to finish it.');
  }
  return { count: await countIn(place), pages: scanPages(place) };
}

async function* scanPages({ client, tableName }: Place): AsyncGenerator<readonly string[]> {
  const pages = paginateScan({ client }, { TableName: tableName, ConsistentRead: true });
  for await (const { Items } of pages) yield (Items ?? []).map((Item) => `${JSON.stringify({ Item })}\n`);
}
