import { pagesOf } from '../../store/sharded-query.ts';
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
/** Takes the flags of an activity that is not over off a copy (rule N2). */
const clearFlags = (context: RequestContext, activityId: string, copyId: string): Promise<void> =>
  retryOnConflict(async () => {
    const copy = (await loadCopies(context.table, [copyId])).get(copyId);
    if (!copy || ![...flagsOf(copy).values()].some((flag) => flag.activityId === activityId)) return;
    await context.table.write(changeCopy(copy, withoutFlagsOf(copy, activityId)));
  });

/** One walk along the flags of an activity; each is off its copy after it. */
const walk = async (context: RequestContext, activityId: string, isTimeUp: () => boolean): Promise<void> => {
  for await (const { items } of pagesOf((part) => queryFlagsOfActivity(context.table, activityId, part))) {
    const copyIds = [...new Set(items.map(({ flag }) => flag.copyId))];
    await pMap(copyIds, (copyId) => clearFlags(context, activityId, copyId), { concurrency: CONCURRENCY });
    if (isTimeUp()) return;
  }
};

/** Clears what every read already hides, until the counts know of none; false where time was up. */
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
 * Sees to what hangs on the last day of an activity, once that has changed: flags that are none any
 * more, and until when reservations of its special cards stay ready (rules N2, R7). `more` where
 * time was up; it can be run again. Makes the change known once more, should whoever made it have
 * died before that.
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
