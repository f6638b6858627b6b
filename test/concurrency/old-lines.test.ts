/** Titles of the version before: a queue with old stamps, and no line. */
import { beforeEach, expect, it } from 'vitest';
import { omit } from '../../lib/domain/omit.ts';
import { each } from '../../testing/api/response-body.ts';
import { CEN, done, openLibrary, TITLE, type Library } from '../../testing/api/small-library.ts';
import { startApi } from '../../testing/api/test-api.ts';
import { everythingIn, type Item } from '../../testing/database/empty-table.ts';
import { strictHook } from '../../testing/database/strict-transactions.ts';
import { checkAfterEach } from '../../testing/invariants/after-each.ts';
import { fromOne } from '../../testing/sampling.ts';

const OLD = '0aaaaaaaa';

/** The text of an item with the stamps that versions before gave: older than all numbers. */
const withOldStamps = (item: Item): Item =>
  JSON.parse(
    JSON.stringify(item).replace(/(QUEUE#|t\.T1\.|WAITS#)([0-9a-z]{9})(\d{3})/g, `$1${OLD}$3abcdefghi`),
  ) as Item;

/** An item without the keys of an index that the version before did not have. */
const unindexed = (item: Item): Item => ({
  ...omit(item, 'servesKey', 'servesSort'),
  pk: item.pk,
  sk: item.sk,
});

/** The items as the version before would have left them. */
const ofBefore = (items: readonly Item[]): readonly Item[] =>
  items
    .filter(({ pk, sk }) => sk !== 'LINE' && !sk.startsWith('WAITS#') && pk !== 'WORK')
    .map(withOldStamps)
    .map((item) => {
      const rest = unindexed(item);
      const waiting = items.filter(({ pk, sk }) => pk === item.pk && sk.startsWith('QUEUE#')).length;
      return item.sk === 'META' && item.titleId !== undefined ? { ...rest, waiting } : rest;
    });

let library: Library;

beforeEach(async () => {
  const before = await openLibrary();
  await before.addCopy('c1');
  for (const id of ['a', 'b', 'c', 'd', 'out']) await before.addPatron(id);
  await done(before.checkOut('c1', 'out'));
  for (const id of ['a', 'b', 'c']) await done(before.reserve(id, { titleId: TITLE }));
  library = await openLibrary({ items: ofBefore(await everythingIn(before)), at: before.clock.now() });
});

checkAfterEach(() => library);

const ofTitle = { titleId: TITLE };
const line = async () => {
  const list = await done(library.staff.get(`/api/reservations?open=true&titleId=${TITLE}`));
  return [each(list, 'patronId'), each(list, 'position')];
};
const waitingNow = async () => (await done(library.staff.get(`/api/titles/${TITLE}`))).waiting;
const idOf = async (patronId: string) =>
  (await done(library.staff.get(`/api/reservations?patronId=${patronId}`))).items?.[0]?.id ?? '';

it('keep every place, and tell how many wait, before anybody has touched them', async () => {
  expect(await line()).toEqual([
    ['a', 'b', 'c'],
    [1, 2, 3],
  ]);
  expect([await waitingNow(), (await library.reservation(await idOf('c'))).position]).toEqual([3, 3]);
});

it('are joined at their end', async () => {
  expect((await done(library.reserve('d', ofTitle))).position).toBe(4);
  expect(await line()).toEqual([
    ['a', 'b', 'c', 'd'],
    [1, 2, 3, 4],
  ]);
  expect((await library.reservation(await idOf('d'))).position).toBe(4);
});

it('are left, and count who is left', async () => {
  await done(library.staff.delete(`/api/reservations/${await idOf('b')}`));
  expect([await waitingNow(), (await library.reservation(await idOf('c'))).position]).toEqual([2, 2]);
});

it('are served from their head', async () => {
  expect((await done(library.checkIn('c1'))).reservation?.patronId).toBe('a');
  expect(await waitingNow()).toBe(2);
  await done(library.checkOut('c1', 'a'));
  expect(await waitingNow()).toBe(2);
});

it('are joined by twenty at once, while one leaves, on a table that cancels overlapping transactions', async () => {
  const ids = fromOne(20).map((n) => `many-${n}`);
  for (const id of ids) await library.addPatron(id);
  const crowd = await startApi({ beside: library, hook: strictHook() });
  const cancelled = await idOf('a');
  const [left, ...answers] = await Promise.all([
    crowd.as.admin.delete(`/api/reservations/${cancelled}`),
    ...ids.map((patronId) =>
      crowd.as.admin.post('/api/reservations', { ...ofTitle, patronId, pickupBranchId: CEN }),
    ),
  ]);
  expect([left.status, new Set(answers.map(({ status }) => status))]).toEqual([200, new Set([201])]);
  expect(await waitingNow()).toBe(22);
  const [patrons, positions] = await line();
  expect(patrons?.slice(0, 2)).toEqual(['b', 'c']);
  expect(positions).toEqual(fromOne(22));
});

it('R8: a copy on the shelf that no index knows is asked for within two minutes', async () => {
  await done(library.checkIn('c1'));
  for (const id of ['a', 'b', 'c']) await done(library.staff.delete(`/api/reservations/${await idOf(id)}`));
  const items = (await everythingIn(library)).map(unindexed);
  library = await openLibrary({ items, at: library.clock.now() });
  await done(library.reserve('d', ofTitle));
  await library.aMinuteLater();
  expect(await library.pulls()).toEqual(['c1 for d']);
});
