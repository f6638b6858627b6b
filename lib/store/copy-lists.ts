/** Lists of copies, each with the copies as they are now. */
import { INDEXES } from '../contract.ts';
import { activitiesOf } from '../domain/block.ts';
import type { Copy } from '../domain/copy.ts';
import { toCopy } from './copies.ts';
import { heldPage, heldReader } from './held-list.ts';
import { activityShards, blockedShards, branchCollectionShards, collectionShards } from './index-keys.ts';
import { copyIdOf, copyKey, type Key } from './keys.ts';
import type { ListReader, Page, PageRange } from './page.ts';
import type { IndexEntry } from './sharded-query.ts';
import type { Item, Table } from './table.ts';

/**
 * The copies of a collection, in one branch or in all. One request per shard, and one per 100
 * copies.
 */
export const copiesOfCollection = (table: Table, collection: string, branchId?: string): ListReader<Copy> => {
  const list =
    branchId === undefined
      ? { index: INDEXES.copiesByCollection, partitions: collectionShards(collection) }
      : {
          index: INDEXES.copiesByCollectionAtBranch,
          partitions: branchCollectionShards(collection, branchId),
        };
  return heldReader(table, list, toCopy);
};

/**
 * The copies of a branch that have a block of this kind, or any. One request per shard, and one per
 * 100 copies.
 */
export const copiesBlocked = (
  table: Table,
  branchId: string,
  blocked: 'reservation' | 'loan' | 'any',
): ListReader<Copy> => {
  const kinds = blocked === 'any' ? ['reservation', 'loan', 'both'] : [blocked, 'both'];
  const partitions = kinds.flatMap((kind) => blockedShards(branchId, kind));
  return heldReader(table, { index: INDEXES.copiesByBlock, partitions }, toCopy);
};

/**
 * The copies with a block of an activity, each once. One request per shard, and one per 100 copies.
 */
export const copiesOfActivity = (table: Table, activityId: string): ListReader<Copy> => {
  const list = {
    index: INDEXES.byActivity,
    partitions: activityShards('COPIES', activityId),
    keysOf: (entry: Key) => [copyKey(copyIdOf(entry))],
    isListed: (item: Item) => activitiesOf(toCopy(item).blocks).has(activityId),
  };
  return heldReader(table, list, toCopy);
};

const isOnCardOf = ({ loan }: Copy, activityId: string): boolean =>
  loan?.special === true && loan.activityId === activityId;

/**
 * A page of the copies on special cards of an activity, by barcode. An entry goes when the copy
 * changes cards; the copy tells which card has it. One request per shard, and one per 100 copies.
 */
export const copiesOnCardsOf = (table: Table, activityId: string, part: PageRange): Promise<Page<Copy>> => {
  const list = {
    index: INDEXES.byActivity,
    partitions: activityShards('LOANS', activityId),
    keysOf: ({ place }: IndexEntry) => [copyKey(place)],
    isListed: (item: Item) => isOnCardOf(toCopy(item), activityId),
  };
  return heldPage(table, list, part, toCopy);
};
