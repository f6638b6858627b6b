import { defined } from '../domain/defined.ts';
import { INDEXES } from '../contract.ts';
import type { Day } from '../domain/calendar.ts';
import type { Title } from '../domain/title.ts';
import type { OpenReservation } from '../domain/reservation.ts';
import { absent, exists, is, put, remove, update } from './expression.ts';
import { titleCopyKey, titleKey, titleWithAll, titleWithCopies, titleWithQueue, type Range } from './keys.ts';
import { isbnIndexKeys, isbnPartition, prefixIndexKeys, prefixOf, searchForm } from './search-keys.ts';
import { queryShards } from './sharded-query.ts';
import type { PageRange } from './page.ts';
import { toReservation } from './reservations.ts';
import type { Item, Table } from './table.ts';
import type { Writes } from './writes.ts';
import { omit } from '../domain/omit.ts';

const indexKeys = ({ titleId, title, isbn }: Title) => ({
  ...prefixIndexKeys(titleId, title),
  ...(isbn !== undefined && isbnIndexKeys(titleId, isbn)),
});

/** The attributes are top level, so that an index can answer titles without a second read. */
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

/** A title with its copies and its queue; a list that was not requested is empty. */
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

/** One request. */
export const loadTitleWithCopies = (table: Table, titleId: string) =>
  readRecord(table, titleWithCopies(titleId));

/** Open reservations come oldest first. One request. */
export const loadTitleWithQueue = (table: Table, titleId: string) =>
  readRecord(table, titleWithQueue(titleId));

/** One request. */
export const loadTitleWithAll = (table: Table, titleId: string) => readRecord(table, titleWithAll(titleId));

/** Existing titles, by id. One request per 100. */
export const loadTitles = async (
  table: Table,
  titleIds: readonly string[],
): Promise<ReadonlyMap<string, Title>> => {
  const titles = (await table.getAll(titleIds.map(titleKey))).map(toTitle);
  return new Map(titles.map((title) => [title.titleId, title]));
};

/** Lost as `title-changed` when the title exists. */
export const createTitle = (title: Title): Writes => ({
  'title-changed': put({ ...titleKey(title.titleId), ...title, ...indexKeys(title) }, absent),
});

const DESCRIPTION = ['author', 'isbn', 'materialType', 'prefixKey', 'prefixSort', 'isbnKey', 'isbnSort'];

/**
 * Replaces the description of a title, and keeps its queue. Lost as `title-changed` when it was
 * changed since.
 */
export const replaceTitle = (before: Title, after: Title): Writes => {
  const description = omit(after, 'titleId', 'waiting', 'waitingUntil', 'queueVersion');
  const set: Record<string, unknown> = { ...description, ...indexKeys(after), version: before.version + 1 };
  const gone = DESCRIPTION.filter((attribute) => set[attribute] === undefined);
  return {
    'title-changed': update(titleKey(before.titleId), { set, remove: gone }, is('version', before.version)),
  };
};

/**
 * A change of the queue of a title: of the number of open reservations, and of the day until which
 * that number holds.
 */
export interface QueueChange {
  readonly waiting?: number;
  /** Omitted: unchanged. */
  readonly waitingUntil?: Day | undefined;
}

/**
 * Bumps the queue guard of a title: a change of its queue and a copy that comes to the shelf cannot
 * miss each other. Lost as `queue-changed`.
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

/** Lists a copy under its title. The title must exist. */
export const listCopyUnder = (titleId: string, copyId: string): Writes => ({
  'copy-listed': put({ ...titleCopyKey(titleId, copyId), memberId: copyId }),
});

export const unlistCopyUnder = (titleId: string, copyId: string): Writes => ({
  'copy-unlisted': remove(titleCopyKey(titleId, copyId), exists),
});

/** Titles that start with a text, in alphabetical order. One request. */
export const titlesByPrefix = (table: Table, text: string, part: PageRange) => {
  const form = searchForm(text);
  return queryShards(table, INDEXES.titlesByPrefix, [prefixOf(form)], { ...part, prefix: form });
};

/** Titles with an ISBN, in any notation. One request. */
export const titlesByIsbn = (table: Table, isbn: string, part: PageRange) =>
  queryShards(table, INDEXES.titlesByIsbn, [isbnPartition(isbn)], part);
