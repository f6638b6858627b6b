// Long: the keys of every index, in one place, so that no two kinds of item can share one.

import type { Day } from '../domain/calendar.ts';
import { isIdle, isOnShelf, type Copy } from '../domain/copy.ts';
import type { Reach } from '../domain/reach.ts';
import { placeInList, type Reservation } from '../domain/reservation.ts';
import type { Key } from './keys.ts';

/** Shards per index, so that a big batch has no hot partition. */
const SHARDS = { collection: 8, blocked: 4, activity: 8, flags: 8, due: 4, reminders: 4 } as const;

/**
 * The bits of the hash that choose a shard. A walk along one index writes to others; with the same
 * bits, all writes of a moment would go to one shard of each.
 */
const BITS_FROM = { collection: 0, activity: 8, other: 16 } as const;

/** FNV-1a with the finalizer of MurmurHash3: consecutive barcodes get unrelated hashes. */
const hashOf = (id: string): number => {
  let hash = 0x811c9dc5;
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** The shard depends on the id alone. Shards for a different `by` are independent. */
export const shardOf = (id: string, shards: number, by: keyof typeof BITS_FROM = 'other'): number =>
  (hashOf(id) >>> BITS_FROM[by]) % shards;

const shardsOf = (prefix: string, shards: number): readonly string[] =>
  Array.from({ length: shards }, (_, shard) => `${prefix}#${shard}`);

const collectionPartition = (collection: string) => `COLLECTION#${collection}`;
const branchCollectionPartition = (collection: string, branchId: string) =>
  `COLLECTION#${collection}#${branchId}`;
const signaturePartition = (collection: string) => `COVER#${collection}`;

/**
 * Lists a copy under its collection, under its collection in its branch, and under its signature.
 */
export const collectionIndexKeys = (copyId: string, collection: string, branchId: string) => {
  const shard = shardOf(copyId, SHARDS.collection, 'collection');
  return {
    collectionKey: `${collectionPartition(collection)}#${shard}`,
    collectionSort: copyId,
    branchCollectionKey: `${branchCollectionPartition(collection, branchId)}#${shard}`,
    branchCollectionSort: copyId,
  };
};
/** A copy among those of its collection with the same signature. */
export const signatureIndexKeys = (
  { copyId, branchId }: { readonly copyId: string; readonly branchId: string },
  collection: string,
  signature: string,
) => ({
  coverKey: `${signaturePartition(collection)}#${shardOf(copyId, SHARDS.collection)}`,
  coverSort: `${signature}#${branchId}#${copyId}`,
});
export const collectionShards = (collection: string) =>
  shardsOf(collectionPartition(collection), SHARDS.collection);
export const branchCollectionShards = (collection: string, branchId: string) =>
  shardsOf(branchCollectionPartition(collection, branchId), SHARDS.collection);
export const signatureShards = (collection: string) =>
  shardsOf(signaturePartition(collection), SHARDS.collection);

/** The inverse of `coverSort`. */
export const parseSignatureSort = (
  sort: string,
): { readonly signature: string; readonly branchId: string } => {
  const parts = sort.split('#');
  return { signature: parts.slice(0, -2).join('#'), branchId: parts.at(-2) ?? '' };
};
/**
 * The range of the entries with a signature, in one branch or in all; `to` is also where to go on
 * after them.
 */
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
 * The lists of an activity: copies with its blocks, loans on its special cards, its flags, those
 * cards.
 */
type OfActivity = 'COPIES' | 'LOANS' | 'FLAGS' | 'CARDS';

const activityPartition = (what: OfActivity, activityId: string) => `ACTIVITY#${activityId}#${what}`;
/** Ordered by `sort`: the id when omitted. */
export const activityIndexKeys = (what: OfActivity, activityId: string, id: string, sort = id) => ({
  activityKey: `${activityPartition(what, activityId)}#${shardOf(id, SHARDS.activity, 'activity')}`,
  activitySort: sort,
});
export const activityShards = (what: OfActivity, activityId: string) =>
  shardsOf(activityPartition(what, activityId), SHARDS.activity);

/** Activities by their last day. */
export const activityListKeys = (list: string, endDate: Day, activityId: string) => ({
  listKey: `ACTIVITIES#${list}`,
  listSort: `${endDate}#${activityId}`,
});
export const activityList = (list: string) => `ACTIVITIES#${list}`;
/** The activities at a branch, or of all branches (`*`). */
export const branchListOf = (place: string) => `at#${place}`;
export const branchActivities = (place: string) => activityList(branchListOf(place));

export const branchCards = (branchId: string) => `CARDS#${branchId}`;
/** One partition: a branch has few special cards. */
export const branchCardKeys = (branchId: string, patronId: string) => ({
  listKey: branchCards(branchId),
  listSort: patronId,
});

/** By branch, oldest first. */
export const flagIndexKeys = (branchId: string, since: Day, id: string) => ({
  flagsKey: `FLAGS#${shardOf(id, SHARDS.flags)}`,
  flagsSort: `${branchId}#${since}#${id}`,
});
export const flagShards = shardsOf('FLAGS', SHARDS.flags);

const wantedPartition = (branchId: string) => `WANTED#${branchId}`;
/** In shelf order: the pull list follows it. */
export const wantedIndexKeys = (copyId: string, branchId: string, shelfmark = '') => ({
  wantedKey: wantedPartition(branchId),
  wantedSort: `${shelfmark}#${copyId}`,
});
export const wantedAt = wantedPartition;
/** A wanted copy that nobody can have until the end of a day: the pull list looks at it then. */
export const wantedLaterKeys = (copyId: string, branchId: string, until: Day) => ({
  wantedKey: wantedLaterAt(branchId),
  wantedSort: `${until}#${copyId}`,
});
export const wantedLaterAt = (branchId: string) => `${wantedPartition(branchId)}#LATER`;

const servingPartition = (titleId: string) => `SERVES#${titleId}`;
/** Idle copies come first: those on the shelf that nobody has asked for. */
const IDLE = '0';
const ASKED = '1';
const BUSY = '2';
/** Among them those that can serve most people. */
const REACHES: Readonly<Record<Exclude<Reach, 'nobody'>, string>> = { everybody: '1', own: '2', later: '3' };
const placeOf = (copy: Copy) => {
  if (isIdle(copy)) return IDLE;
  return isOnShelf(copy) ? ASKED : BUSY;
};
/** A copy that can serve the line of its title. */
export const servingIndexKeys = (reach: Exclude<Reach, 'nobody'>, copy: Copy) => ({
  servesKey: servingPartition(copy.titleId),
  servesSort: [placeOf(copy), REACHES[reach], copy.branchId, copy.copyId].join('#'),
});
export const copiesServing = servingPartition;

/** The inverse of `servesSort`. */
export const parseServingSort = (sort: string) => {
  const [state, code = '', branchId = ''] = sort.split('#');
  const [reach] = Object.entries(REACHES).find(([, known]) => known === code) ?? [];
  return { place: sort, isIdle: state === IDLE, reach: reach as keyof typeof REACHES, branchId };
};

const under = (start: string) => ({ from: start, to: `${start}\u{10ffff}` });
/** The range of idle copies of all branches, or of those of one that can serve everybody. */
export const idleCopies = under(`${IDLE}#`);
export const idleCopiesAt = (branchId: string) => under(`${IDLE}#${REACHES.everybody}#${branchId}#`);
/** The range of the copies on the shelves that are asked for. */
export const askedCopies = under(`${ASKED}#`);
/** The ranges of the copies of a branch that can serve now, or after their loan. */
export const servingCopiesAt = (branchId: string) =>
  [IDLE, ASKED, BUSY].flatMap((state) =>
    [REACHES.everybody, REACHES.own].map((reach) => under(`${state}#${reach}#${branchId}#`)),
  );

/** Unfinished items of all kinds, by the day on which they are due. */
export const dueIndexKeys = (key: Key, day: Day) => ({
  dueKey: `DUE#${shardOf(key.pk, SHARDS.due)}`,
  dueSort: `${day}#${key.pk}#${key.sk}`,
});
export const dueShards = shardsOf('DUE', SHARDS.due);
/** The upper end of everything due on or before a day. */
export const dueUntil = (day: Day): string => `${day}#~`;

/** Reminders by day and branch: the night finds the branches to mail without reading the flags. */
export const reminderIndexKeys = (day: Day, branchId: string, id: string) => ({
  dueKey: `REMIND#${shardOf(id, SHARDS.reminders)}`,
  dueSort: `${day}#${branchId}#${id}`,
});
export const reminderShards = shardsOf('REMIND', SHARDS.reminders);
export const parseReminderSort = (sort: string): { readonly day: Day; readonly branchId: string } => {
  const [day = '', branchId = ''] = sort.split('#');
  return { day, branchId };
};
/** The range of the entries of a day and branch; `to` is also where to go on after them. */
export const remindersOf = (day: Day, branchId: string) => ({
  from: `${day}#${branchId}#`,
  to: `${day}#${branchId}#\u{10ffff}`,
});

/** Reservations of a patron and of a title, by their numbers. */
export const reservationIndexKeys = (reservation: Reservation) => ({
  ...(reservation.patronId !== undefined && { patronKey: `PATRON#${reservation.patronId}` }),
  titleKey: `TITLE#${reservation.titleId}`,
  placedSort: placeInList(reservation),
});
export const reservationsOfPatron = (patronId: string) => `PATRON#${patronId}`;
export const reservationsOfTitle = (titleId: string) => `TITLE#${titleId}`;
