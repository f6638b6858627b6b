import type { Activity } from '../../domain/activity.ts';
import { makeTermKnown, TALLIES } from '../../store/activity-counters.ts';
import type { Act } from '../core/request-context.ts';
import { untilSettled } from '../core/retry.ts';

/**
 * Makes known in every tally that the end of an activity has changed: who has read it before can set no more blocks for
 * it. To be done before looking which blocks there are. As many writes as there are tallies, at the same time.
 */
export const announceTerm = async (act: Act, activity: Activity): Promise<void> => {
  await Promise.all(TALLIES.map((tally) => untilSettled(() => makeTermKnown(act.table, activity, tally))));
};
