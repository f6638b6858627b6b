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
import { signatureOf, type BlockSignature } from '../../store/block-signature.ts';
import { copiesWithSignature, signaturesOf, type SignatureGroup } from '../../store/copies-by-signature.ts';
import { queryRules, sameRules } from '../../store/standing-rules.ts';
import type { RequestContext } from '../core/request-context.ts';
import { CONCURRENCY, isolateFailure, type StepCounts, type StepOutcome } from '../core/nightly-steps.ts';
import { saveDecision, type NightlyDecision } from '../core/save-decision.ts';

/** The standing rules of a collection on a day, and the activities that they belong to. */
export interface RulesOnDay {
  readonly collection: string;
  readonly rules: readonly StandingRule[];
  readonly activities: ReadonlyMap<string, Activity>;
  readonly day: Day;
}

/**
 * The rules of a collection on a day. A request for them, and one for the activities that they
 * belong to.
 */
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
 * Which flag a copy with this signature needs under a rule: none where it has its block, or is an
 * exception.
 */
const flagNeeded = (
  rule: BlockingRule | undefined,
  { codes, exceptTo }: BlockSignature,
): string | undefined => (rule && lacksBlockOf(rule, codes, exceptTo) ? ruleFlagKey(rule) : undefined);

/**
 * Whether something is to be done about copies with this signature: a wrong flag to clear, or a
 * right one to raise.
 */
const isDue = (rule: BlockingRule | undefined, signature: BlockSignature, raises: boolean): boolean => {
  const needed = flagNeeded(rule, signature);
  return signature.flagged !== needed && (raises || signature.flagged !== undefined);
};

/** The copies of a group that something is to be done about, in pages. */
async function* dueIn(context: RequestContext, on: RulesOnDay, group: SignatureGroup, raises: boolean) {
  const named = [...new Set(on.rules.flatMap(({ branchId }) => branchId ?? []))];
  const due = (branchId: string) => isDue(ruleAt(on, branchId), group.signature, raises);
  // No branch has an empty id: it stands for all that have no rule of their own.
  if (due('')) {
    const butOf = new Set(named.filter((branchId) => !due(branchId)));
    yield* copiesWithSignature(context.table, group, { butOf });
    return;
  }
  for (const branchId of named.filter(due)) yield* copiesWithSignature(context.table, group, { branchId });
}

/**
 * What is to become of the flag of a copy, under the condition that the rules for it are still the
 * same.
 */
const decideOnRuleFlag = (on: RulesOnDay, copy: Copy, raises: boolean): NightlyDecision | undefined => {
  if (copy.collection !== on.collection) return undefined;
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

/** Gives a copy the flag that it needs, as it is at this moment. */
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
 * Flags the copies of a collection that lack the block of its standing rule, and clears such flags
 * where there is no reason for them any more; without `raises` only that (rule N2). Reads the
 * copies that something is to be done about, and one entry for each group that has what it needs.
 * Yields what it did, page by page.
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
