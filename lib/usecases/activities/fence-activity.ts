import type { Activity } from '../../domain/activity.ts';
import { writeActivityFence, COUNTERS } from '../../store/activity-counters.ts';
import type { RequestContext } from '../core/request-context.ts';
import { retryOnConflict } from '../core/retry.ts';

/**
 * Makes known in every counts that the end of an activity has changed: who has read it before can
 * set no more blocks for it. To be done before looking which blocks there are. As many writes as
 * there are counters, at the same time.
 */
export const fenceActivity = async (context: RequestContext, activity: Activity): Promise<void> => {
  await Promise.all(
    COUNTERS.map((counts) => retryOnConflict(() => writeActivityFence(context.table, activity, counts))),
  );
};
