import { pagesOf, type PageRange, filledPage, type Page } from '../../store/page.ts';
import pMap from 'p-map';
import { isOver, stateOn, type Activity, type ActivityState } from '../../domain/activity.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import { NotFound } from '../../domain/errors.ts';
import { countOn } from '../../domain/activity-counts.ts';
import {
  placeOfActivity,
  queryActivities,
  type ActivityRange,
  type ListedActivity,
} from '../../store/activities.ts';
import { copiesOnCardsOf } from '../../store/copy-lists.ts';
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
 * The copies on the special cards of an activity, by barcode. All of them, because each must be
 * checked in.
 */
export const onSpecialCards = async (
  { table }: RequestContext,
  activityId: string,
): Promise<readonly Copy[]> => {
  const copies: Copy[] = [];
  for await (const { items } of pagesOf((part) => copiesOnCardsOf(table, activityId, part), 200))
    copies.push(...items);
  return copies;
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

/** Activities read at the same moment: a whole page, on as many connections as the SDK keeps. */
const CONCURRENCY = 50;
/** Entries read at once of a list in which coming and running activities are mixed. */
const WIDE = 500;

/** Whether an activity may be in a state, by what the index knows of it. */
const mayBe = (state: ActivityState | undefined, { startDate }: ListedActivity, today: Day): boolean => {
  if (startDate === undefined) return true;
  return state === 'coming' ? startDate > today : state !== 'running' || startDate <= today;
};

/**
 * A page of activities by last day, in one state or in all, with their counts. One request per
 * list, in turn, and then one per activity, at the same moment. Both may trail up to a second (rule
 * T3). More requests where hundreds that run are listed before one to come, or the other way round.
 */
export const listActivities = (
  { table, today }: RequestContext,
  state: ActivityState | undefined,
  part: PageRange,
): Promise<Page<ActivityToday>> => {
  const ranges: readonly ActivityRange[] = state
    ? [RANGES[state](today)]
    : [{ list: 'open' }, { list: 'closed' }];
  const isMixed = state === 'coming' || state === 'running';
  return filledPage(part, async ({ after, limit }) => {
    const wanted = { after, limit: isMixed ? Math.max(limit, WIDE) : limit };
    const { entries, next } = await queryActivities(table, ranges, wanted);
    const likely = entries.filter((entry) => mayBe(state, entry, today));
    const read = likely.slice(0, limit);
    const end = likely.length > limit ? read.at(-1)?.place : next;
    const load = async ({ id, place }: ListedActivity) => {
      const record = await loadActivityRecord(table, id, { mayTrail: true });
      if (!record || (state && stateOn(record.activity, today) !== state)) return [];
      // One that ends later by now is listed there. One that ends earlier stays: the cursor may be
      // past its new place.
      const now = [place, placeOfActivity(record.activity)].sort().at(-1) ?? place;
      return end !== undefined && now > end ? [] : [{ item: activityToday(record, today), place: now }];
    };
    const found = await pMap(read, load, { concurrency: CONCURRENCY });
    return { items: found.flat().sort((a, b) => (a.place < b.place ? -1 : 1)), next: end };
  });
};
