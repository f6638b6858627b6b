// Long: the keys of every kind of item, in one place, so that no two kinds can share one.

import type { Instant } from '../domain/calendar.ts';
import { parseReservationId, type Reservation } from '../domain/reservation.ts';

/**
 * The primary key of an item. This file makes all of them but those of the entries that find
 * titles (`search-keys.ts`); `index-keys.ts` makes those of the indexes.
 */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Sort keys within a partition; both ends included. */
export interface Range {
  readonly pk: string;
  readonly from: string;
  readonly to: string;
}

/** Sorts after every character of an id. */
const LAST = '~';
const META = 'META';

export const branchKey = (branchId: string): Key => ({ pk: 'BRANCHES', sk: `BRANCH#${branchId}` });
export const allBranches: Range = { pk: 'BRANCHES', from: 'BRANCH#', to: `BRANCH#${LAST}` };

const titlePartition = (titleId: string) => `TITLE#${titleId}`;
export const titleKey = (titleId: string): Key => ({ pk: titlePartition(titleId), sk: META });
/** Lists a copy under its title. */
export const titleCopyKey = (titleId: string, copyId: string): Key => ({
  pk: titlePartition(titleId),
  sk: `COPY#${copyId}`,
});
export const titleWithCopies = (titleId: string): Range => ({
  pk: titlePartition(titleId),
  from: 'COPY#',
  to: META,
});
/** The line of a title, between its copies and the title itself. */
export const lineKey = (titleId: string): Key => ({ pk: titlePartition(titleId), sk: 'LINE' });
/** The entry of a title reservation that waits, by its place in line. */
export const waitsKey = (titleId: string, stamp: string): Key => ({
  pk: titlePartition(titleId),
  sk: `WAITS#${stamp}`,
});
/** The last text before this one, as ranges include their end. */
const justBefore = (text: string): string =>
  text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) - 1) + LAST;

/** The entries before that of a reservation. */
export const waitsBefore = (titleId: string, stamp: string): Range => ({
  pk: titlePartition(titleId),
  from: 'WAITS#',
  to: justBefore(waitsKey(titleId, stamp).sk),
});
/** The line, the title, and its open reservations in their order. */
export const titleWithQueue = (titleId: string): Range => ({
  pk: titlePartition(titleId),
  from: 'LINE',
  to: `QUEUE#${LAST}`,
});
/** The open reservations after this stamp. */
export const titleQueueAfter = (titleId: string, stamp: string): Range => ({
  pk: titlePartition(titleId),
  from: `QUEUE#${stamp} `,
  to: `QUEUE#${LAST}`,
});
export const titleWithAll = (titleId: string): Range => ({
  pk: titlePartition(titleId),
  from: 'COPY#',
  to: `QUEUE#${LAST}`,
});

const copyPartition = (copyId: string) => `COPY#${copyId}`;
export const copyKey = (copyId: string): Key => ({ pk: copyPartition(copyId), sk: META });
/** The barcode in the key of any item of a copy. */
export const copyIdOf = ({ pk }: { readonly pk: string }): string => pk.slice(copyPartition('').length);
/** Open reservations come oldest first. */
export const copyWithQueue = (copyId: string): Range => ({
  pk: copyPartition(copyId),
  from: META,
  to: `QUEUE#${LAST}`,
});
/** Lists a copy under an activity, once for any number of blocks. */
export const copyActivityKey = (copyId: string, activityId: string): Key => ({
  pk: copyPartition(copyId),
  sk: `ACTIVITY#${activityId}`,
});
/** `flag` is the key of the flag within the copy. */
export const copyFlagKey = (copyId: string, flag: string): Key => ({
  pk: copyPartition(copyId),
  sk: `FLAG#${flag}`,
});
export const closedOfCopy = (copyId: string): Range => ({
  pk: copyPartition(copyId),
  from: 'CLOSED#',
  to: `CLOSED#${LAST}`,
});
/** History lines are ordered by the version of the copy that came with them. */
export const historyKey = (copyId: string, version: number, line: number): Key => ({
  pk: copyPartition(copyId),
  sk: `HISTORY#${String(version).padStart(12, '0')}#${String(line).padStart(3, '0')}`,
});
export const versionOfLine = (sk: string): number => Number(sk.split('#')[1]);
export const historyOf = (copyId: string): Range => ({
  pk: copyPartition(copyId),
  from: 'HISTORY#',
  to: `HISTORY#${LAST}`,
});

