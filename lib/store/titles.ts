import { newLine, emptyLine, lineIn } from './title-lines.ts';
import { defined } from '../domain/defined.ts';
import type { Title } from '../domain/title.ts';
import type { TitleLine } from '../domain/title-line.ts';
import { stampOf, type OpenReservation } from '../domain/reservation.ts';
import { absent, exists, is, put, remove, update } from './expression.ts';
import {
  titleCopyKey,
  titleKey,
  titleWithAll,
  titleQueueAfter,
  titleWithCopies,
  titleWithQueue,
  type Range,
} from './keys.ts';
import { toReservation } from './reservations.ts';
import type { Item, Table } from './table.ts';
import { searchAttributes, writeEntries } from './title-entries.ts';
import type { Writes } from './writes.ts';
import { omit } from '../domain/omit.ts';

/** The attributes are top level, so that an index can answer titles without a second read. */
export const toTitle = (item: Item): Title => {
  const { titleId, title, author, isbn, materialType, version, waiting } = item as Item & Title;
  return { titleId, title, ...defined({ author, isbn, materialType }), version, ...defined({ waiting }) };
};

export const isTitle = (item: Item): boolean => item.titleId !== undefined && item.sk === 'META';

/** A title with its copies, its line and its queue; a list that was not requested is empty. */
export interface TitleRecord {
  readonly title: Title;
  /** Undefined while it is not open. */
  readonly line: TitleLine | undefined;
  readonly copyIds: readonly string[];
  readonly queue: readonly OpenReservation[];
}

const readRecord = async (table: Table, range: Range, limit?: number): Promise<TitleRecord | undefined> => {
  const items = await table.readRange(range, defined({ limit }));
  const title = items.find(isTitle);
  return (
    title && {
      title: toTitle(title),
      line: lineIn(items),
      copyIds: items.flatMap((item) => (item.memberId === undefined ? [] : [item.memberId as string])),
      queue: items.filter((item) => item.reservation).map((item) => toReservation(item) as OpenReservation),
    }
  );
};

/** One request. */
export const loadTitleWithCopies = (table: Table, titleId: string) =>
  readRecord(table, titleWithCopies(titleId));

/** All open reservations, in their order. One request per megabyte. */
export const loadTitleWithQueue = (table: Table, titleId: string) =>
  readRecord(table, titleWithQueue(titleId));

/** A part of a queue, and the stamp after which it goes on, if it does. */
export interface QueuePart {
  readonly queue: readonly OpenReservation[];
  readonly goesOnAfter?: string | undefined;
}

const partOf = (queue: readonly OpenReservation[], limit: number): QueuePart => {
  const last = queue.length < limit ? undefined : queue.at(-1);
  return { queue, goesOnAfter: last && stampOf(last.id) };
};

/** A title with its line, and so many at the head of its queue. One request. */
export const loadTitleWithHead = async (
  table: Table,
  titleId: string,
  limit: number,
): Promise<(TitleRecord & QueuePart) | undefined> => {
  // The line and the title come first.
  const record = await readRecord(table, titleWithQueue(titleId), limit + 2);
  return record && { ...record, ...partOf(record.queue, limit) };
};

/** The next so many of a queue, after this stamp. One request. */
export const loadQueueAfter = async (
  table: Table,
  titleId: string,
  after: string,
  limit: number,
): Promise<QueuePart> => {
  const items = await table.readRange(titleQueueAfter(titleId, after), { limit });
  return partOf(
    items.map((item) => toReservation(item) as OpenReservation),
    limit,
  );
};

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

/** A new title with its entries and its line. Lost as `title-changed` when the title exists. */
export const createTitle = (title: Title): Writes => ({
  'title-changed': put({ ...titleKey(title.titleId), ...title, ...searchAttributes(title) }, absent),
  ...writeEntries(undefined, title),
  ...newLine(emptyLine(title.titleId)),
});

const DESCRIPTION = ['author', 'isbn', 'materialType', 'prefixKey', 'prefixSort', 'isbnKey', 'isbnSort'];

/**
 * Replaces the description of a stored title and its entries, and keeps its line. Lost as
 * `title-changed` when it was changed since.
 */
export const replaceTitle = (before: Item, after: Title): Writes => {
  const { version } = toTitle(before);
  const description = omit(after, 'titleId', 'waiting');
  const set: Record<string, unknown> = { ...description, ...searchAttributes(after), version: version + 1 };
  const gone = DESCRIPTION.filter((attribute) => set[attribute] === undefined);
  return {
    'title-changed': update(titleKey(after.titleId), { set, remove: gone }, is('version', version)),
    ...writeEntries(before, after),
  };
};

/** Lists a copy under its title. The title must exist. */
export const listCopyUnder = (titleId: string, copyId: string): Writes => ({
  'copy-listed': put({ ...titleCopyKey(titleId, copyId), memberId: copyId }),
});

export const unlistCopyUnder = (titleId: string, copyId: string): Writes => ({
  'copy-unlisted': remove(titleCopyKey(titleId, copyId), exists),
});
