import { activitiesOf, endOf, type Block } from './block.ts';
import { isPast, type Day } from './calendar.ts';
import type { Copy } from './copy.ts';
import { flagsOf } from './flag.ts';

/**
 * The counts of an activity (contract, `counts`) by name, such as `blocked`. A count that ends on a
 * day has that day in its name, such as `blocked@2026-10-12`: it is right on every day, also before
 * the night has run (rule T2).
 */
export type ActivityCounts = Readonly<Record<string, number>>;

export type Counted = 'blocked' | 'onSpecialCards' | 'flags' | 'flagsOnSpecialCards' | 'lifted';

const entryOf = (name: Counted, until: Day | undefined): string =>
  until === undefined ? name : `${name}@${until}`;

/**
 * The last day on which a copy carries a block of an activity; undefined where one of them has no
 * end.
 */
const lastDayOf = (blocks: readonly Block[]): Day | undefined => {
  const ends = blocks.map(endOf);
  return ends.includes(undefined) ? undefined : ends.sort().at(-1);
};

/** The count names of a copy, by activity: for its blocks, its special card and its flags. */
const entriesOf = (copy: Copy | undefined): readonly (readonly [activityId: string, entry: string])[] => {
  if (!copy) return [];
  const blocks = Object.values(copy.blocks);
  const blocked = [...activitiesOf(copy.blocks)].map((activityId) => {
    const own = blocks.filter((block) => block.activityId === activityId);
    return [activityId, entryOf('blocked', lastDayOf(own))] as const;
  });
  const { special, activityId } = copy.loan ?? {};
  const onCard = special && activityId !== undefined ? [[activityId, 'onSpecialCards'] as const] : [];
  const flags = [...flagsOf(copy).values()].flatMap(({ activityId: of, until }) => {
    if (of === undefined) return [];
    const names: readonly Counted[] =
      special && activityId === of ? ['flags', 'flagsOnSpecialCards'] : ['flags'];
    return names.map((name) => [of, entryOf(name, until)] as const);
  });
  return [...blocked, ...onCard, ...flags];
};

/** How the counters of activities change with a copy; unchanged counters are left out. */
export const countChanges = (before: Copy | undefined, after: Copy): ReadonlyMap<string, ActivityCounts> => {
  const changes = new Map<string, Record<string, number>>();
  const add = (entries: ReturnType<typeof entriesOf>, by: number) => {
    for (const [activityId, entry] of entries) {
      const counts = changes.get(activityId) ?? {};
      changes.set(activityId, { ...counts, [entry]: (counts[entry] ?? 0) + by });
    }
  };
  add(entriesOf(before), -1);
  add(entriesOf(after), 1);
  const changed = [...changes].map(
    ([activityId, counts]) =>
      [activityId, Object.fromEntries(Object.entries(counts).filter(([, by]) => by !== 0))] as const,
  );
  return new Map(changed.filter(([, counts]) => Object.keys(counts).length > 0));
};

/** Adds up counters by name. */
export const sumOf = (counters: readonly ActivityCounts[]): ActivityCounts => {
  const sum: Record<string, number> = {};
  for (const [entry, count] of counters.flatMap((counts) => Object.entries(counts))) {
    sum[entry] = (sum[entry] ?? 0) + count;
  }
  return sum;
};

/** The count on a day, without what ended before that day (rule T2). */
export const countOn = (counts: ActivityCounts, counted: Counted, today: Day): number =>
  Object.entries(counts)
    .map(([entry, count]) => {
      const [name, until] = entry.split('@');
      return name === counted && !isPast(until, today) ? count : 0;
    })
    .reduce((sum, count) => sum + count, 0);

/** The count with everything that ended, but that no job has removed. */
export const countEver = (counts: ActivityCounts, counted: Counted): number =>
  countOn(counts, counted, '0000-01-01');
