import { pagesOf } from '../../store/page.ts';
import pMap from 'p-map';
import { isOver } from '../../domain/activity.ts';
import { flagsOf, withoutFlagsOf } from '../../domain/flag.ts';
import { countEver } from '../../domain/activity-counts.ts';
import { loadActivity } from '../../store/activities.ts';
import { changeCopy, loadCopies } from '../../store/copies.ts';
import { queryFlagsOfActivity } from '../../store/flags.ts';
import { loadActivityRecord } from '../../store/activity-counters.ts';
import { completeWork, type ActivityWork } from '../../store/work.ts';
import type { RequestContext } from '../core/request-context.ts';
import { fenceActivity } from './fence-activity.ts';
import { extendHolds } from '../reservations/extend-holds.ts';
import { retryOnConflict } from '../core/retry.ts';
import type { WorkProgress } from '../core/work-lease.ts';
import { untilNoneLeft } from '../core/until-none-left.ts';

const CONCURRENCY = 8;
/** Removes the flags of an activity from a copy, because the activity is not over (rule N2). */
const clearFlags = (context: RequestContext, activityId: string, copyId: string): Promise<void> =>
  retryOnConflict(async () => {
    const copy = (await loadCopies(context.table, [copyId])).get(copyId);
    if (!copy || ![...flagsOf(copy).values()].some((flag) => flag.activityId === activityId)) return;
    await context.table.write(changeCopy(copy, withoutFlagsOf(copy, activityId)));
  });

/** Clears the flags of an activity page by page; stops early when time is up. */
const walk = async (context: RequestContext, activityId: string, isTimeUp: () => boolean): Promise<void> => {
  for await (const { items } of pagesOf(queryFlagsOfActivity(context.table, activityId))) {
    const copyIds = [...new Set(items.map(({ item }) => item.copyId))];
    await pMap(copyIds, (copyId) => clearFlags(context, activityId, copyId), { concurrency: CONCURRENCY });
    if (isTimeUp()) return;
  }
};

/**
 * Clears flags that every read already hides, until the counts are zero; false when time was up.
 */
const clearAll = (context: RequestContext, activityId: string, isTimeUp: () => boolean): Promise<boolean> =>
  untilNoneLeft(
    context,
    async () => {
      await walk(context, activityId, isTimeUp);
      const record = await loadActivityRecord(context.table, activityId);
      return countEver(record?.counts ?? {}, 'flags') === 0;
    },
    isTimeUp,
  );

/**
 * Updates what depends on the last day of an activity after it changed: clears flags that no longer
 * apply, and moves the ready dates of the reservations of its special cards (rules N2, R7). `more`
 * when time was up; it can be repeated. It fences the activity again, in case the change crashed
 * before it did.
 */
export const activityEndChanged = async (
  context: RequestContext,
  work: ActivityWork,
  isTimeUp: () => boolean,
): Promise<WorkProgress> => {
  const activity = await loadActivity(context.table, work.activityId);
  if (activity) {
    await fenceActivity(context, activity);
    await extendHolds(context, activity);
    if (!isOver(activity, context.today) && !(await clearAll(context, activity.id, isTimeUp))) return 'more';
  }
  await completeWork(context.table, work);
  return 'done';
};