const patronPartition = (patronId: string) => `PATRON#${patronId}`;
export const patronKey = (patronId: string): Key => ({ pk: patronPartition(patronId), sk: META });
/** The natural key: one open reservation per patron and copy or title (rule R5). */
export const openKey = (patronId: string, kind: 'copy' | 'title', ownerId: string): Key => ({
  pk: patronPartition(patronId),
  sk: `OPEN#${kind}#${ownerId}`,
});
export const openOfPatron = (patronId: string): Range => ({
  pk: patronPartition(patronId),
  from: 'OPEN#',
  to: `OPEN#${LAST}`,
});
export const loanKey = (patronId: string, copyId: string): Key => ({
  pk: patronPartition(patronId),
  sk: `LOAN#${copyId}`,
});
export const loansOfPatron = (patronId: string): Range => ({
  pk: patronPartition(patronId),
  from: 'LOAN#',
  to: `LOAN#${LAST}`,
});

const reservationKey = (id: string, state: 'QUEUE' | 'CLOSED'): Key | undefined => {
  const parsed = parseReservationId(id);
  if (!parsed) return undefined;
  const partition = parsed.kind === 'copy' ? copyPartition : titlePartition;
  return { pk: partition(parsed.ownerId), sk: `${state}#${parsed.stamp}` };
};

/**
 * The keys that an open or closed reservation can have; empty when the text is not a reservation
 * id.
 */
export const placesOfReservation = (id: string): readonly Key[] =>
  [reservationKey(id, 'QUEUE'), reservationKey(id, 'CLOSED')].filter((key) => key !== undefined);

/** Where a reservation may be by now that was here: closing takes it out of its queue. */
export const placesSince = ({ pk, sk }: Key): readonly Key[] =>
  sk.startsWith('QUEUE#')
    ? [
        { pk, sk },
        { pk, sk: sk.replace('QUEUE#', 'CLOSED#') },
      ]
    : [{ pk, sk }];

const placeOf = (reservation: Reservation, state: 'QUEUE' | 'CLOSED'): Key => {
  const key = reservationKey(reservation.id, state);
  if (!key) throw new Error(`Not a reservation id: ${reservation.id}`);
  return key;
};

export const queueKey = (reservation: Reservation): Key => placeOf(reservation, 'QUEUE');
export const closedKey = (reservation: Reservation): Key => placeOf(reservation, 'CLOSED');

const activityPartition = (activityId: string) => `ACTIVITY#${activityId}`;
export const activityKey = (activityId: string): Key => ({ pk: activityPartition(activityId), sk: META });
/** The counts of an activity for the copies of one shard. */
export const counterKey = (activityId: string, shard: number): Key => ({
  pk: activityPartition(activityId),
  sk: `TALLY#${String(shard).padStart(2, '0')}`,
});
export const activityWithCounters = (activityId: string): Range => ({
  pk: activityPartition(activityId),
  from: META,
  to: `TALLY#${LAST}`,
});
/** Lists an activity under a branch, or under all branches. */
export const activityEntryKey = (activityId: string, place: string): Key => ({
  pk: activityPartition(activityId),
  sk: `LISTED#${place}`,
});
/** One of the replicas of the theme agreements. */
export const agreementsKey = (shard: number): Key => ({ pk: `AGREEMENTS#${shard}`, sk: META });

/**
 * The version of a replica is an item of its own: a condition on it costs the same for any list
 * length.
 */
