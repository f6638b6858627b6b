import type { Day } from '../domain/calendar.ts';
import { stampOf, type Reservation } from '../domain/reservation.ts';
import type { Key } from './keys.ts';

/** How many ways the entries of the sharded indexes are spread: no hot partition in a big batch. */
const SHARDS = { collection: 8, blocked: 4, activity: 8, due: 4 } as const;

/** A shard that depends on the id alone. */
export const shardOf = (id: string, shards: number): number => {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) % 1_000_003;
  return hash % shards;
};

const shardsOf = (prefix: string, shards: number): readonly string[] =>
  Array.from({ length: shards }, (_, shard) => `${prefix}#${shard}`);

const collectionPartition = (collection: string) => `COLLECTION#${collection}`;
export const collectionIndexKeys = (copyId: string, collection: string, branchId: string) => ({
  collectionKey: `${collectionPartition(collection)}#${shardOf(copyId, SHARDS.collection)}`,
  collectionSort: `${branchId}#${copyId}`,
});
export const collectionShards = (collection: string) =>
  shardsOf(collectionPartition(collection), SHARDS.collection);

const blockedPartition = (branchId: string, kinds: string) => `BLOCKED#${branchId}#${kinds}`;
export const blockedIndexKeys = (copyId: string, branchId: string, kinds: string) => ({
  blockedKey: `${blockedPartition(branchId, kinds)}#${shardOf(copyId, SHARDS.blocked)}`,
  blockedSort: copyId,
});
export const blockedShards = (branchId: string, kinds: string) =>
  shardsOf(blockedPartition(branchId, kinds), SHARDS.blocked);

const activityPartition = (activityId: string) => `ACTIVITY#${activityId}`;
export const activityIndexKeys = (copyId: string, activityId: string) => ({
  activityKey: `${activityPartition(activityId)}#${shardOf(copyId, SHARDS.activity)}`,
  activitySort: copyId,
});
export const activityShards = (activityId: string) =>
  shardsOf(activityPartition(activityId), SHARDS.activity);

const wantedPartition = (branchId: string) => `WANTED#${branchId}`;
/** In the order of the shelves, so that the pull list is a walk. */
export const wantedIndexKeys = (copyId: string, branchId: string, shelfmark = '') => ({
  wantedKey: wantedPartition(branchId),
  wantedSort: `${shelfmark}#${copyId}`,
});
export const wantedAt = wantedPartition;

/** What is due on a day and has not been done, of all kinds. */
export const dueIndexKeys = (key: Key, day: Day) => ({
  dueKey: `DUE#${shardOf(key.pk, SHARDS.due)}`,
  dueSort: `${day}#${key.pk}#${key.sk}`,
});
export const dueShards = shardsOf('DUE', SHARDS.due);
/** Everything due on a day or before. */
export const dueUntil = (day: Day): string => `${day}#~`;

/** Reservations of a patron and of a title, in the order in which they were placed. */
export const reservationIndexKeys = ({ id, patronId, titleId }: Reservation) => ({
  ...(patronId !== undefined && { patronKey: `PATRON#${patronId}` }),
  titleKey: `TITLE#${titleId}`,
  placedSort: stampOf(id),
});
export const reservationsOfPatron = (patronId: string) => `PATRON#${patronId}`;
export const reservationsOfTitle = (titleId: string) => `TITLE#${titleId}`;
