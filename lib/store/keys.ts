import type { Day, Instant } from '../domain/calendar.ts';
import { parseReservationId, stampOf, type Reservation } from '../domain/reservation.ts';

/** The key of one item of the table. Every key string is made in this file. */
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
/** A copy and its open reservations, oldest first. */
export const copyWithQueue = (copyId: string): Range => ({
  pk: copyPartition(copyId),
  from: META,
  to: `QUEUE#${LAST}`,
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

/** The answer that a caller got to a request with an `Idempotency-Key`. */
export const answerKey = (caller: string, path: string, key: string): Key => ({
  pk: `ANSWER#${caller}#${path}#${key}`,
  sk: META,
});

/** Reports of the night, by the time-ordered id of the run. */
export const reportKey = (jobId: string): Key => ({ pk: 'REPORTS', sk: `REPORT#${jobId}` });
export const allReports: Range = { pk: 'REPORTS', from: 'REPORT#', to: `REPORT#${LAST}` };

// ---- keys of the sparse indexes ----

/** How many ways the entries of the sharded indexes are spread: no hot partition in a big batch. */
export const SHARDS = { collection: 8, blocked: 4, due: 4 } as const;

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
export const dueUntil = (day: Day): string => `${day}#${LAST}`;

/** Reservations of a patron and of a title, in the order in which they were placed. */
export const reservationIndexKeys = ({ id, patronId, titleId }: Reservation) => ({
  ...(patronId !== undefined && { patronKey: `PATRON#${patronId}` }),
  titleKey: `TITLE#${titleId}`,
  placedSort: stampOf(id),
});
export const reservationsOfPatron = (patronId: string) => `PATRON#${patronId}`;
export const reservationsOfTitle = (titleId: string) => `TITLE#${titleId}`;

/** A title as it is searched for: case and accents don't matter, nor does what is not a letter or digit. */
export const searchForm = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const prefixPartition = (form: string) => `PREFIX#${form.slice(0, 1).toWellFormed()}`;
export const prefixIndexKeys = (titleId: string, title: string) => {
  const form = searchForm(title).slice(0, 200).toWellFormed();
  return form === '' ? {} : { prefixKey: prefixPartition(form), prefixSort: `${form}#${titleId}` };
};
export const prefixOf = prefixPartition;

/** An ISBN as it is searched for: thirteen digits where it is an ISBN-10 or ISBN-13, else what was given. */
export const isbnForm = (isbn: string): string => {
  const plain = isbn.replace(/[\s-]/g, '').toUpperCase();
  if (!/^\d{9}[\dX]$/.test(plain)) return plain;
  const digits = `978${plain.slice(0, 9)}`;
  const sum = Array.from(digits).reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
};
export const isbnIndexKeys = (titleId: string, isbn: string) => ({
  isbnKey: isbnPartition(isbn),
  isbnSort: titleId,
});
export const isbnPartition = (isbn: string) => `ISBN#${isbnForm(isbn)}`;

/** Seconds since 1970, as DynamoDB's time to live wants it. */
export const secondsAt = (at: Instant | Date): number => Math.floor(new Date(at).getTime() / 1000);
