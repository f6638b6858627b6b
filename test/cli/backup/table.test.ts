import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../../cli/backup/contents.ts';
import { markIn } from '../../../cli/backup/marker.ts';
import type { Place } from '../../../cli/backup/place.ts';
import { restore } from '../../../cli/backup/restore.ts';
import { openFile } from '../../../cli/backup/source.ts';
import { writeExport } from '../../../cli/backup/write.ts';
import {
  emptyTable,
  everythingIn,
  tableWith,
  type Item,
  type TestTable,
} from '../../../testing/database/empty-table.ts';
import { exported, fileWith, newDirectory, TAKEN_AT } from './files.ts';

/** A plain client of the same table: export and import move attributes in their wire format. */
const placeOf = async ({ client, name }: TestTable): Promise<Place> => {
  const { endpoint, region, credentials } = client.config;
  if (endpoint === undefined) throw new Error('The engine has an address.');
  const { protocol, hostname, port } = await endpoint();
  const url = `${protocol}//${hostname}:${port ?? 80}`;
  return { client: new DynamoDBClient({ endpoint: url, region, credentials }), tableName: name };
};

const ITEMS: readonly Item[] = Array.from({ length: 500 }, (_, n) => ({
  pk: `COPY#${n}`,
  sk: 'META',
  version: n,
  dueKey: `DUE#${n % 4}`,
  dueSort: `2026-10-${String((n % 28) + 1).padStart(2, '0')}`,
  expiresAt: 1_000_000 + n,
  deep: { list: [1.5, 'twee', true, null, { drie: [] }], text: `é “${'x'.repeat(n % 500)}”\n` },
}));

const sorted = (items: readonly Item[]): readonly Item[] => items.toSorted((a, b) => (a.pk < b.pk ? -1 : 1));

const silent = (): void => undefined;

const sourceOf = async (table: TestTable) => {
  const path = join(newDirectory(), 'apart.json.gz');
  await writeExport(await contentsOf(await placeOf(table)), path, TAKEN_AT, silent);
  return openFile(path);
};

/** Makes the write requests fail from the n-th on, or leaves half of their items unprocessed. */
const disturbed = async (
  table: TestTable,
  how: { failsAt?: number; leavesAside?: boolean },
): Promise<Place> => {
  const place = await placeOf(table);
  let requests = 0;
  place.client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== 'BatchWriteItemCommand') return next(args);
      requests += 1;
      if (requests === how.failsAt) throw new Error('The cable is out.');
      if (how.leavesAside !== true || requests % 2 === 0) return next(args);
      const { RequestItems } = args.input as { RequestItems: Record<string, object[]> };
      const all = RequestItems[table.name] ?? [];
      const [now, later] = [all.slice(0, all.length / 2), all.slice(all.length / 2)];
      if (now.length === 0) return next(args);
      const input = { RequestItems: { [table.name]: now } };
      const answer = await next({ ...args, input });
      Object.assign(answer.output as object, { UnprocessedItems: { [table.name]: later } });
      return answer;
    },
    { step: 'initialize' },
  );
  return place;
};

describe('a deployed table', () => {
  it('is the same in another table, also where that one is busy', async () => {
    const source = await sourceOf(await tableWith(ITEMS));
    const other = await emptyTable();
    await restore(await disturbed(other, { leavesAside: true }), source, silent);
    expect(sorted(await everythingIn(other))).toEqual(sorted(ITEMS));
  });

  it('keeps what is in it: nothing is imported into it', async () => {
    const table = await tableWith(ITEMS.slice(0, 3));
    const source = await openFile(fileWith(exported(5)));
    await expect(restore(await placeOf(table), source, silent)).rejects.toThrow(
      `The table ${table.name} is not empty, and an import would mix with what is in it`,
    );
    expect(await everythingIn(table)).toHaveLength(3);
  });

  it('is finished by the next import of the same, wherever the first was broken off', async () => {
    const source = await sourceOf(await tableWith(ITEMS));
    for (const failsAt of [1, 7, 15]) {
      const other = await emptyTable();
      await expect(restore(await disturbed(other, { failsAt }), source, silent)).rejects.toThrow('cable');
      await expect(contentsOf(await placeOf(other))).rejects.toThrow('was broken off');
      const another = await openFile(fileWith(exported(5)));
      await expect(restore(await placeOf(other), another, silent)).rejects.toThrow(
        `An import of the export of ${TAKEN_AT} with 500 items into this table was broken off`,
      );
      await restore(await placeOf(other), source, silent);
      expect(sorted(await everythingIn(other))).toEqual(sorted(ITEMS));
    }
  });

  it('is not finished by an import of something else', async () => {
    const table = await emptyTable();
    await markIn(await placeOf(table), { takenAt: TAKEN_AT, items: 5 });
    await table.client.send(new PutCommand({ TableName: table.name, Item: { pk: 'COPY#1', sk: 'META' } }));
    const later = { ...(await openFile(fileWith(exported(5)))), takenAt: '2026-10-13T01:25:00.000Z' };
    await expect(restore(await placeOf(table), later, silent)).rejects.toThrow('import that one once more');
  });
});
