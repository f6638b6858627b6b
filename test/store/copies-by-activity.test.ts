import { expect, it } from 'vitest';
import type { Block } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { changeCopy, loadCopies } from '../../lib/store/copies.ts';
import { copiesOfActivity } from '../../lib/store/copy-lists.ts';
import { aCopy, aLoanBlock, aReservationBlock, blocksOf } from '../../testing/builders.ts';
import { emptyTable } from '../../testing/database/empty-table.ts';

const { table } = await emptyTable();

/** Saves a copy with only these blocks as its next version. */
const save = async (copyId: string, ...blocks: Block[]): Promise<void> => {
  const before = (await loadCopies(table, [copyId])).get(copyId);
  const after: Copy = { ...aCopy({ copyId }), ...before, blocks: blocksOf(...blocks) };
  await table.write(changeCopy(before, after));
};

const listed = async (activityId: string, limit = 200, after?: string) => {
  const { items, next } = await copiesOfActivity(table, activityId)({ limit, after });
  return { ids: items.map(({ item }) => item.copyId), next };
};

const forFair = (kind: 'reservation' | 'loan', activityId = 'fair'): Block =>
  kind === 'loan' ? aLoanBlock({ activityId }) : aReservationBlock({ activityId });

it('B1: a copy with two blocks of an activity and one of another is listed once for each activity', async () => {
  await save('a1', forFair('reservation'), forFair('loan'), forFair('reservation', 'easter'));
  expect([(await listed('fair')).ids, (await listed('easter')).ids]).toEqual([['a1'], ['a1']]);
});

it('B1: it stays listed while one block of the activity is left, and goes with the last', async () => {
  await save('b1', forFair('reservation', 'b'), forFair('loan', 'b'));
  await save('b1', forFair('loan', 'b'));
  expect((await listed('b')).ids).toEqual(['b1']);
  await save('b1', aReservationBlock());
  expect((await listed('b')).ids).toEqual([]);
});

it('blocks of no activity are of none', async () => {
  await save('c1', aReservationBlock(), aLoanBlock());
  expect((await listed('undefined')).ids).toEqual([]);
});

it('is read in pages, in order, over all shards', async () => {
  const ids = Array.from({ length: 30 }, (_, n) => `d${10 + n}`);
  await Promise.all(ids.map((id) => save(id, forFair('reservation', 'many'))));
  const first = await listed('many', 20);
  const rest = await listed('many', 20, first.next);
  expect([...first.ids, ...rest.ids]).toEqual(ids);
  expect([first.ids.length, rest.next]).toEqual([20, undefined]);
});
