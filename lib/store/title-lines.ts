import type { Instant } from '../domain/calendar.ts';
import { stampOf, type OpenReservation } from '../domain/reservation.ts';
import { numberAfter, numberAt, type TitleLine } from '../domain/title-line.ts';
import {
  absent,
  below,
  check,
  exists,
  present,
  put,
  sum,
  update,
  without,
  type UpdateWrite,
} from './expression.ts';
import { lineKey } from './keys.ts';
import { addEntry } from './line-entries.ts';
import type { Item, Table } from './table.ts';
import type { Counting } from './work.ts';
import { together, type Writes } from './writes.ts';

export const toLine = ({ titleId, last, waiting, joined, places, counted }: Item): TitleLine => ({
  titleId: titleId as string,
  last: last as number,
  waiting: waiting as number,
  joined: joined as TitleLine['joined'],
  places: places as TitleLine['places'],
  counted: counted as TitleLine['counted'],
});

const isLine = (item: Item): boolean => item.sk === 'LINE';

/** The line among the items of a read; undefined when it is not open yet. */
export const lineIn = (items: readonly Item[]): TitleLine | undefined => {
  const item = items.find(isLine);
  return item && toLine(item);
};

/** Undefined when the line is not open yet. One request. */
export const loadLine = async (table: Table, titleId: string): Promise<TitleLine | undefined> =>
  lineIn(await table.getAll([lineKey(titleId)]));

/** A line with this many who wait; nobody has joined it. */
export const emptyLine = (titleId: string, last = 0, waiting = 0): TitleLine => ({
  titleId,
  last,
  waiting,
  joined: {},
  places: {},
  counted: {},
});

/** Lost as `line-open` when the line is open. */
export const newLine = (line: TitleLine): Writes => ({
  'line-open': put({ ...lineKey(line.titleId), ...line }, absent),
});

/** The writes that a transaction takes beside that of the line. */
const ENTRIES_AT_ONCE = 99;

/**
 * Opens the line of a title that has a queue from before there were lines: with an entry for each
 * who waits. The line comes with the last of them, and no entry after it. False when somebody else
 * is at it. One write per 99 who wait.
 */
export const openLine = async (
  table: Table,
  titleId: string,
  queue: readonly OpenReservation[],
  now: Instant,
): Promise<boolean> => {
  const waiting = queue.filter(({ status }) => status === 'waiting');
  const last = Math.max(numberAt(now), numberAfter(queue.map(({ id }) => stampOf(id))));
  const line = newLine(emptyLine(titleId, last, waiting.length));
  const notOpen = { 'line-open': check(lineKey(titleId), absent) };
  for (let from = 0; ; from += ENTRIES_AT_ONCE) {
    const entries = waiting.slice(from, from + ENTRIES_AT_ONCE).map(addEntry);
    const isLast = from + ENTRIES_AT_ONCE >= waiting.length;
    if (!(await table.tryWrite(together(isLast ? line : notOpen, ...entries)))) return false;
    if (isLast) return true;
  }
};

/** The update that lets a line go on from a later number. */
export const startingAt = (titleId: string, last: number): UpdateWrite =>
  update(lineKey(titleId), { set: { last } }, exists, below('last', last));

/** Lets a line go on from now; it stays as it is when its numbers are later. One write. */
export const touchLine = async (table: Table, titleId: string, now: Instant): Promise<void> => {
  await table.update(startingAt(titleId, numberAt(now)));
};

/** A number and a position in line. */
export interface LinePlace {
  readonly number: number;
  readonly position: number;
}

type Places = Pick<TitleLine, 'joined' | 'places'>;

/** The place of a joining; undefined when it has not joined, or is forgotten. */
export const placeIn = (line: Places | undefined, ref: string): LinePlace | undefined => {
  const number = line?.joined[ref];
  const position = line?.places[ref];
  return number === undefined || position === undefined ? undefined : { number, position };
};

/** The update that joins a line, once per `ref`. */
export const joining = (titleId: string, ref: string): UpdateWrite => {
  const set = {
    last: sum('last', 1),
    waiting: sum('waiting', 1),
    [`joined.${ref}`]: sum('last', 1),
    [`places.${ref}`]: sum('waiting', 1),
  };
  return update(lineKey(titleId), { set }, exists, without(`joined.${ref}`));
};

/**
 * Joins a line at its end, once per `ref`: who comes again gets the same place. One write, and one
 * read for who comes again. Throws when the line is not open.
 */
export const joinLine = async (table: Table, titleId: string, ref: string): Promise<LinePlace> => {
  const joined = (await table.update(joining(titleId, ref))) as Places | undefined;
  const place = placeIn(joined ?? (await loadLine(table, titleId)), ref);
  if (!place) throw new Error(`The line of title ${titleId} is not open.`);
  return place;
};

/** Gives back the place of a joining that came to nothing. Nothing happens the second time. */
export const giveBackPlace = async (table: Table, titleId: string, ref: string): Promise<void> => {
  const changes = { set: { waiting: sum('waiting', -1) }, remove: [`joined.${ref}`, `places.${ref}`] };
  await table.update(update(lineKey(titleId), changes, present(`joined.${ref}`)));
};

/** Forgets a joining that nobody can repeat any more. */
export const forgetJoined = async (table: Table, titleId: string, ref: string): Promise<void> => {
  const changes = { remove: [`joined.${ref}`, `places.${ref}`] };
  await table.update(update(lineKey(titleId), changes, exists));
};

/** The last of the numbers that were taken, and how many waited for the title at that moment. */
export interface TakenNumbers {
  readonly last: number;
  readonly waiting: number;
}

/**
 * The next numbers of a line, for copy reservations: they do not count among those who wait for the
 * title. Undefined when the line is not open. One write, and one more when others take numbers at
 * the same moment.
 */
export const takeNumbers = async (
  table: Table,
  titleId: string,
  now: Instant,
  count = 1,
): Promise<TakenNumbers | undefined> => {
  // Answers tell what an update has set.
  const waiting = sum('waiting', 0);
  const last = numberAt(now) + count;
  const fromNow = update(lineKey(titleId), { set: { last, waiting } }, exists, below('last', numberAt(now)));
  const next = update(lineKey(titleId), { set: { last: sum('last', count), waiting } }, exists);
  return ((await table.update(fromNow)) ?? (await table.update(next))) as TakenNumbers | undefined;
};

/** The update that counts one more or one less who waits, once per `ref`. */
export const counting = ({ titleId, ref, change }: Omit<Counting, 'kind' | 'at' | 'version'>): UpdateWrite =>
  update(
    lineKey(titleId),
    { set: { waiting: sum('waiting', change), [`counted.${ref}`]: true } },
    exists,
    without(`counted.${ref}`),
  );

/** Forgets a change of the count that nobody can repeat any more. */
export const forgetCounted = async (table: Table, titleId: string, ref: string): Promise<void> => {
  await table.update(update(lineKey(titleId), { remove: [`counted.${ref}`] }, exists));
};
