import type { Instant } from '../domain/calendar.ts';
import { parseReservationId, type Reservation } from '../domain/reservation.ts';

/**
 * The key of one item of the table. Every key of it is made in this file; those of the indexes in
 * `index-keys.ts`.
 */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A range of sort keys within a partition. */
export interface Range {
  readonly pk: string;
  readonly from: string;
  readonly to: string;
}

/** Sorts after every character that ids are made of. */
const LAST = '~';
const META = 'META';

export const branchKey = (branchId: string): Key => ({ pk: 'BRANCHES', sk: `BRANCH#${branchId}` });
export const allBranches: Range = { pk: 'BRANCHES', from: 'BRANCH#', to: `BRANCH#${LAST}` };

const titlePartition = (titleId: string) => `TITLE#${titleId}`;
export const titleKey = (titleId: string): Key => ({ pk: titlePartition(titleId), sk: META });
/** The entry that lists a copy under its title. */
export const titleCopyKey = (titleId: string, copyId: string): Key => ({
  pk: titlePartition(titleId),
  sk: `COPY#${copyId}`,
});
/** A title and the list of its copies. */
export const titleWithCopies = (titleId: string): Range => ({
  pk: titlePartition(titleId),
  from: 'COPY#',
  to: META,
});
/** A title and its open reservations, oldest first. */
export const titleWithQueue = (titleId: string): Range => ({
  pk: titlePartition(titleId),
  from: META,
  to: `QUEUE#${LAST}`,
});
/** A title, the list of its copies and its open reservations. */
export const titleWithAll = (titleId: string): Range => ({
  pk: titlePartition(titleId),
  from: 'COPY#',
  to: `QUEUE#${LAST}`,
});

const copyPartition = (copyId: string) => `COPY#${copyId}`;
export const copyKey = (copyId: string): Key => ({ pk: copyPartition(copyId), sk: META });
/** The barcode in the key of any item of a copy. */
export const copyIdOf = ({ pk }: { readonly pk: string }): string => pk.slice(copyPartition('').length);
/** A copy and its open reservations, oldest first. */
export const copyWithQueue = (copyId: string): Range => ({
  pk: copyPartition(copyId),
  from: META,
  to: `QUEUE#${LAST}`,
});
/** The entry of a copy that carries a block of an activity, whatever the number of its blocks. */
export const copyActivityKey = (copyId: string, activityId: string): Key => ({
  pk: copyPartition(copyId),
  sk: `ACTIVITY#${activityId}`,
});
/** An open flag of a copy, by its key among the copy's flags. */
export const copyFlagKey = (copyId: string, flag: string): Key => ({
  pk: copyPartition(copyId),
  sk: `FLAG#${flag}`,
});
/** A copy's closed reservations. */
export const closedOfCopy = (copyId: string): Range => ({
  pk: copyPartition(copyId),
  from: 'CLOSED#',
  to: `CLOSED#${LAST}`,
});
/** The version of the copy that a history line came with orders the lines. */
export const historyKey = (copyId: string, version: number, line: number): Key => ({
  pk: copyPartition(copyId),
  sk: `HISTORY#${String(version).padStart(12, '0')}#${String(line).padStart(3, '0')}`,
});
/** The version in the sort key of a history line. */
export const versionOfLine = (sk: string): number => Number(sk.split('#')[1]);
export const historyOf = (copyId: string): Range => ({
  pk: copyPartition(copyId),
  from: 'HISTORY#',
  to: `HISTORY#${LAST}`,
});

const patronPartition = (patronId: string) => `PATRON#${patronId}`;
export const patronKey = (patronId: string): Key => ({ pk: patronPartition(patronId), sk: META });
/** One open reservation per patron and copy or title: its natural key (rule R5). */
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

/** Where a reservation may be, open or closed; none where the text is no reservation's id. */
export const placesOfReservation = (id: string): readonly Key[] =>
  [reservationKey(id, 'QUEUE'), reservationKey(id, 'CLOSED')].filter((key) => key !== undefined);

const placeOf = (reservation: Reservation, state: 'QUEUE' | 'CLOSED'): Key => {
  const key = reservationKey(reservation.id, state);
  if (!key) throw new Error(`Not a reservation id: ${reservation.id}`);
  return key;
};

export const queueKey = (reservation: Reservation): Key => placeOf(reservation, 'QUEUE');
export const closedKey = (reservation: Reservation): Key => placeOf(reservation, 'CLOSED');

