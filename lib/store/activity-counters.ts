import type { Activity } from '../domain/activity.ts';
import { sumOf, type ActivityCounts } from '../domain/activity-counts.ts';
import { isActivity, toActivity } from './activities.ts';
import { anyOf, atMost, update, without } from './expression.ts';
import { shardOf } from './index-keys.ts';
import { activityWithCounters, counterKey } from './keys.ts';
import type { Item, Table } from './table.ts';
import { WriteLost, type Writes } from './writes.ts';

/** Over how many items the counts of an activity are spread: a big batch waits for none of them. */
const SHARDS = 16;
/** Stands before the name of each number in such an item. */
const COUNT = 'count ';

const named = (counts: ActivityCounts): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([entry, by]) => [`${COUNT}${entry}`, by]));

const toCounts = (item: Item): ActivityCounts =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, count]) =>
      name.startsWith(COUNT) ? [[name.slice(COUNT.length), count as number]] : [],
    ),
  );

/** An activity with what is counted for it. */
export interface ActivityRecord {
  readonly activity: Activity;
  readonly counts: ActivityCounts;
}

/**
 * An activity with its counts; undefined where there is none. One request, however many blocks it
 * has.
 */
export const loadActivityRecord = async (table: Table, id: string): Promise<ActivityRecord | undefined> => {
  const items = await table.readRange(activityWithCounters(id));
  const found = items.find(isActivity);
  return found && { activity: toActivity(found), counts: sumOf(items.map(toCounts)) };
};

/** Nobody knows of a later term than this: its end has not changed since it was read. */
const notSince = (term: number) => anyOf(without('term'), atMost('term', term));

const countName = (activityId: string): string => `counted ${activityId}`;

/**
 * The write that counts for an activity what changes with a copy. With the activity as it was read,
 * the write is lost where its end has changed since: no block is set for what has been closed
 * meanwhile.
 */
export const countFor = (
  activityId: string,
  copyId: string,
  counts: ActivityCounts,
  relied?: Activity,
): Writes => {
  const key = counterKey(activityId, shardOf(copyId, SHARDS));
  const changes = { add: named(counts), ...(relied && { set: { term: relied.term } }) };
  return { [countName(activityId)]: update(key, changes, ...(relied ? [notSince(relied.term)] : [])) };
};

/**
 * The writes of a copy that also count how many blocks the closing of an activity has lifted from
 * it (rule A3).
 */
export const countLifted = (writes: Writes, activityId: string, lifted: number): Writes => {
  const counted = writes[countName(activityId)];
  if (!counted || !('update' in counted)) throw new Error('Nothing of the activity changes with this copy.');
  const add = { ...counted.changes.add, ...named({ lifted }) };
  const withLifted = update(counted.update, { ...counted.changes, add }, ...counted.when);
  return { ...writes, [countName(activityId)]: withLifted };
};

/**
 * These barcodes in an order in which neighbours count in different counters: whoever changes some
 * of them at the same time does not wait for himself.
 */
export const spreadOverCounters = (copyIds: readonly string[]): readonly string[] => {
  const byTally = Map.groupBy(copyIds, (copyId) => shardOf(copyId, SHARDS));
  const rounds = Math.max(0, ...[...byTally.values()].map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) =>
    [...byTally.values()].flatMap((ids) => ids[round] ?? []),
  ).flat();
};

/** The counters of an activity, by number. */
export const COUNTERS: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

/**
 * Makes known in one counter that the end of an activity has changed: who has read it before can
 * set no more blocks for it there. A later term that is known already is as good. Lost to another
 * write at the same moment: to be tried again.
 */
export const writeActivityFence = async (
  table: Table,
  { id, term }: Activity,
  shard: number,
): Promise<void> => {
  const key = counterKey(id, shard);
  if (await table.tryWrite({ 'term-known': update(key, { set: { term } }, notSince(term)) })) return;
  const [found] = await table.getAll([key]);
  if (((found?.term ?? 0) as number) < term) throw new WriteLost(['term-known']);
};