export const agreementsVersionKey = (shard: number): Key => ({ pk: `AGREEMENTS#${shard}`, sk: 'VERSION' });

const EVERYWHERE = '';
/** One of the replicas of a standing rule. */
export const ruleKey = (shard: number, collection: string, branchId = EVERYWHERE): Key => ({
  pk: `RULES#${shard}`,
  sk: `RULE#${collection}#${branchId}`,
});
/** All replicas are equal: these ranges read the first. */
export const allRules: Range = { pk: 'RULES#0', from: 'RULE#', to: `RULE#${LAST}` };
export const rulesOf = (collection: string): Range => ({
  pk: 'RULES#0',
  from: `RULE#${collection}#`,
  to: `RULE#${collection}#${LAST}`,
});

/** Registers the name of a collection. */
export const collectionKey = (collection: string): Key => ({
  pk: 'COLLECTIONS',
  sk: `COLLECTION#${collection}`,
});
export const allCollections: Range = { pk: 'COLLECTIONS', from: 'COLLECTION#', to: `COLLECTION#${LAST}` };

const batchPartition = (batchId: string) => `BATCH#${batchId}`;
const padded = (number: number) => String(number).padStart(6, '0');
/** The order never changes; the state does. */
export const batchOrderKey = (batchId: string): Key => ({ pk: batchPartition(batchId), sk: 'ORDER' });
export const batchStateKey = (batchId: string): Key => ({ pk: batchPartition(batchId), sk: 'STATE' });
/** One part of the list of barcodes of a batch. */
export const batchListKey = (batchId: string, part: number): Key => ({
  pk: batchPartition(batchId),
  sk: `LIST#${padded(part)}`,
});
/** The results of one chunk, split over items (`piece`) that stay below the size limit. */
export const batchChunkKey = (batchId: string, phase: string, chunk: number, piece: number): Key => ({
  pk: batchPartition(batchId),
  sk: `${phase}#${padded(chunk)}#${padded(piece)}`,
});
/** The results of a range of chunks. */
export const batchChunks = (batchId: string, phase: string, from: number, to = 999_999): Range => ({
  pk: batchPartition(batchId),
  from: `${phase}#${padded(from)}#`,
  to: `${phase}#${padded(to)}#${LAST}`,
});
/** The fence of a batch: one item for each copy that a worker changes in parallel. */
export const batchFenceKey = (batchId: string, slot: number): Key => ({
  pk: batchPartition(batchId),
  sk: `GUARD#${slot}`,
});
const batchesPartition = (place: string) => `BATCHES#${place}`;
/** Lists a batch under a branch, or under all batches. */
export const batchEntryKey = (batchId: string, place: string): Key => ({
  pk: batchesPartition(place),
  sk: `BATCH#${batchId}`,
});
export const batchesAt = (place: string): Range => ({
  pk: batchesPartition(place),
  from: 'BATCH#',
  to: `BATCH#${LAST}`,
});

/** Work that takes longer than a request may. */
export const workKey = (workId: string): Key => ({ pk: 'WORK', sk: `WORK#${workId}` });
export const allWork: Range = { pk: 'WORK', from: 'WORK#', to: `WORK#${LAST}` };

/** Sent at most once per day: the reminder of a branch, or the report of the night. */
export const sendClaimKey = (day: string, what: string): Key => ({ pk: `SENT#${day}`, sk: what });

/** The record of a request with an `Idempotency-Key`. */
export const answerKey = (caller: string, path: string, key: string): Key => ({
  pk: `ANSWER#${caller}#${path}#${key}`,
  sk: META,
});

/** Job ids are ordered by time. */
export const reportKey = (jobId: string): Key => ({ pk: 'REPORTS', sk: `REPORT#${jobId}` });
export const allReports: Range = { pk: 'REPORTS', from: 'REPORT#', to: `REPORT#${LAST}` };

/** The format of DynamoDB's time to live. */
export const secondsAt = (at: Instant | Date): number => Math.floor(new Date(at).getTime() / 1000);
