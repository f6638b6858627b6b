import { denyMakeActivity } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { onNewDays, type Activity, type ActivityPlan } from '../../domain/activity.ts';
import type { Day } from '../../domain/calendar.ts';
import { together, type Writes } from '../../store/writes.ts';
import { Invalid } from '../../domain/errors.ts';
import type { RequestContext } from '../core/request-context.ts';
import { activityToday, type ActivityToday } from './look-up-activities.ts';
import { mustFindActivity } from './must-find-activity.ts';
import { activityWrites, mustExist, mustFollow } from './save-activity.ts';
import { oncePerRequest } from '../core/idempotency.ts';

/**
 * Creates an activity (rules A1, A6). One write, one request for the branches and titles that it
 * names, and one when it has an agreement. Throws `Forbidden`, `Invalid` when its days are out of
 * order, and `Refused` for unknown branches and titles.
 */
export const makeActivity = (context: RequestContext, plan: ActivityPlan): Promise<ActivityToday> =>
  oncePerRequest<ActivityToday>(context, (recordEffect) => make(context, plan, recordEffect));

const make = async (
  context: RequestContext,
  plan: ActivityPlan,
  recordEffect: (made: ActivityToday) => Writes,
): Promise<ActivityToday> => {
  mustFollow(plan);
  permit(denyMakeActivity(context.caller, plan));
  await mustExist(context, plan);
  const activity: Activity = { ...plan, id: context.requestId, term: 1, version: 1 };
  const made = activityToday({ activity, counts: {} }, context.today);
  await context.table.write(together(await activityWrites(context, undefined, activity), recordEffect(made)));
  return made;
};

/**
 * Creates an activity like another one on new days, without its blocks, cards and flags (rule A4).
 * Throws `NotFound`, and everything that `makeActivity` throws.
 */
export const copyActivity = (
  context: RequestContext,
  id: string,
  { name, ...days }: { readonly name?: string | undefined; readonly startDate: Day; readonly endDate: Day },
): Promise<ActivityToday> =>
  oncePerRequest<ActivityToday>(context, async (recordEffect) => {
    const plan = onNewDays(await mustFindActivity(context, id), days, name);
    if ((plan.agreementFrom ?? '') > plan.endDate) throw new Invalid('/endDate', 'before-agreement');
    return make(context, plan, recordEffect);
  });
