import pMap from 'p-map';
import { isOver, stateOn, type Activity, type ActivityState } from '../domain/activity.ts';
import type { Day } from '../domain/calendar.ts';
import { NotFound } from '../domain/refusal.ts';
import { countOn } from '../domain/tally.ts';
import { activityIdAt, listActivities as readList, type ActivityRange } from '../store/activities.ts';
import type { Part } from '../store/merge.ts';
import { loadActivityRecord, type ActivityRecord } from '../store/tallies.ts';
import type { Act } from './act.ts';
import { filledPage } from './filled-page.ts';
import type { Page } from './look-up.ts';

/** An activity as it is on a day. */
export type ActivityToday = Omit<Activity, 'closing'> & {
  readonly state: ActivityState;
  readonly counts: { readonly blocked: number; readonly onSpecialCards: number; readonly flags: number };
  readonly closing?: { readonly done: number; readonly of: number };
};

/** How many open flags there are: none of one that is not over, nor of one whose blocks are just being lifted (N2). */
const openFlags = ({ activity, tally }: ActivityRecord, today: Day): number => {
  const hidden = !isOver(activity, today) || (activity.closing && !activity.closing.force);
  return hidden ? 0 : countOn(tally, 'flags', today);
};

/** An activity as it is on a day, with its counts. */
export const activityToday = (record: ActivityRecord, today: Day): ActivityToday => {
  const { closing, ...activity } = record.activity;
  const blocked = countOn(record.tally, 'blocked', today);
  return {
    ...activity,
    state: stateOn(activity, today),
    counts: {
      blocked,
      onSpecialCards: countOn(record.tally, 'onSpecialCards', today),
      flags: openFlags(record, today),
    },
    ...(closing && { closing: { done: Math.max(0, closing.of - blocked), of: closing.of } }),
  };
};

/** An activity with its counts. One request, however many blocks it has. Throws `NotFound`. */
export const findActivity = async (act: Act, id: string): Promise<ActivityToday> => {
  const record = await loadActivityRecord(act.table, id);
  if (!record) throw new NotFound('activity');
  return activityToday(record, act.today);
};

const RANGES: Readonly<Record<ActivityState, (today: Day) => ActivityRange>> = {
  coming: (today) => ({ list: 'open', from: today }),
  running: (today) => ({ list: 'open', from: today }),
  over: (today) => ({ list: 'open', before: today }),
  closed: () => ({ list: 'closed' }),
};

const CONCURRENCY = 10;

/** Activities by their last day, of one state or all, with their counts: one request for the list, one for each. */
export const listActivities = (
  act: Act,
  state: ActivityState | undefined,
  part: Part,
): Promise<Page<ActivityToday>> => {
  const ranges: readonly ActivityRange[] = state
    ? [RANGES[state](act.today)]
    : [{ list: 'open' }, { list: 'closed' }];
  return filledPage(part, async (next) => {
    const { entries, next: place } = await readList(act.table, ranges, next);
    const load = async (entry: (typeof entries)[number]) => {
      const record = await loadActivityRecord(act.table, activityIdAt(entry));
      const activity = record && activityToday(record, act.today);
      return activity && (!state || activity.state === state) ? [activity] : [];
    };
    const found = await pMap(entries, load, { concurrency: CONCURRENCY });
    return { items: found.flat(), next: place };
  });
};
