import type { Activity } from '../../domain/activity.ts';
import { NotFound } from '../../domain/errors.ts';
import { loadActivity } from '../../store/activities.ts';
import type { RequestContext } from '../core/request-context.ts';

/** Throws `NotFound`. One request. */
export const mustFindActivity = async (context: RequestContext, id: string): Promise<Activity> => {
  const activity = await loadActivity(context.table, id);
  if (!activity) throw new NotFound('activity');
  return activity;
};
