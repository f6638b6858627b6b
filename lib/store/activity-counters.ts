import type { Activity } from '../domain/activity.ts';
import { sumOf, type ActivityCounts } from '../domain/activity-counts.ts';
import { isActivity, toActivity } from './activities.ts';
import { anyOf, atMost, update, without } from './expression.ts';
import { shardOf } from './index-keys.ts';
import { activityWithCounters, counterKey } from './keys.ts';
import type { Item, ReadRange, Table } from './table.ts';
import { WriteLost, type Writes } from './writes.ts';

/**
 * Items over which the counts of an activity are spread, so that a big batch does not wait for one.
 */
const SHARDS = 16;
/** Prefix of the attributes that hold counts. */
const COUNT = 'count ';

const named = (counts: ActivityCounts): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([entry, by]) => [`${COUNT}${entry}`, by]));

const toCounts = (item: Item): ActivityCounts =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, count]) =>
      name.startsWith(COUNT) ? [[name.slice(COUNT.length), count as number]] : [],
    ),
  );

export interface ActivityRecord {
  readonly activity: Activity;
  readonly counts: ActivityCounts;
}

/**
 * An activity with its counts; undefined when it does not exist. One request, for any number of
 * blocks.
 */
export const loadActivityRecord = async (
  table: Table,
  id: string,
  how: Pick<ReadRange, 'mayTrail'> = {},
): Promise<ActivityRecord | undefined> => {
  const items = await table.readRange(activityWithCounters(id), how);
  const found = items.find(isActivity);
  return found && { activity: toActivity(found), counts: sumOf(items.map(toCounts)) };
};

/** The counter has no later term: the end of the activity has not changed since it was read. */
const notSince = (term: number) => anyOf(without('term'), atMost('term', term));

const countName = (activityId: string): string => `counted ${activityId}`;

/**
 * Counts for an activity what changes with a copy. Given the activity as it was read, the write is
 * lost when its end has changed since: no block is set for an activity that was closed meanwhile.
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

/** Adds the number of blocks that closing an activity lifted to the writes of a copy (rule A3). */
export const countLifted = (writes: Writes, activityId: string, lifted: number): Writes => {
  const counted = writes[countName(activityId)];
  if (!counted || !('update' in counted)) throw new Error('Nothing of the activity changes with this copy.');
  const add = { ...counted.changes.add, ...named({ lifted }) };
  const withLifted = update(counted.update, { ...counted.changes, add }, ...counted.when);
  return { ...writes, [countName(activityId)]: withLifted };
};

/** Orders barcodes so that neighbours use different counters: parallel changes do not conflict. */
export const spreadOverCounters = (copyIds: readonly string[]): readonly string[] => {
  const byTally = Map.groupBy(copyIds, (copyId) => shardOf(copyId, SHARDS));
  const rounds = Math.max(0, ...[...byTally.values()].map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) =>
    [...byTally.values()].flatMap((ids) => ids[round] ?? []),
  ).flat();
};

export const COUNTERS: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

/**
 * Records the new term of an activity in one counter. Callers that read an older term can then set
 * no blocks there. A later term is left as it is. Throws `WriteLost` on a conflict: try again.
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
