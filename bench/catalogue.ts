import { execFile } from 'node:child_process';
import type { Writes } from '../lib/store/writes.ts';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { databaseIn } from '../local/aws/dynamodb/engine.ts';
import { engineBinary } from '../local/aws/dynamodb/engine-binary.ts';

/** An attribute in the wire format of DynamoDB. */
const wired = (value: unknown): unknown => {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(wired) };
  return { M: wiredItem(value as object) };
};

const wiredItem = (item: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, wired(value)]),
  );

const linesOf = (writes: Writes): string =>
  Object.values(writes)
    .map((write) => {
      if (!('put' in write)) throw new Error('Only new items can be imported.');
      return `${JSON.stringify({ Item: wiredItem(write.put) })}\n`;
    })
    .join('');

/**
 * Makes the engine's database in a directory, with a table and the items that these writes put;
 * ignores their conditions. Uses the engine's import of a DynamoDB export: ten times as fast as
 * `BatchWriteItem`, with the same indexes.
 */
export async function makeDatabase(
  directory: string,
  table: TableDescription,
  items: Iterable<Writes>,
): Promise<void> {
  const source = join(directory, 'export');
  const data = join(source, String(table.TableName), 'data');
  mkdirSync(data, { recursive: true });
  const schema = join(directory, 'schema.json');
  writeFileSync(schema, JSON.stringify({ Table: table }));
  const file = createWriteStream(join(data, 'items.json'), { highWaterMark: 1 << 20 });
  for (const writes of items) {
    if (!file.write(linesOf(writes))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  const options = ['--source', source, '--schema', schema, '--output', databaseIn(directory)];
  await promisify(execFile)(engineBinary(), ['import', ...options]);
  rmSync(source, { recursive: true });
}
