import { INDEXES } from '../contract.ts';
import type { Activity } from '../domain/activity.ts';
import { dayAfter, type Day } from '../domain/calendar.ts';
import { absent, is, put, remove, update, without } from './expression.ts';
import {
  activityList,
  activityListKeys,
  branchActivities,
  branchListOf,
  dueIndexKeys,
} from './index-keys.ts';
import { activityEntryKey, activityKey } from './keys.ts';
import { queryShards, type IndexEntry } from './sharded-query.ts';
import type { PageRange } from './page.ts';
import type { Item, Table } from './table.ts';
import { together, type Writes } from './writes.ts';

/**
 * Above this number of branches, an activity is listed once, under all branches; readers filter.
 */
const MOST_ENTRIES = 20;
const ALL_BRANCHES = '*';

/**
 * The first day on which the night must handle the activity: the day after its last, or the day it
 * was closed (rule N1).
 */
const dueDayOf = ({ closedOn, closing, endDate }: Activity): Day | undefined =>
  closing ? undefined : (closedOn ?? dayAfter(endDate));

const toItem = (activity: Activity): Item => {
  const { id, startDate, endDate, closedOn, version } = activity;
  const key = activityKey(id);
  const dueDay = dueDayOf(activity);
  return {
    ...key,
    activity,
    version,
    ...activityListKeys(closedOn === undefined ? 'open' : 'closed', endDate, id),
    startDate,
    ...(dueDay !== undefined && dueIndexKeys(key, dueDay)),
  };
};

export const toActivity = (item: Item): Activity => item.activity as Activity;

export const isActivity = (item: Item): boolean => item.activity !== undefined;

/** Existing activities, by id. One request per 100. */
export const loadActivities = async (
  table: Table,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Activity>> => {
  const items = await table.getAll(ids.map(activityKey));
  return new Map(items.map((item) => [toActivity(item).id, toActivity(item)]));
};

/** Undefined when the activity does not exist. One request. */
export const loadActivity = async (table: Table, id: string): Promise<Activity | undefined> =>
  (await loadActivities(table, [id])).get(id);

/** The branch lists that hold an activity while it is not closed; check-in reads them. */
const placesOf = (activity: Activity | undefined): readonly string[] => {
  if (!activity || activity.closedOn !== undefined) return [];
  const { branchIds = [] } = activity;
  return branchIds.length === 0 || branchIds.length > MOST_ENTRIES ? [ALL_BRANCHES] : branchIds;
};

const entryWrites = (before: Activity | undefined, after: Activity): Writes => {
  const { id, endDate } = after;
  const [old, now] = [placesOf(before), placesOf(after)];
  const stale = now.filter((place) => !old.includes(place) || before?.endDate !== endDate);
  return Object.fromEntries([
    ...stale.map((place) => [
      `listed ${place}`,
      put({ ...activityEntryKey(id, place), ...activityListKeys(branchListOf(place), endDate, id) }),
    ]),
    ...old
      .filter((place) => !now.includes(place))
      .map((place) => [`listed ${place}`, remove(activityEntryKey(id, place))]),
  ]) as Writes;
};

/** The writes of a new or changed activity. The caller has set the new version. */
export const writeActivity = (before: Activity | undefined, after: Activity): Writes =>
  together(
    { 'activity-changed': put(toItem(after), before ? is('version', before.version) : absent) },
    entryWrites(before, after),
  );

/**
 * Counts the changes that came to an activity after its end. The night finishes only what it has
 * seen.
 */
export const looksOf = ({ looks }: Item): number => (looks ?? 0) as number;

/** Takes the activity off the night's list. Lost when the activity or its `looks` changed since. */
export const markLooked = ({ id, version }: Activity, looks: number): Writes => ({
  'activity-changed': update(
    activityKey(id),
    { remove: ['dueKey', 'dueSort'] },
    is('version', version),
    looks === 0 ? without('looks') : is('looks', looks),
  ),
});

/** Puts an activity that is over back on the night's list, because something came to it. */
export const lookAgain = ({ id }: Activity, day: Day): Writes => ({
  [`activity-due ${id}`]: update(activityKey(id), {
    set: dueIndexKeys(activityKey(id), day),
    add: { looks: 1 },
  }),
});

/** The place of an activity in the lists by last day. */
export const placeOfActivity = ({ id, endDate }: Activity): string =>
  activityListKeys('', endDate, id).listSort;

/** Activities by state, with an optional range of last days. */
export interface ActivityRange {
  readonly list: 'open' | 'closed';
  readonly from?: Day;
  /** Exclusive. */
  readonly before?: Day;
}

/** An activity as the index knows it. */
export interface ListedActivity {
  readonly id: string;
  readonly place: string;
  /** Absent where an earlier version wrote the activity. */
  readonly startDate?: Day;
}

const activityIdAt = ({ pk }: { readonly pk: string }): string => pk.slice('ACTIVITY#'.length);

/**
 * Activities by their last day. One request per list, in turn: one that is closed meanwhile moves
 * to the last list.
 */
export const queryActivities = async (table: Table, ranges: readonly ActivityRange[], part: PageRange) => {
  const [{ from, before } = {}] = ranges;
  const lists = ranges.map(({ list }) => activityList(list));
  const range = { ...part, from, before, inTurn: true };
  const { entries, ...more } = await queryShards(table, INDEXES.activities, lists, range);
  const toListed = ({ pk, place, item: { startDate } }: IndexEntry): ListedActivity => ({
    id: activityIdAt({ pk }),
    place,
    ...(startDate !== undefined && { startDate: startDate as Day }),
  });
  return { entries: entries.map(toListed), ...more };
};

/** At most this many activities of one branch are read. */
const MOST_AT_A_BRANCH = 80;

/** Ids of the activities at a branch that have not ended before a day. Two parallel requests. */
export const activitiesAt = async (
  table: Table,
  branchId: string,
  today: Day,
): Promise<readonly string[]> => {
  const lists = [branchId, ALL_BRANCHES].map(branchActivities);
  const part = { limit: MOST_AT_A_BRANCH, from: today };
  const { entries } = await queryShards(table, INDEXES.activities, lists, part);
  return entries.map(activityIdAt);
};
