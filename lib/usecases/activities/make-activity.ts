import { denyMakeActivity } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { onNewDays, type Activity, type ActivityPlan } from '../../domain/activity.ts';
import type { Day } from '../../domain/calendar.ts';
import { together } from '../../store/writes.ts';
import { Invalid } from '../../domain/errors.ts';
import type { RequestContext } from '../core/request-context.ts';
import { mustFindActivity } from './must-find-activity.ts';
import { activityWrites, mustExist, mustFollow } from './save-activity.ts';
import { oncePerRequest } from '../core/idempotency.ts';

/**
 * Creates an activity (rules A1, A6). One write, one request for the branches and titles that it
 * names, and one when it has an agreement. Throws `Forbidden`, `Invalid` when its days are out of
 * order, and `Refused` for unknown branches and titles.
 */
export const makeActivity = async (context: RequestContext, plan: ActivityPlan): Promise<Activity> => {
  mustFollow(plan);
  permit(denyMakeActivity(context.caller, plan));
  return oncePerRequest<Activity>(context, async (recordEffect) => {
    await mustExist(context, plan);
    const activity: Activity = { ...plan, id: context.requestId, term: 1, version: 1 };
    await context.table.write(
      together(await activityWrites(context, undefined, activity), recordEffect(activity)),
    );
    return activity;
  });
};

/**
 * Creates an activity like another one on new days, without its blocks, cards and flags (rule A4).
 * Throws `NotFound`, and everything that `makeActivity` throws.
 */
export const copyActivity = async (
  context: RequestContext,
  id: string,
  { name, ...days }: { readonly name?: string | undefined; readonly startDate: Day; readonly endDate: Day },
): Promise<Activity> => {
  const plan = onNewDays(await mustFindActivity(context, id), days, name);
  if ((plan.agreementFrom ?? '') > plan.endDate) throw new Invalid('/endDate', 'before-agreement');
  return makeActivity(context, plan);
};
