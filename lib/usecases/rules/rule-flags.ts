import pMap from 'p-map';
import type { Activity } from '../../domain/activity.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Copy } from '../../domain/copy.ts';
import { ruleFlagKey } from '../../domain/flag-key.ts';
import { withRuleFlag } from '../../domain/flag.ts';
import {
  applying,
  codesOf,
  lacksBlockOf,
  ruleFor,
  type BlockingRule,
  type StandingRule,
} from '../../domain/standing-rule.ts';
import { loadActivities } from '../../store/activities.ts';
import { loadCopies } from '../../store/copies.ts';
import {
  signatureOf,
  type BlockSignature,
  copiesWithSignature,
  signaturesOf,
  type SignatureGroup,
} from '../../store/copies-by-signature.ts';
import { queryRules, sameRules } from '../../store/standing-rules.ts';
import type { RequestContext } from '../core/request-context.ts';
import { CONCURRENCY, isolateFailure, type StepCounts, type StepOutcome } from '../core/nightly-steps.ts';
import { saveDecision, type NightlyDecision } from '../core/save-decision.ts';

/** The standing rules of a collection on a given day, with their activities. */
export interface RulesOnDay {
  readonly collection: string;
  readonly rules: readonly StandingRule[];
  readonly activities: ReadonlyMap<string, Activity>;
  readonly day: Day;
}

/** Two requests: for the rules, and for their activities. */
export const rulesOnDay = async (
  context: RequestContext,
  collection: string,
  day: Day,
): Promise<RulesOnDay> => {
  const rules = await queryRules(context.table, collection);
  const activities = await loadActivities(
    context.table,
    rules.flatMap(({ activityId }) => activityId ?? []),
  );
  return { collection, rules, activities, day };
};

const ruleAt = ({ rules, activities, day, collection }: RulesOnDay, branchId: string) =>
  ruleFor({ collection, branchId }, applying(rules, activities, day));

/**
 * The flag that a copy with this signature needs; undefined when it has the block of the rule, or
 * is an exception.
 */
const flagNeeded = (
  rule: BlockingRule | undefined,
  { codes, exceptTo }: BlockSignature,
): string | undefined => (rule && lacksBlockOf(rule, codes, exceptTo) ? ruleFlagKey(rule) : undefined);

/** Whether copies with this signature have a wrong flag to clear, or lack a flag to raise. */
const isDue = (rule: BlockingRule | undefined, signature: BlockSignature, raises: boolean): boolean => {
  const needed = flagNeeded(rule, signature);
  return signature.flagged !== needed && (raises || signature.flagged !== undefined);
};

/** The copies of a group with a flag to change, in pages. */
async function* dueIn(context: RequestContext, on: RulesOnDay, group: SignatureGroup, raises: boolean) {
  const named = [...new Set(on.rules.flatMap(({ branchId }) => branchId ?? []))];
  const due = (branchId: string) => isDue(ruleAt(on, branchId), group.signature, raises);
  // No branch has an empty id: it stands for all branches without a rule of their own.
  if (due('')) {
    const butOf = new Set(named.filter((branchId) => !due(branchId)));
    yield* copiesWithSignature(context.table, group, { butOf });
    return;
  }
  for (const branchId of named.filter(due)) yield* copiesWithSignature(context.table, group, { branchId });
}

/** The new flag of a copy, on condition that its rules have not changed. */
const decideOnRuleFlag = (on: RulesOnDay, copy: Copy, raises: boolean): NightlyDecision | undefined => {
  if (copy.collection !== on.collection || copy.withdrawn) return undefined;
  const rule = ruleAt(on, copy.branchId);
  if (!isDue(rule, signatureOf(copy), raises)) return undefined;
  const lacks = rule && lacksBlockOf(rule, codesOf(copy.blocks), copy.exceptTo);
  const activity = on.activities.get(rule?.activityId ?? '');
  const rules = on.rules.filter(({ branchId = copy.branchId }) => branchId === copy.branchId);
  return {
    copy: withRuleFlag(copy, lacks && raises ? rule : undefined, on.day),
    lines: [],
    conditions: sameRules(copy, rules),
    ...(activity && { reliedOn: activity }),
  };
};

/** Updates the rule flag of one copy, with the current rules after a lost write. */
const updateRuleFlag = async (
  context: RequestContext,
  on: RulesOnDay,
  read: Copy,
  raises: boolean,
): Promise<StepCounts> => {
  const { flagsRaised = 0, flagsResolved = 0 } = await saveDecision(context, read, async (copy, isFirst) => {
    const current = isFirst ? on : await rulesOnDay(context, on.collection, on.day);
    return decideOnRuleFlag(current, copy, raises);
  });
  return { flagsRaised, flagsResolved };
};

/**
 * Flags the copies of a collection that lack the block of its standing rule, and clears flags that
 * no longer apply; without `raises` it only clears (rule N2). Reads the copies with a flag to
 * change, and one index entry for each other group. Yields the outcomes page by page.
 */
export async function* updateRuleFlags(
  context: RequestContext,
  on: RulesOnDay,
  raises: boolean,
): AsyncGenerator<readonly StepOutcome[]> {
  for await (const group of signaturesOf(context.table, on.collection)) {
    for await (const copyIds of dueIn(context, on, group, raises)) {
      const copies = [...(await loadCopies(context.table, copyIds)).values()];
      const settle = (copy: Copy) =>
        isolateFailure(`copy ${copy.copyId}`, () => updateRuleFlag(context, on, copy, raises));
      yield await pMap(copies, settle, { concurrency: CONCURRENCY });
    }
  }
}
