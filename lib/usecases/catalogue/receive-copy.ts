import type { Activity } from '../../domain/activity.ts';
import type { Copy } from '../../domain/copy.ts';
import type { NightlyChange } from '../../domain/nightly-copy.ts';
import { withRuleFlag } from '../../domain/flag.ts';
import { applying, applyRule, ruleFor, withoutException } from '../../domain/standing-rule.ts';
import { loadActivities } from '../../store/activities.ts';
import { collectionKey, type Key } from '../../store/keys.ts';
import {
  isCollection,
  isRule,
  knowCollection,
  ruleKeysFor,
  sameRules,
  toRule,
} from '../../store/standing-rules.ts';
import type { Item } from '../../store/table.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';

/** A copy that was received into a collection, with the conditions of that decision. */
export interface Received extends NightlyChange {
  readonly conditions: Writes;
  readonly reliedOn: readonly Activity[];
}

type Place = Pick<Copy, 'copyId' | 'collection' | 'branchId'>;

/** Whether a copy comes into a collection, or moves to another branch within it (rule C2). */
const isReceived = (before: Copy | undefined, after: Place): boolean =>
  before?.collection !== after.collection || before?.branchId !== after.branchId;

/** The keys that `receiveCopy` needs: of the standing rules, and of the collection. */
export const receptionKeys = (before: Copy | undefined, after: Place): readonly Key[] =>
  after.collection !== undefined && isReceived(before, after)
    ? [...ruleKeysFor(after), collectionKey(after.collection)]
    : [];

/**
 * Receives a copy into its collection: it gets the block of the standing rule in the write that
 * brings it there, on condition that the rules have not changed (rules C1, C2). An exception from
 * another collection is dropped (C3). The copy is unchanged when it stays where it was. One request
 * when a rule belongs to an activity.
 */
export const receiveCopy = async (
  context: RequestContext,
  before: Copy | undefined,
  copy: Copy,
  items: readonly Item[],
): Promise<Received> => {
  if (!isReceived(before, copy)) return { copy, lines: [], conditions: {}, reliedOn: [] };
  // Another rule may apply here; the night raises the flag for it.
  const moved = withRuleFlag(copy, undefined, context.today);
  const fresh = before?.collection === copy.collection ? moved : withoutException(moved);
  if (copy.collection === undefined) return { copy: fresh, lines: [], conditions: {}, reliedOn: [] };
  const rules = items.filter(isRule).map(toRule);
  const conditions = together(
    sameRules(copy, rules),
    items.some(isCollection) ? {} : knowCollection(copy.collection),
  );
  const activities = await loadActivities(
    context.table,
    rules.flatMap(({ activityId }) => activityId ?? []),
  );
  const reliedOn = [...activities.values()];
  const rule = ruleFor(copy, applying(rules, activities, context.today));
  if (!rule || fresh.exceptTo === rule.edition) return { copy: fresh, lines: [], conditions, reliedOn };
  const { blocks, lines } = applyRule(fresh.blocks, rule, context.now, context.today);
  return { copy: { ...fresh, blocks }, lines, conditions, reliedOn };
};
