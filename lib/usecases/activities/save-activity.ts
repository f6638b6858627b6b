import { isDeepStrictEqual } from 'node:util';
import type { Activity, ActivityPlan } from '../../domain/activity.ts';
import { agreementOf, withAgreement } from '../../domain/theme-agreement.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { Invalid, Refused } from '../../domain/errors.ts';
import { writeActivity } from '../../store/activities.ts';
import { isTooLarge, loadAgreements, writeAgreements } from '../../store/theme-agreements.ts';
import { isBranch, toBranch } from '../../store/branches.ts';
import { branchKey, titleKey } from '../../store/keys.ts';
import { isTitle, toTitle } from '../../store/titles.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';

/** Throws `Invalid` when the days are out of order. */
export const mustFollow = ({ startDate, endDate, agreementFrom }: ActivityPlan): void => {
  if (endDate < startDate) throw new Invalid('/endDate', 'before-start');
  if (agreementFrom !== undefined && agreementFrom > endDate)
    throw new Invalid('/agreementFrom', 'after-end');
};

/** Throws `Refused` with every unknown branch and title of an activity. One request per 100. */
export const mustExist = async (
  context: RequestContext,
  { branchIds = [], titleIds = [] }: ActivityPlan,
): Promise<void> => {
  if (branchIds.length + titleIds.length === 0) return;
  const items = await context.table.getAll([...branchIds.map(branchKey), ...titleIds.map(titleKey)]);
  const branches = new Set(items.filter(isBranch).map((item) => toBranch(item).branchId));
  const titles = new Set(items.filter(isTitle).map((item) => toTitle(item).titleId));
  const refusals: Refusal[] = [
    ...branchIds
      .filter((branchId) => !branches.has(branchId))
      .map((branchId) => ({ code: 'unknown-branch' as const, branchId })),
    ...titleIds
      .filter((titleId) => !titles.has(titleId))
      .map((titleId) => ({ code: 'unknown-title' as const, titleId })),
  ];
  if (refusals.length > 0) throw new Refused(refusals);
};

/**
 * The writes of the theme agreements; empty when this activity does not change them (rule A5). One
 * request when it does.
 */
const agreementWrites = async (
  context: RequestContext,
  before: Activity | undefined,
  after: Activity,
): Promise<Writes> => {
  const [old, now] = [before && agreementOf(before), agreementOf(after)];
  if (isDeepStrictEqual(old, now)) return {};
  const agreements = await loadAgreements(context.table);
  const list = withAgreement(agreements.list, after.id, now, context.today);
  if (now && isTooLarge(list)) throw new Refused([{ code: 'too-many-agreements' }]);
  return writeAgreements(agreements, list);
};

/** The writes of an activity, its lists and its theme agreement. */
export const activityWrites = async (
  context: RequestContext,
  before: Activity | undefined,
  after: Activity,
): Promise<Writes> => together(writeActivity(before, after), await agreementWrites(context, before, after));
