import { isOver, lastDayOfActivity, type Activity } from '../../domain/activity.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { loadActivity } from '../../store/activities.ts';
import { loadBranches } from '../../store/branches.ts';
import type { Act } from './request-context.ts';

/** For what a block is set: a branch, an activity. */
export interface Place {
  readonly branchId?: string | undefined;
  readonly activityId?: string | undefined;
}

/** Why no block can be set for an activity, as it was read: it doesn't exist, or is over (rule A2). */
export const refusalsOfActivity = (
  act: Act,
  activityId: string,
  activity: Activity | undefined,
): readonly Refusal[] => {
  if (!activity) return [{ code: 'unknown-activity', activityId }];
  if (!isOver(activity, act.today)) return [];
  const until = lastDayOfActivity(activity);
  return [{ code: 'activity-over', activityId, activityName: activity.name, until }];
};

/** Why no block can be set in a branch or for an activity: it doesn't exist, or is over. Two requests at once. */
export const refusalsOfPlace = async (
  act: Act,
  { branchId, activityId }: Place,
): Promise<readonly Refusal[]> => {
  const [branches, activity] = await Promise.all([
    loadBranches(act.table, branchId === undefined ? [] : [branchId]),
    activityId === undefined ? undefined : loadActivity(act.table, activityId),
  ]);
  const isUnknown = branchId !== undefined && !branches.has(branchId);
  return [
    ...(isUnknown ? [{ code: 'unknown-branch' as const, branchId }] : []),
    ...(activityId === undefined ? [] : refusalsOfActivity(act, activityId, activity)),
  ];
};
