import { defined } from '../domain/defined.ts';
import { INDEXES } from '../contract.ts';
import { isSpecial, type Patron } from '../domain/patron.ts';
import { activityShards, branchCards } from './index-keys.ts';
import { queryShards, type IndexEntries } from './sharded-query.ts';
import { type PageRange, type Page } from './page.ts';
import { toPatron } from './patrons.ts';
import type { Table } from './table.ts';

/** Reads the current cards. An index lags, so a card may no longer belong to the list. */
const loadPage = async (
  table: Table,
  { entries, next }: IndexEntries,
  belongs: (card: Patron) => boolean,
): Promise<Page<Patron>> => {
  const items = await table.getAll(entries);
  const cards = new Map(items.map((item) => [item.pk, toPatron(item)]));
  return {
    items: entries
      .flatMap(({ pk }) => cards.get(pk) ?? [])
      .filter((card) => isSpecial(card) && !card.leaving && belongs(card)),
    ...defined({ next }),
  };
};

/** A page of the special cards of a branch. One request, and one per 100 cards. */
export const queryCardsOfBranch = async (
  table: Table,
  branchId: string,
  part: PageRange,
): Promise<Page<Patron>> => {
  const entries = await queryShards(table, INDEXES.activities, [branchCards(branchId)], part);
  return loadPage(table, entries, (card) => card.branchId === branchId);
};

/** A page of the special cards of an activity. One request per shard, and one per 100 cards. */
export const queryCardsOfActivity = async (
  table: Table,
  activityId: string,
  part: PageRange,
): Promise<Page<Patron>> => {
  const shards = activityShards('CARDS', activityId);
  const entries = await queryShards(table, INDEXES.byActivity, shards, part);
  return loadPage(table, entries, (card) => card.activityId === activityId);
};

/**
 * All special cards of an activity, including those being deleted. One request per shard, and one
 * per 100 cards.
 */
export const cardsOfActivity = async (table: Table, activityId: string): Promise<readonly Patron[]> => {
  const shards = activityShards('CARDS', activityId);
  const pages = await Promise.all(
    shards.map((partition) => table.readIndex({ index: INDEXES.byActivity, partition })),
  );
  const cards = await table.getAll(pages.flat().map(({ pk, sk }) => ({ pk, sk })));
  return cards.map(toPatron).filter((card) => card.activityId === activityId);
};
