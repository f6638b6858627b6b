import type { Collection, StandingRule } from '../../lib/api/types.ts';
import type { WantedRule } from './rule-calls.ts';

/** The target of the form: an existing rule, or a new one, with or without its collection. */
export type Editing = { readonly rule: StandingRule } | { readonly collection: string };

/** The place of a rule; an empty branch means all branches. */
export interface Place {
  readonly collection: string;
  readonly branchId: string;
}

/** The form of a rule's content; an empty activity means none. */
export interface RuleContent {
  readonly code: '7' | '8' | 'none';
  readonly activityId: string;
}

/** The place that the form starts with. */
export const placeOf = (editing: Editing): Place =>
  'rule' in editing
    ? { collection: editing.rule.collection, branchId: editing.rule.branchId ?? '' }
    : { collection: editing.collection, branchId: '' };

/** The form filled in from a rule, or the default for a new one. */
export const ruleContentOf = (rule: StandingRule | undefined): RuleContent => {
  if (!rule) return { code: '8', activityId: '' };
  const { code, activityId = '' } = rule;
  return { code: code === null ? 'none' : `${code}`, activityId };
};

const CODES: Readonly<Record<RuleContent['code'], StandingRule['code']>> = { 7: 7, 8: 8, none: null };

/** The rule to set, by the form (rule C1). */
export const wantedOf = ({ collection, branchId }: Place, { code, activityId }: RuleContent): WantedRule => ({
  collection: collection.trim(),
  code: CODES[code],
  ...(branchId !== '' && { branchId }),
  ...(activityId !== '' && { activityId }),
});

/** The rule at a place, if any. */
export const ruleAt = (
  collections: readonly Collection[],
  { collection, branchId }: Place,
): StandingRule | undefined =>
  collections
    .find((one) => one.collection === collection.trim())
    ?.rules.find((rule) => (rule.branchId ?? '') === branchId);
