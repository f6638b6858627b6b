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
import { allHeld, heldReader } from './held-list.ts';
import type { ListReader } from './page.ts';
import type { Item, Table } from './table.ts';
import type { Writes } from './writes.ts';

/** An open flag with the days of its mails, and the sort key of its next reminder. */
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
 * A flag continues while its branch and its first day stay the same. A new branch gets a new flag,
 * and its mail.
 */
const flagWrite = (key: Key, before: Flag | undefined, after: Flag): Write | undefined => {
  if (before?.branchId !== after.branchId || before.since !== after.since) return raised(key, after);
  return before.until === after.until ? undefined : update(key, { set: { flag: after } }, exists);
};

/**
 * The writes of the flags that a copy gains or loses, part of the write that causes them (rule N2).
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

/**
 * Flags, oldest first within a branch: of one branch, or of all. One request per shard, and one per
 * 100 flags.
 */
export const queryFlags = (table: Table, branchId?: string): ListReader<RemindedFlag> => {
  const prefix = branchId === undefined ? '' : `${branchId}#`;
  return heldReader(table, { index: INDEXES.flags, partitions: flagShards, prefix }, toFlag);
};

/** The flags of an activity, by kind and copy. One request per shard, and one per 100 flags. */
export const queryFlagsOfActivity = (table: Table, activityId: string): ListReader<RemindedFlag> => {
  const partitions = activityShards('FLAGS', activityId);
  return heldReader(table, { index: INDEXES.byActivity, partitions }, toFlag);
};

/**
 * Records the day of a mail on a flag. Lost as `flag-gone` when the flag was removed, or its next
 * reminder changed.
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

/** A branch with the days on which its mails were due. */
export interface DueReminders {
  readonly branchId: string;
  readonly days: readonly Day[];
}

/** Leaps from one day and branch to the next within a shard, without reading the flags between. */
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
 * Branches with a mail due on or before a day. One request per shard, branch and day, and one more
 * per shard.
 */
export const branchesToRemind = async (table: Table, until: Day): Promise<readonly DueReminders[]> => {
  const found = await Promise.all(reminderShards.map((shard) => daysAndBranches(table, shard, until)));
  const byBranch = Map.groupBy(found.flat(), ({ branchId }) => branchId);
  return [...byBranch]
    .map(([branchId, all]) => ({ branchId, days: [...new Set(all.map(({ day }) => day))].sort() }))
    .sort((a, b) => a.branchId.localeCompare(b.branchId));
};

/**
 * The flags of a branch for which a mail is due. One request per day and shard, and one per 100
 * flags of a day.
 */
export const flagsToMention = async (
  table: Table,
  { branchId, days }: DueReminders,
): Promise<readonly RemindedFlag[]> => {
  const lists = days.map((day) => ({
    index: INDEXES.due,
    partitions: reminderShards,
    prefix: remindersOf(day, branchId).from,
  }));
  return (await Promise.all(lists.map((list) => allHeld(table, list, toFlag)))).flat();
};
