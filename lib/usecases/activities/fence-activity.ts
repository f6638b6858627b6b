import type { Activity } from '../../domain/activity.ts';
import { writeActivityFence, COUNTERS } from '../../store/activity-counters.ts';
import type { RequestContext } from '../core/request-context.ts';
import { retryOnConflict } from '../core/retry.ts';

/**
 * Records in every counter that the end of an activity changed. Callers that read the activity
 * before can then set no more blocks for it. Call this before you read the blocks. One write per
 * counter, in parallel.
 */
export const fenceActivity = async (context: RequestContext, activity: Activity): Promise<void> => {
  await Promise.all(
    COUNTERS.map((counts) => retryOnConflict(() => writeActivityFence(context.table, activity, counts))),
  );
};
