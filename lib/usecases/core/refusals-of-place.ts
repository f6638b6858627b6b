import { isOver, lastDayOfActivity, type Activity } from '../../domain/activity.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { loadActivity } from '../../store/activities.ts';
import { loadBranches } from '../../store/branches.ts';
import type { RequestContext } from './request-context.ts';

/** The branch and the activity of a block, if any. */
export interface BlockPlace {
  readonly branchId?: string | undefined;
  readonly activityId?: string | undefined;
}

/** The reasons why no block can be set for an activity: it is unknown or over (rule A2). */
export const refusalsOfActivity = (
  context: RequestContext,
  activityId: string,
  activity: Activity | undefined,
): readonly Refusal[] => {
  if (!activity) return [{ code: 'unknown-activity', activityId }];
  if (!isOver(activity, context.today)) return [];
  const until = lastDayOfActivity(activity);
  return [{ code: 'activity-over', activityId, activityName: activity.name, until }];
};

/**
 * The reasons why no block can be set in a branch or for an activity: unknown, or over. Two
 * parallel requests.
 */
export const refusalsOfPlace = async (
  context: RequestContext,
  { branchId, activityId }: BlockPlace,
): Promise<readonly Refusal[]> => {
  const [branches, activity] = await Promise.all([
    loadBranches(context.table, branchId === undefined ? [] : [branchId]),
    activityId === undefined ? undefined : loadActivity(context.table, activityId),
  ]);
  const isUnknown = branchId !== undefined && !branches.has(branchId);
  return [
    ...(isUnknown ? [{ code: 'unknown-branch' as const, branchId }] : []),
    ...(activityId === undefined ? [] : refusalsOfActivity(context, activityId, activity)),
  ];
};
