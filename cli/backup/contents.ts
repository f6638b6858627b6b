import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { StopError, UsageError } from '../catalogue/failures.ts';
import { databaseIn } from '../../local/aws/dynamodb/engine.ts';
import { countIn } from './count.ts';
import { brokenOffIn } from './marker.ts';
import type { Place } from './place.ts';

/**
 * What is in a table: how many items, more or less, and each as a line of an export, many at a
 * time.
 */
export interface Contents {
  readonly count: number;
  readonly pages: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
}

const AT_ONCE = 1_000;

/**
 * Everything in the data of a local system as it is at this very moment, whether the system runs or
 * not: one transaction of SQLite, beside which others may write. Past the engine, which sorts the
 * whole table for each megabyte of a scan.
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
  // The engine keeps an item as it goes over the wire.
  for (const { item } of database.prepare(select).iterate()) {
    if (lines.push(`{"Item":${String(item)}}\n`) < AT_ONCE) continue;
    yield lines;
    lines = [];
  }
  yield lines;
}

/** Everything in a deployed table. Elsewhere nothing ever scans it; an export wants all of it. */
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
