import { pagesOf, type PageRange, filledPage, type Page } from '../../store/page.ts';
import pMap from 'p-map';
import { isOver, stateOn, type Activity, type ActivityState } from '../../domain/activity.ts';
import type { Day } from '../../domain/calendar.ts';
import { NotFound } from '../../domain/errors.ts';
import { countOn } from '../../domain/activity-counts.ts';
import { activityIdAt, queryActivities as readList, type ActivityRange } from '../../store/activities.ts';
import { loansOfActivity } from '../../store/patrons.ts';
import { loadActivityRecord, type ActivityRecord } from '../../store/activity-counters.ts';
import type { RequestContext } from '../core/request-context.ts';

/** An activity on a given day, with its state and counts. */
export type ActivityToday = Omit<Activity, 'closing'> & {
  readonly state: ActivityState;
  readonly counts: { readonly blocked: number; readonly onSpecialCards: number; readonly flags: number };
  readonly closing?: { readonly done: number; readonly of: number };
};

/**
 * The number of open flags: zero while the activity is not over. While its blocks are being lifted
 * only those count that a forced closing leaves (N2, A3).
 */
const openFlags = ({ activity, counts }: ActivityRecord, today: Day): number => {
  if (!isOver(activity, today)) return 0;
  if (!activity.closing) return countOn(counts, 'flags', today);
  return activity.closing.force ? countOn(counts, 'flagsOnSpecialCards', today) : 0;
};

/** The state and the counts of an activity on a day. */
export const activityToday = (record: ActivityRecord, today: Day): ActivityToday => {
  const { closing, ...activity } = record.activity;
  const blocked = countOn(record.counts, 'blocked', today);
  return {
    ...activity,
    state: stateOn(activity, today),
    counts: {
      blocked,
      onSpecialCards: countOn(record.counts, 'onSpecialCards', today),
      flags: openFlags(record, today),
    },
    ...(closing && { closing: { done: Math.max(0, closing.of - blocked), of: closing.of } }),
  };
};

/**
 * The barcodes on the special cards of an activity. All of them, because each must be checked in.
 */
export const onSpecialCards = async (
  context: RequestContext,
  activityId: string,
): Promise<readonly string[]> => {
  const copyIds: string[] = [];
  for await (const { items } of pagesOf((part) => loansOfActivity(context.table, activityId, part), 200))
    copyIds.push(...items.map(({ copyId }) => copyId));
  return copyIds;
};

/** An activity with its counts. One request, for any number of blocks. Throws `NotFound`. */
export const findActivity = async (context: RequestContext, id: string): Promise<ActivityToday> => {
  const record = await loadActivityRecord(context.table, id);
  if (!record) throw new NotFound('activity');
  return activityToday(record, context.today);
};

const RANGES: Readonly<Record<ActivityState, (today: Day) => ActivityRange>> = {
  coming: (today) => ({ list: 'open', from: today }),
  running: (today) => ({ list: 'open', from: today }),
  over: (today) => ({ list: 'open', before: today }),
  closed: () => ({ list: 'closed' }),
};

const CONCURRENCY = 10;

/**
 * A page of activities by last day, in one state or in all, with their counts. One request per
 * list, and one per activity.
 */
export const listActivities = (
  context: RequestContext,
  state: ActivityState | undefined,
  part: PageRange,
): Promise<Page<ActivityToday>> => {
  const ranges: readonly ActivityRange[] = state
    ? [RANGES[state](context.today)]
    : [{ list: 'open' }, { list: 'closed' }];
  return filledPage(part, async (next) => {
    const { entries, next: place } = await readList(context.table, ranges, next);
    const load = async (entry: (typeof entries)[number]) => {
      const record = await loadActivityRecord(context.table, activityIdAt(entry));
      const activity = record && activityToday(record, context.today);
      return activity && (!state || activity.state === state) ? [{ item: activity, place: entry.place }] : [];
    };
    const found = await pMap(entries, load, { concurrency: CONCURRENCY });
    return { items: found.flat(), next: place };
  });
};
