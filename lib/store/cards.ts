import { INDEXES } from '../contract.ts';
import { isSpecial, type Patron } from '../domain/patron.ts';
import { activityShards, branchCards } from './index-keys.ts';
import { allHeld, heldPage, type HeldList } from './held-list.ts';
import type { Page, PageRange } from './page.ts';
import { toPatron } from './patrons.ts';
import type { Item, Table } from './table.ts';

/** A card that is being deleted is not shown any more. */
const toShown = (item: Item): Patron | undefined => {
  const card = toPatron(item);
  return isSpecial(card) && !card.leaving ? card : undefined;
};

const ofActivity = (activityId: string): HeldList => ({
  index: INDEXES.byActivity,
  partitions: activityShards('CARDS', activityId),
});

/** A page of the special cards of a branch. One request, and one per 100 cards. */
export const queryCardsOfBranch = (table: Table, branchId: string, part: PageRange): Promise<Page<Patron>> =>
  heldPage(table, { index: INDEXES.activities, partitions: [branchCards(branchId)] }, part, toShown);

/** A page of the special cards of an activity. One request per shard, and one per 100 cards. */
export const queryCardsOfActivity = (
  table: Table,
  activityId: string,
  part: PageRange,
): Promise<Page<Patron>> => heldPage(table, ofActivity(activityId), part, toShown);

/**
 * All special cards of an activity, including those being deleted. One request per shard, and one
 * per 100 cards.
 */
export const cardsOfActivity = (table: Table, activityId: string): Promise<readonly Patron[]> =>
  allHeld(table, ofActivity(activityId), toPatron);
