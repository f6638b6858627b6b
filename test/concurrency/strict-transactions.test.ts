import { expect, it } from 'vitest';
import { absent, check, put } from '../../lib/store/expression.ts';
import { WriteLost } from '../../lib/store/writes.ts';
import type { RequestHook } from '../../testing/database/dynamodb-hooks.ts';
import { emptyTable } from '../../testing/database/empty-table.ts';
import { strictHook } from '../../testing/database/strict-transactions.ts';

const HOLD = 300;
const { table } = await emptyTable(strictHook({}, HOLD));

const keyOf = (pk: string) => ({ pk, sk: 'one' });
const putAt = (pk: string) => put(keyOf(pk));

const lostIn = (write: Promise<void>): Promise<readonly string[]> =>
  write.then(
    () => [],
    (error: unknown) => {
      if (error instanceof WriteLost) return error.lost;
      throw error;
    },
  );

it('of two transactions at once one loses, and its writes that overlap are named', async () => {
  const lost = await Promise.all([
    lostIn(table.write({ left: putAt('left'), shared: putAt('shared') })),
    lostIn(table.write({ other: putAt('right'), common: putAt('shared') })),
  ]);
  expect(lost).toEqual([[], ['common']]);
});

it('a condition beside a write counts; a single write is refused and holds nothing', async () => {
  await table.write({ condition: check(keyOf('checked'), absent), beside: putAt('beside') });
  expect(await lostIn(table.write({ alone: putAt('checked') }))).toEqual(['alone']);
  expect(await lostIn(table.write({ alone: putAt('free') }))).toEqual([]);
  expect(await lostIn(table.write({ one: putAt('free'), two: putAt('free too') }))).toEqual([]);
});

it('the hook in it may fail a request: it holds nothing then', async () => {
  const hook: RequestHook = {};
  const { table: other } = await emptyTable(strictHook(hook, HOLD));
  const write = () => other.write({ one: putAt('one'), two: putAt('two') });
  hook.before = () => {
    throw new Error('cut off');
  };
  await expect(write()).rejects.toThrow('cut off');
  hook.before = undefined;
  expect(await lostIn(write())).toEqual([]);
  expect(await lostIn(write())).toEqual(['one', 'two']);
});
