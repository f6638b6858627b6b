import { onNewDays, type Activity, type ActivityPlan } from '../../domain/activity.ts';
import type { Day } from '../../domain/calendar.ts';
import { together } from '../../store/writes.ts';
import { Invalid } from '../../domain/refusal.ts';
import type { Act } from '../core/request-context.ts';
import { mayMake, mustFind } from './activity-rights.ts';
import { activityWrites, mustExist, mustFollow } from './save-activity.ts';
import { once } from '../core/retry.ts';

/**
 * Makes an activity (rules A1, A6). One write, and a request for what it names. Throws `Invalid` for days that do not
 * follow each other, `Forbidden`, and `Refused` for branches and titles that do not exist.
 */
export const makeActivity = async (act: Act, plan: ActivityPlan): Promise<Activity> => {
  mustFollow(plan);
  await mayMake(act, plan);
  return once<Activity>(act, async (keep) => {
    await mustExist(act, plan);
    const activity: Activity = { ...plan, id: act.requestId, term: 1, version: 1 };
    await act.table.write(together(await activityWrites(act, undefined, activity), keep(activity)));
    return activity;
  });
};

/** Copies an activity to new days, without anything that was done for it (rule A4). Throws `NotFound`, and as above. */
export const copyActivity = async (
  act: Act,
  id: string,
  { name, ...days }: { readonly name?: string | undefined; readonly startDate: Day; readonly endDate: Day },
): Promise<Activity> => {
  const plan = onNewDays(await mustFind(act, id), days, name);
  if ((plan.agreementFrom ?? '') > plan.endDate) throw new Invalid('/endDate', 'before-agreement');
  return makeActivity(act, plan);
};