const activityPartition = (activityId: string) => `ACTIVITY#${activityId}`;
export const activityKey = (activityId: string): Key => ({ pk: activityPartition(activityId), sk: META });
/** What an activity counts for the copies of one shard. */
export const counterKey = (activityId: string, shard: number): Key => ({
  pk: activityPartition(activityId),
  sk: `TALLY#${String(shard).padStart(2, '0')}`,
});
/** An activity and its counters. */
export const activityWithCounters = (activityId: string): Range => ({
  pk: activityPartition(activityId),
  from: META,
  to: `TALLY#${LAST}`,
});
/** The entry of an activity in the list of a branch, or of all branches. */
export const activityEntryKey = (activityId: string, place: string): Key => ({
  pk: activityPartition(activityId),
  sk: `LISTED#${place}`,
});
/** One of the equal copies of the list of theme agreements. */
export const agreementsKey = (shard: number): Key => ({ pk: `AGREEMENTS#${shard}`, sk: META });

/**
 * The version of such a copy by itself: a condition on it costs the same however long the list is.
 */
export const agreementsVersionKey = (shard: number): Key => ({ pk: `AGREEMENTS#${shard}`, sk: 'VERSION' });

const EVERYWHERE = '';
/** One of the equal copies of a standing rule. */
export const ruleKey = (shard: number, collection: string, branchId = EVERYWHERE): Key => ({
  pk: `RULES#${shard}`,
  sk: `RULE#${collection}#${branchId}`,
});
/** All standing rules, or those of one collection: in branches and everywhere. */
export const allRules: Range = { pk: 'RULES#0', from: 'RULE#', to: `RULE#${LAST}` };
export const rulesOf = (collection: string): Range => ({
  pk: 'RULES#0',
  from: `RULE#${collection}#`,
  to: `RULE#${collection}#${LAST}`,
});

/** That there is a collection of this name. */
export const collectionKey = (collection: string): Key => ({
  pk: 'COLLECTIONS',
  sk: `COLLECTION#${collection}`,
});
export const allCollections: Range = { pk: 'COLLECTIONS', from: 'COLLECTION#', to: `COLLECTION#${LAST}` };

const batchPartition = (batchId: string) => `BATCH#${batchId}`;
const padded = (number: number) => String(number).padStart(6, '0');
/** What a batch was asked to do, and how far it is. */
export const batchOrderKey = (batchId: string): Key => ({ pk: batchPartition(batchId), sk: 'ORDER' });
export const batchStateKey = (batchId: string): Key => ({ pk: batchPartition(batchId), sk: 'STATE' });
/** A part of the list of barcodes that a batch is for. */
export const batchListKey = (batchId: string, part: number): Key => ({
  pk: batchPartition(batchId),
  sk: `LIST#${padded(part)}`,
});
/** What came of the copies of one chunk, in pieces that an item can hold. */
export const batchChunkKey = (batchId: string, phase: string, chunk: number, piece: number): Key => ({
  pk: batchPartition(batchId),
  sk: `${phase}#${padded(chunk)}#${padded(piece)}`,
});
/** The pieces of the chunks of a phase: of one, or from one on. */
export const batchChunks = (batchId: string, phase: string, from: number, to = 999_999): Range => ({
  pk: batchPartition(batchId),
  from: `${phase}#${padded(from)}#`,
  to: `${phase}#${padded(to)}#${LAST}`,
});
/**
 * What a worker must hold to change copies for a batch, one for each that it changes at the same
 * time.
 */
export const batchFenceKey = (batchId: string, slot: number): Key => ({
  pk: batchPartition(batchId),
  sk: `GUARD#${slot}`,
});
const batchesPartition = (place: string) => `BATCHES#${place}`;
/** The entry of a batch in the list of a branch, or of all batches. */
export const batchEntryKey = (batchId: string, place: string): Key => ({
  pk: batchesPartition(place),
  sk: `BATCH#${batchId}`,
});
export const batchesAt = (place: string): Range => ({
  pk: batchesPartition(place),
  from: 'BATCH#',
  to: `BATCH#${LAST}`,
});

/** A piece of work that takes longer than a request may. */
export const workKey = (workId: string): Key => ({ pk: 'WORK', sk: `WORK#${workId}` });
export const allWork: Range = { pk: 'WORK', from: 'WORK#', to: `WORK#${LAST}` };

/** What is sent at most once for a day: a branch's reminder, or the news of the night. */
export const sendClaimKey = (day: string, what: string): Key => ({ pk: `SENT#${day}`, sk: what });

/** The answer that a caller got to a request with an `Idempotency-Key`. */
export const answerKey = (caller: string, path: string, key: string): Key => ({
  pk: `ANSWER#${caller}#${path}#${key}`,
  sk: META,
});

/** Reports of the night, by the time-ordered id of the run. */
export const reportKey = (jobId: string): Key => ({ pk: 'REPORTS', sk: `REPORT#${jobId}` });
export const allReports: Range = { pk: 'REPORTS', from: 'REPORT#', to: `REPORT#${LAST}` };

/** Seconds since 1970, as DynamoDB's time to live wants it. */
export const secondsAt = (at: Instant | Date): number => Math.floor(new Date(at).getTime() / 1000);
