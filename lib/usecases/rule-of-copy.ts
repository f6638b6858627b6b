import type { Copy } from '../domain/copy.ts';
import { inForce, type BlockingRule } from '../domain/rule.ts';
import { loadActivities } from '../store/activities.ts';
import { loadRulesFor } from '../store/rules.ts';
import type { Act } from './act.ts';

/**
 * The standing rules that ask for a block today, by the barcodes of these copies. A request for the rules, and one where
 * they belong to activities.
 */
export const rulesInForce = async (
  act: Act,
  copies: readonly Pick<Copy, 'copyId' | 'collection' | 'branchId'>[],
): Promise<ReadonlyMap<string, BlockingRule>> => {
  const rules = await loadRulesFor(act.table, copies);
  const ids = [...rules.values()].flatMap(({ activityId }) => activityId ?? []);
  const activities = await loadActivities(act.table, [...new Set(ids)]);
  return new Map(
    [...rules].flatMap(([copyId, rule]) => {
      const standing = inForce(rule, activities, act.today);
      return standing ? [[copyId, standing] as const] : [];
    }),
  );
};
