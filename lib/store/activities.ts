import { INDEXES } from '../contract.ts';
import type { Activity } from '../domain/activity.ts';
import { addDays, type Day } from '../domain/calendar.ts';
import { absent, is, put, remove, update, without } from './expression.ts';
import {
  activityList,
  activityListKeys,
  branchActivities,
  branchListOf,
  dueIndexKeys,
} from './index-keys.ts';
import { activityEntryKey, activityKey } from './keys.ts';
import { queryShards, type PageRange } from './sharded-query.ts';
import type { Item, Table } from './table.ts';
import { together, type Writes } from './writes.ts';

/**
 * An activity of more branches than this is listed for all; who reads the list looks at the
 * branches it names.
 */
const MOST_ENTRIES = 20;
const ALL_BRANCHES = '*';

/**
 * The day from which the night has something to do: the day after the last, or the day it was
 * closed (rule N1).
 */
const dueDayOf = ({ closedOn, closing, endDate }: Activity): Day | undefined =>
  closing ? undefined : (closedOn ?? addDays(endDate, 1));

const toItem = (activity: Activity): Item => {
  const { id, endDate, closedOn, version } = activity;
  const key = activityKey(id);
  const dueDay = dueDayOf(activity);
  return {
    ...key,
    activity,
    version,
    ...activityListKeys(closedOn === undefined ? 'open' : 'closed', endDate, id),
    ...(dueDay !== undefined && dueIndexKeys(key, dueDay)),
  };
};

export const toActivity = (item: Item): Activity => item.activity as Activity;

export const isActivity = (item: Item): boolean => item.activity !== undefined;

/** The activities with these ids that exist, by id. One request per 100. */
export const loadActivities = async (
  table: Table,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Activity>> => {
  const items = await table.getAll(ids.map(activityKey));
  return new Map(items.map((item) => [toActivity(item).id, toActivity(item)]));
};

/** An activity; undefined where there is none. */
export const loadActivity = async (table: Table, id: string): Promise<Activity | undefined> =>
  (await loadActivities(table, [id])).get(id);

/**
 * The lists of branches in which an activity that is not closed stands, for those who check a copy
 * in.
 */
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

/** The writes of an activity, new or changed; the change has given it its new version. */
export const writeActivity = (before: Activity | undefined, after: Activity): Writes =>
  together(
    { 'activity-changed': put(toItem(after), before ? is('version', before.version) : absent) },
    entryWrites(before, after),
  );

/**
 * How often something has come to an activity that was over: the night must have seen it all to be
 * done with it.
 */
export const looksOf = ({ looks }: Item): number => (looks ?? 0) as number;

/**
 * The write by which the night has no more to do for an activity, if nothing has changed or come to
 * it since.
 */
export const markLooked = ({ id, version }: Activity, looks: number): Writes => ({
  'activity-changed': update(
    activityKey(id),
    { remove: ['dueKey', 'dueSort'] },
    is('version', version),
    looks === 0 ? without('looks') : is('looks', looks),
  ),
});

/**
 * The write by which the next night looks at an activity that is over once more: something has come
 * to it since.
 */
export const lookAgain = ({ id }: Activity, day: Day): Writes => ({
  [`activity-due ${id}`]: update(activityKey(id), {
    set: dueIndexKeys(activityKey(id), day),
    add: { looks: 1 },
  }),
});

/** Which activities: not closed and with their last day from or until a day, or closed. */
export interface ActivityRange {
  readonly list: 'open' | 'closed';
  readonly from?: Day;
  /** Not included. */
  readonly before?: Day;
}

/** Ids of activities by their last day. One request per list. */
export const queryActivities = (table: Table, ranges: readonly ActivityRange[], part: PageRange) => {
  const [{ from, before } = {}] = ranges;
  const lists = ranges.map(({ list }) => activityList(list));
  return queryShards(table, INDEXES.activities, lists, { ...part, from, before });
};

/** The id of an activity in the place of a list of activities. */
export const activityIdAt = ({ pk }: { readonly pk: string }): string => pk.slice('ACTIVITY#'.length);

/** More activities than this at one branch at the same time are not looked at. */
const MOST_AT_A_BRANCH = 80;

/**
 * Ids of the activities at a branch that have not ended before a day. Two requests at the same
 * time.
 */
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
