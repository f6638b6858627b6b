import { defined } from '../domain/defined.ts';
import { INDEXES } from '../contract.ts';
import type { Day } from '../domain/calendar.ts';
import type { Title } from '../domain/title.ts';
import type { OpenReservation } from '../domain/reservation.ts';
import { absent, exists, is, put, remove, update } from './expression.ts';
import { titleCopyKey, titleKey, titleWithAll, titleWithCopies, titleWithQueue, type Range } from './keys.ts';
import { isbnIndexKeys, isbnPartition, prefixIndexKeys, prefixOf, searchForm } from './search-keys.ts';
import { queryShards, type PageRange } from './sharded-query.ts';
import { toReservation } from './reservations.ts';
import type { Item, Table } from './table.ts';
import type { Writes } from './writes.ts';
import { omit } from '../domain/omit.ts';

const indexKeys = ({ titleId, title, isbn }: Title) => ({
  ...prefixIndexKeys(titleId, title),
  ...(isbn !== undefined && isbnIndexKeys(titleId, isbn)),
});

/** Attributes stand side by side, so that the indexes can show a title without a further read. */
export const toTitle = (item: Item): Title => {
  const { titleId, title, author, isbn, materialType, version, waiting, waitingUntil, queueVersion } =
    item as Item & Title;
  return {
    titleId,
    title,
    ...defined({ author, isbn, materialType }),
    version,
    waiting,
    ...defined({ waitingUntil }),
    queueVersion,
  };
};

export const isTitle = (item: Item): boolean => item.titleId !== undefined && item.sk === 'META';

/** A title with what stands under it; the lists that were not asked for are empty. */
export interface TitleRecord {
  readonly title: Title;
  readonly copyIds: readonly string[];
  readonly queue: readonly OpenReservation[];
}

const readRecord = async (table: Table, range: Range, limit?: number): Promise<TitleRecord | undefined> => {
  const items = await table.readRange(range, limit === undefined ? {} : { limit });
  const title = items.find(isTitle);
  return (
    title && {
      title: toTitle(title),
      copyIds: items.flatMap((item) => (item.memberId === undefined ? [] : [item.memberId as string])),
      queue: items.filter((item) => item.reservation).map((item) => toReservation(item) as OpenReservation),
    }
  );
};

/** A title and the barcodes of its copies. One request. */
export const loadTitleWithCopies = (table: Table, titleId: string) =>
  readRecord(table, titleWithCopies(titleId));

/** A title and its open reservations, oldest first. One request. */
export const loadTitleWithQueue = (table: Table, titleId: string) =>
  readRecord(table, titleWithQueue(titleId));

/** A title, the barcodes of its copies, and its open reservations. One request. */
export const loadTitleWithAll = (table: Table, titleId: string) => readRecord(table, titleWithAll(titleId));

/** The titles with these ids that exist, by id. One request per 100. */
export const loadTitles = async (
  table: Table,
  titleIds: readonly string[],
): Promise<ReadonlyMap<string, Title>> => {
  const titles = (await table.getAll(titleIds.map(titleKey))).map(toTitle);
  return new Map(titles.map((title) => [title.titleId, title]));
};

/** The write of a new title. */
export const createTitle = (title: Title): Writes => ({
  'title-changed': put({ ...titleKey(title.titleId), ...title, ...indexKeys(title) }, absent),
});

const DESCRIPTION = ['author', 'isbn', 'materialType', 'prefixKey', 'prefixSort', 'isbnKey', 'isbnSort'];

/** The write that replaces what is said about a title; its queue goes on. */
export const replaceTitle = (before: Title, after: Title): Writes => {
  const description = omit(after, 'titleId', 'waiting', 'waitingUntil', 'queueVersion');
  const set: Record<string, unknown> = { ...description, ...indexKeys(after), version: before.version + 1 };
  const gone = DESCRIPTION.filter((attribute) => set[attribute] === undefined);
  return {
    'title-changed': update(titleKey(before.titleId), { set, remove: gone }, is('version', before.version)),
  };
};

/**
 * What happens to a title's queue: how many more or fewer are open, and until when that count
 * holds.
 */
export interface QueueChange {
  readonly waiting?: number;
  /** Left out: as it was. */
  readonly waitingUntil?: Day | undefined;
}

/**
 * The write by which a title's queue and shelf take notice of each other: whoever changes the
 * queue, or brings a copy to the shelf, has seen what the other did. Lost as `queue-changed`.
 */
export const changeQueue = (title: Title, change: QueueChange): Writes => {
  const { waiting, waitingUntil } = change;
  const changes = {
    set: {
      queueVersion: title.queueVersion + 1,
      ...defined({ waitingUntil }),
    },
    ...(waiting && { add: { waiting } }),
    ...('waitingUntil' in change && waitingUntil === undefined && { remove: ['waitingUntil'] }),
  };
  return {
    'queue-changed': update(titleKey(title.titleId), changes, is('queueVersion', title.queueVersion)),
  };
};

/** The entry of a copy under its title. The title must exist. */
export const listCopyUnder = (titleId: string, copyId: string): Writes => ({
  'copy-listed': put({ ...titleCopyKey(titleId, copyId), memberId: copyId }),
});

export const unlistCopyUnder = (titleId: string, copyId: string): Writes => ({
  'copy-unlisted': remove(titleCopyKey(titleId, copyId), exists),
});

/** Titles that start with a text, in alphabetical order. */
export const titlesByPrefix = (table: Table, text: string, part: PageRange) => {
  const form = searchForm(text);
  return queryShards(table, INDEXES.titlesByPrefix, [prefixOf(form)], { ...part, prefix: form });
};

/** Titles with an ISBN, whichever way it is written. */
export const titlesByIsbn = (table: Table, isbn: string, part: PageRange) =>
  queryShards(table, INDEXES.titlesByIsbn, [isbnPartition(isbn)], part);
