import { expect, it } from 'vitest';
import type { Patron } from '../../lib/domain/patron.ts';
import { cardsOfActivity, queryCardsOfActivity, queryCardsOfBranch } from '../../lib/store/cards.ts';
import { createPatron, deletePatron, loadPatrons, replacePatron } from '../../lib/store/patrons.ts';
import type { Table } from '../../lib/store/table.ts';
import { aSpecialCard, aPatron } from '../../testing/builders.ts';
import { emptyTable } from '../../testing/database/empty-table.ts';

const { table } = await emptyTable();

/** Saves a card as its next version. */
const save = async (wanted: Partial<Patron> & { readonly patronId: string }): Promise<void> => {
  const before = (await loadPatrons(table, [wanted.patronId])).get(wanted.patronId);
  const after = aSpecialCard({ activityId: 'fair', ...wanted });
  const free = { loans: false, reservations: false };
  await table.write(before ? replacePatron(before, after, free) : createPatron(after));
};

const all = { limit: 200 };
const idsOf = ({ items }: { readonly items: readonly Patron[] }) => items.map(({ patronId }) => patronId);
const ofBranch = async (branchId: string, by: Table = table) =>
  idsOf(await queryCardsOfBranch(by, branchId, all));
const ofActivity = async (activityId: string, by: Table = table) =>
  idsOf(await queryCardsOfActivity(by, activityId, all));

it('a card is under its branch and its activity, and nowhere else when it moves', async () => {
  await save({ patronId: 'a', branchId: 'A1', activityId: 'a1' });
  expect([await ofBranch('A1'), await ofActivity('a1')]).toEqual([['a'], ['a']]);
  await save({ patronId: 'a', branchId: 'A2', activityId: 'a2' });
  expect([await ofBranch('A1'), await ofActivity('a1')]).toEqual([[], []]);
  expect([await ofBranch('A2'), await ofActivity('a2')]).toEqual([['a'], ['a']]);
});

it('an ordinary card is in no list, nor is one that has become so, or that is gone', async () => {
  await table.write(createPatron(aPatron({ patronId: 'b1', branchId: 'B' })));
  await save({ patronId: 'b2', branchId: 'B' });
  await save({ patronId: 'b3', branchId: 'B' });
  expect(await ofBranch('B')).toEqual(['b2', 'b3']);
  const [b2, b3] = [...(await loadPatrons(table, ['b2', 'b3'])).values()].sort((x, y) =>
    x.patronId < y.patronId ? -1 : 1,
  );
  if (!b2 || !b3) throw new Error('The cards are not there.');
  const free = { loans: true, reservations: true };
  await table.write(replacePatron(b2, aPatron({ patronId: 'b2', branchId: 'B' }), free));
  await table.write(deletePatron(b3));
  expect([await ofBranch('B'), await ofActivity('fair')]).toEqual([[], []]);
});

it('a card that is being deleted is not shown, but its activity still finds it', async () => {
  await save({ patronId: 'c', branchId: 'C', activityId: 'c', leaving: true });
  expect([await ofBranch('C'), await ofActivity('c')]).toEqual([[], []]);
  expect((await cardsOfActivity(table, 'c')).map(({ patronId }) => patronId)).toEqual(['c']);
});

/** A table whose indexes keep the state of their first read. */
const trailing = (): Table => {
  const seen = new Map<string, ReturnType<Table['readIndex']>>();
  return {
    ...table,
    readIndex: (query) => {
      const page = seen.get(query.partition) ?? table.readIndex(query);
      seen.set(query.partition, page);
      return page;
    },
  };
};

it.each<readonly [string, Partial<Patron>]>([
  ['has moved', { branchId: 'D2', activityId: 'd2' }],
  ['is an ordinary one', { kind: 'ordinary' }],
  ['is being deleted', { leaving: true }],
])('T3: where the index trails, a card that %s by now is left out', async (name, change) => {
  const patronId = `d-${name.length}`;
  const late = trailing();
  const read = async () => [await ofBranch(patronId, late), await ofActivity(patronId, late)];
  await save({ patronId, branchId: patronId, activityId: patronId });
  expect(await read()).toEqual([[patronId], [patronId]]);
  await save({ patronId, branchId: patronId, activityId: patronId, ...change });
  expect(await read()).toEqual([[], []]);
});

it.each([
  ['a branch', queryCardsOfBranch],
  ['an activity, over all its shards', queryCardsOfActivity],
])('%s is read in pages, in order', async (name, list) => {
  const of = name.replaceAll(/\W/g, '');
  const ids = Array.from({ length: 12 }, (_, n) => `${of}-${10 + n}`);
  await Promise.all(ids.map((patronId) => save({ patronId, branchId: of, activityId: of })));
  const first = await list(table, of, { limit: 7 });
  const rest = await list(table, of, { limit: 7, after: first.next });
  expect([...idsOf(first), ...idsOf(rest)]).toEqual(ids);
  expect([first.items.length, rest.next]).toEqual([7, undefined]);
});
