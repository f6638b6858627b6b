import { isOver } from '../../domain/activity.ts';
import { loadActivities, lookAgain } from '../../store/activities.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from './request-context.ts';

/** A transaction takes a hundred items, and these are not all of them. */
const MOST_ACTIVITIES = 10;

/**
 * Puts those of these activities that are over back on the night's list, because a copy came to
 * them (rules A2, S4): the first ten; a later change of the copy puts more. One request, if there
 * are any.
 */
export const lookAgainAt = async (
  { table, today }: RequestContext,
  activityIds: readonly string[],
): Promise<Writes> => {
  const ids = [...new Set(activityIds)].slice(0, MOST_ACTIVITIES);
  const activities = await loadActivities(table, ids);
  const over = [...activities.values()].filter((activity) => isOver(activity, today));
  return together(...over.map((activity) => lookAgain(activity, today)));
};
