import { defined } from '../domain/defined.ts';
import { INDEXES } from '../contract.ts';
import type { Day } from '../domain/calendar.ts';
import type { Copy } from '../domain/copy.ts';
import { flagsOf, type Flag } from '../domain/flag.ts';
import { parseFlagId } from '../domain/flag-key.ts';
import { nextReminderDay } from '../domain/reminder-schedule.ts';
import { exists, is, put, remove, update, type Write } from './expression.ts';
import {
  activityIndexKeys,
  activityShards,
  flagIndexKeys,
  flagShards,
  parseReminderSort,
  reminderIndexKeys,
  remindersOf,
  reminderShards,
} from './index-keys.ts';
import { copyFlagKey, type Key } from './keys.ts';
import { queryShards, type IndexEntries, type PageRange } from './sharded-query.ts';
import type { Item, Table } from './table.ts';
import type { Writes } from './writes.ts';

/**
 * An open flag with the days on which a mail spoke of it, and the place that says when the next is
 * due.
 */
export type RemindedFlag = Flag & { readonly remindedOn: readonly Day[]; readonly dueSort: string };

const indexKeys = ({ id, copyId, branchId, activityId, since }: Flag) => ({
  ...flagIndexKeys(branchId, since, id),
  ...(activityId !== undefined && activityIndexKeys('FLAGS', activityId, copyId, id)),
});

const raised = (key: Key, flag: Flag): Write =>
  put({
    ...key,
    flag,
    remindedOn: [],
    ...indexKeys(flag),
    ...reminderIndexKeys(nextReminderDay(flag.since, []), flag.branchId, flag.id),
  });

/**
 * A flag goes on where it concerns the same branch; another branch has not been told of it yet, and
 * will be.
 */
const flagWrite = (key: Key, before: Flag | undefined, after: Flag): Write | undefined => {
  if (before?.branchId !== after.branchId || before.since !== after.since) return raised(key, after);
  return before.until === after.until ? undefined : update(key, { set: { flag: after } }, exists);
};

/**
 * The writes of the flags that a copy gets or loses: with the write that is their cause, or takes
 * it away (rule N2).
 */
export const flagWrites = (before: Copy | undefined, after: Copy): Writes => {
  const old = before ? flagsOf(before) : new Map<string, Flag>();
  const now = flagsOf(after);
  const keyOf = (key: string): Key => copyFlagKey(after.copyId, key);
  const kept = [...now].flatMap(([key, flag]): [string, Write][] => {
    const write = flagWrite(keyOf(key), old.get(key), flag);
    return write ? [[`flag ${key}`, write]] : [];
  });
  const gone = [...old.keys()].filter((key) => !now.has(key));
  return Object.fromEntries([
    ...kept,
    ...gone.map((key): [string, Write] => [`flag ${key}`, remove(keyOf(key))]),
  ]);
};

const toFlag = (item: Item): RemindedFlag => ({
  ...(item.flag as Flag),
  remindedOn: item.remindedOn as readonly Day[],
  dueSort: item.dueSort as string,
});

/** A part of a list of flags as they are now, each with its place. */
export interface FlagPage {
  readonly items: readonly { readonly flag: RemindedFlag; readonly place: string }[];
  readonly next?: string;
}

const loadPage = async (table: Table, { entries, next }: IndexEntries): Promise<FlagPage> => {
  const items = await table.getAll(entries);
  const found = new Map(items.map((item) => [`${item.pk} ${item.sk}`, toFlag(item)]));
  return {
    items: entries.flatMap(({ pk, sk, place }) => {
      const flag = found.get(`${pk} ${sk}`);
      return flag ? [{ flag, place }] : [];
    }),
    ...defined({ next }),
  };
};

/** A page of flags as they are now, oldest first within a branch: of one branch, or of all. */
export const queryFlags = async (table: Table, branchId: string | undefined, part: PageRange) => {
  const prefix = branchId === undefined ? '' : `${branchId}#`;
  return loadPage(table, await queryShards(table, INDEXES.flags, flagShards, { ...part, prefix }));
};

/** A page of the flags of an activity as they are now, by kind and copy. */
export const queryFlagsOfActivity = async (table: Table, activityId: string, part: PageRange) => {
  const shards = activityShards('FLAGS', activityId);
  return loadPage(table, await queryShards(table, INDEXES.byActivity, shards, part));
};

/**
 * The write that notes that a mail of a day spoke of a flag; lost where it is gone, or is another
 * branch's since.
 */
export const noteReminder = (flag: RemindedFlag, day: Day): Writes => {
  const remindedOn = [...flag.remindedOn, day];
  const next = reminderIndexKeys(nextReminderDay(flag.since, remindedOn), flag.branchId, flag.id);
  const parsed = parseFlagId(flag.id);
  if (!parsed) throw new Error(`Not a flag's id: ${flag.id}`);
  return {
    'flag-gone': update(
      copyFlagKey(parsed.copyId, parsed.key),
      { set: { remindedOn, ...next } },
      is('dueSort', flag.dueSort),
    ),
  };
};

/** A branch to which a mail is due, and the days for which it is. */
export interface DueReminders {
  readonly branchId: string;
  readonly days: readonly Day[];
}

/**
 * Finds the days and branches in one shard by leaping from one to the next: what lies between is
 * not read.
 */
const daysAndBranches = async (table: Table, partition: string, until: Day) => {
  const found: { day: Day; branchId: string }[] = [];
  let from: string | undefined;
  for (;;) {
    const query = { index: INDEXES.due, partition, from, to: `${until}#\u{10ffff}`, limit: 1 };
    const [entry] = await table.readIndex(query);
    if (!entry) return found;
    const one = parseReminderSort(String(entry[INDEXES.due.sortKey]));
    found.push(one);
    from = remindersOf(one.day, one.branchId).to;
  }
};

/**
 * The branches to which a mail is due on a day or was before. One request per shard, branch and
 * day, and no more.
 */
export const branchesToRemind = async (table: Table, until: Day): Promise<readonly DueReminders[]> => {
  const found = await Promise.all(reminderShards.map((shard) => daysAndBranches(table, shard, until)));
  const byBranch = Map.groupBy(found.flat(), ({ branchId }) => branchId);
  return [...byBranch]
    .map(([branchId, all]) => ({ branchId, days: [...new Set(all.map(({ day }) => day))].sort() }))
    .sort((a, b) => a.branchId.localeCompare(b.branchId));
};

/** The flags of a branch about which a mail is due, as they are now. */
export const flagsToMention = async (
  table: Table,
  { branchId, days }: DueReminders,
): Promise<readonly RemindedFlag[]> => {
  const queries = days.flatMap((day) =>
    reminderShards.map((partition) => ({ index: INDEXES.due, partition, ...remindersOf(day, branchId) })),
  );
  const pages = await Promise.all(queries.map((query) => table.readIndex(query)));
  return (await table.getAll(pages.flat())).map(toFlag);
};
