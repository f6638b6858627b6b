import type { Day } from '../domain/calendar.ts';
import { stampOf, type Reservation } from '../domain/reservation.ts';
import type { Key } from './keys.ts';

/** How many ways the entries of the sharded indexes are spread: no hot partition in a big batch. */
const SHARDS = { collection: 8, blocked: 4, activity: 8, flags: 8, due: 4, reminders: 4 } as const;

/**
 * By which bits of its hash a shard is chosen. A walk along one index writes to others: were they
 * sharded alike, all its writes of a moment would come to one shard of each.
 */
const BITS_FROM = { collection: 0, activity: 8, other: 16 } as const;

/**
 * FNV-1a, its bits mixed as MurmurHash3 does it in the end: barcodes in a row have nothing in
 * common.
 */
const hashOf = (id: string): number => {
  let hash = 0x811c9dc5;
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/**
 * A shard that depends on the id alone; what is chosen by one thing says nothing of what is chosen
 * by another.
 */
export const shardOf = (id: string, shards: number, by: keyof typeof BITS_FROM = 'other'): number =>
  (hashOf(id) >>> BITS_FROM[by]) % shards;

const shardsOf = (prefix: string, shards: number): readonly string[] =>
  Array.from({ length: shards }, (_, shard) => `${prefix}#${shard}`);

const collectionPartition = (collection: string) => `COLLECTION#${collection}`;
const branchCollectionPartition = (collection: string, branchId: string) =>
  `COLLECTION#${collection}#${branchId}`;
const signaturePartition = (collection: string) => `COVER#${collection}`;

/**
 * In the lists of its collection, everywhere and in its branch, and among those that carry the same
 * blocks.
 */
export const collectionIndexKeys = (
  copyId: string,
  collection: string,
  branchId: string,
  signature: string,
) => {
  const shard = shardOf(copyId, SHARDS.collection, 'collection');
  return {
    collectionKey: `${collectionPartition(collection)}#${shard}`,
    collectionSort: copyId,
    branchCollectionKey: `${branchCollectionPartition(collection, branchId)}#${shard}`,
    branchCollectionSort: copyId,
    coverKey: `${signaturePartition(collection)}#${shardOf(copyId, SHARDS.collection)}`,
    coverSort: `${signature}#${branchId}#${copyId}`,
  };
};
export const collectionShards = (collection: string) =>
  shardsOf(collectionPartition(collection), SHARDS.collection);
export const branchCollectionShards = (collection: string, branchId: string) =>
  shardsOf(branchCollectionPartition(collection, branchId), SHARDS.collection);
export const signatureShards = (collection: string) =>
  shardsOf(signaturePartition(collection), SHARDS.collection);

/** The signature and the branch of an entry among those that carry the same blocks. */
export const parseSignatureSort = (
  sort: string,
): { readonly signature: string; readonly branchId: string } => {
  const parts = sort.split('#');
  return { signature: parts.slice(0, -2).join('#'), branchId: parts.at(-2) ?? '' };
};
/** All entries with a signature, or those of one branch among them, and the place after them. */
export const underSignature = (signature: string, branchId?: string) => {
  const start = branchId === undefined ? `${signature}#` : `${signature}#${branchId}#`;
  return { from: start, to: `${start}\u{10ffff}` };
};

const blockedPartition = (branchId: string, kinds: string) => `BLOCKED#${branchId}#${kinds}`;
export const blockedIndexKeys = (copyId: string, branchId: string, kinds: string) => ({
  blockedKey: `${blockedPartition(branchId, kinds)}#${shardOf(copyId, SHARDS.blocked)}`,
  blockedSort: copyId,
});
export const blockedShards = (branchId: string, kinds: string) =>
  shardsOf(blockedPartition(branchId, kinds), SHARDS.blocked);

/**
 * What of an activity: copies with a block of it, loans on its special cards, its flags, those
 * cards themselves.
 */
type OfActivity = 'COPIES' | 'LOANS' | 'FLAGS' | 'CARDS';

const activityPartition = (what: OfActivity, activityId: string) => `ACTIVITY#${activityId}#${what}`;
/** In the order of the copies, or of what `sort` says within one. */
export const activityIndexKeys = (what: OfActivity, activityId: string, id: string, sort = id) => ({
  activityKey: `${activityPartition(what, activityId)}#${shardOf(id, SHARDS.activity, 'activity')}`,
  activitySort: sort,
});
export const activityShards = (what: OfActivity, activityId: string) =>
  shardsOf(activityPartition(what, activityId), SHARDS.activity);

/** Activities by their last day, in one of the lists that there are. */
export const activityListKeys = (list: string, endDate: Day, activityId: string) => ({
  listKey: `ACTIVITIES#${list}`,
  listSort: `${endDate}#${activityId}`,
});
export const activityList = (list: string) => `ACTIVITIES#${list}`;
/** The list of the activities at a branch, or of all branches. */
export const branchListOf = (place: string) => `at#${place}`;
export const branchActivities = (place: string) => activityList(branchListOf(place));

export const branchCards = (branchId: string) => `CARDS#${branchId}`;
/** A special card among those of its branch, which are few: one partition holds them. */
export const branchCardKeys = (branchId: string, patronId: string) => ({
  listKey: branchCards(branchId),
  listSort: patronId,
});

/** Open flags of a branch, oldest first. */
export const flagIndexKeys = (branchId: string, since: Day, id: string) => ({
  flagsKey: `FLAGS#${shardOf(id, SHARDS.flags)}`,
  flagsSort: `${branchId}#${since}#${id}`,
});
export const flagShards = shardsOf('FLAGS', SHARDS.flags);

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

/**
 * A mail that is due about a flag: under its day and branch, so that a night finds whom to mail
 * without reading more.
 */
export const reminderIndexKeys = (day: Day, branchId: string, id: string) => ({
  dueKey: `REMIND#${shardOf(id, SHARDS.reminders)}`,
  dueSort: `${day}#${branchId}#${id}`,
});
export const reminderShards = shardsOf('REMIND', SHARDS.reminders);
/** The day and branch of such an entry. */
export const parseReminderSort = (sort: string): { readonly day: Day; readonly branchId: string } => {
  const [day = '', branchId = ''] = sort.split('#');
  return { day, branchId };
};
/** All entries of a day and branch, and the place after them. */
export const remindersOf = (day: Day, branchId: string) => ({
  from: `${day}#${branchId}#`,
  to: `${day}#${branchId}#\u{10ffff}`,
});

/** Reservations of a patron and of a title, in the order in which they were placed. */
export const reservationIndexKeys = ({ id, patronId, titleId }: Reservation) => ({
  ...(patronId !== undefined && { patronKey: `PATRON#${patronId}` }),
  titleKey: `TITLE#${titleId}`,
  placedSort: stampOf(id),
});
export const reservationsOfPatron = (patronId: string) => `PATRON#${patronId}`;
export const reservationsOfTitle = (titleId: string) => `TITLE#${titleId}`;
