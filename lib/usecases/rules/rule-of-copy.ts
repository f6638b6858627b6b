import type { Copy } from '../../domain/copy.ts';
import { applying, ruleFor, type BlockingRule, type StandingRule } from '../../domain/standing-rule.ts';
import { loadActivities } from '../../store/activities.ts';
import { loadRulesFor } from '../../store/standing-rules.ts';
import type { RequestContext } from '../core/request-context.ts';

/** The rules that apply today. One request when any belongs to an activity. */
export const applyingToday = async (
  context: RequestContext,
  rules: readonly StandingRule[],
): Promise<readonly StandingRule[]> => {
  const ids = rules.flatMap(({ activityId }) => activityId ?? []);
  return applying(rules, await loadActivities(context.table, [...new Set(ids)]), context.today);
};

/** The standing rules with a block today, by barcode. Up to two requests. */
export const rulesInForce = async (
  context: RequestContext,
  copies: readonly Pick<Copy, 'copyId' | 'collection' | 'branchId'>[],
): Promise<ReadonlyMap<string, BlockingRule>> => {
  const rules = await applyingToday(context, await loadRulesFor(context.table, copies));
  return new Map(
    copies.flatMap((copy) => {
      const rule = ruleFor(copy, rules);
      return rule ? [[copy.copyId, rule] as const] : [];
    }),
  );
};
