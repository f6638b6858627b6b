import { isDeepStrictEqual } from 'node:util';
import type { Activity, ActivityPlan } from '../../domain/activity.ts';
import { actsFor } from '../../domain/caller.ts';
import { Forbidden, NotFound } from '../../domain/errors.ts';
import { loadActivity } from '../../store/activities.ts';
import type { RequestContext } from '../core/request-context.ts';
import { otherBranch } from '../core/branch-names.ts';

/**
 * Throws `Forbidden` for whoever is neither staff of a named branch nor an admin (contract,
 * Activities).
 */
export const mayWriteActivity = async (
  context: RequestContext,
  { branchIds }: Pick<ActivityPlan, 'branchIds'>,
): Promise<void> => {
  if (context.caller.role === 'admin') return;
  if (!branchIds) throw new Forbidden('needs-admin');
  if (branchIds.some((branchId) => actsFor(context.caller, branchId))) return;
  throw await otherBranch(context, branchIds[0] ?? '', 'activity');
};

/**
 * Whether an activity binds branches that did not ask for it: held at all of them, or with an
 * agreement (rule A6).
 */
const bindsOthers = ({ branchIds, agreement }: Pick<ActivityPlan, 'branchIds' | 'agreement'>): boolean =>
  !branchIds || agreement;

/**
 * Throws `Forbidden` where an activity is made one of all branches, or with an agreement, by staff
 * (rule A6).
 */
export const mayMakeActivity = async (context: RequestContext, plan: ActivityPlan): Promise<void> => {
  if (context.caller.role !== 'admin' && bindsOthers(plan)) throw new Forbidden('needs-admin');
  await mayWriteActivity(context, plan);
};

/**
 * What an agreement binds other branches to, but for its last day: an activity can be prolonged by
 * its staff (A6).
 */
const boundBy = ({
  agreement,
  agreementFrom,
  startDate,
  branchIds,
  collections,
  titleIds,
}: ActivityPlan) => ({
  agreement,
  from: agreementFrom ?? startDate,
  branchIds,
  collections,
  titleIds,
});

/**
 * Throws `Forbidden` for whoever may not write it, and where staff turn it into one that only an
 * admin makes (A6).
 */
export const mayChangeActivity = async (
  context: RequestContext,
  before: Activity,
  after: ActivityPlan,
): Promise<void> => {
  await mayWriteActivity(context, before);
  const becomesAll = before.branchIds !== undefined && after.branchIds === undefined;
  const bindsAnew = after.agreement && !isDeepStrictEqual(boundBy(before), boundBy(after));
  if (context.caller.role !== 'admin' && (becomesAll || bindsAnew)) throw new Forbidden('needs-admin');
};

/** An activity. Throws `NotFound`. */
export const mustFindActivity = async (context: RequestContext, id: string): Promise<Activity> => {
  const activity = await loadActivity(context.table, id);
  if (!activity) throw new NotFound('activity');
  return activity;
};
