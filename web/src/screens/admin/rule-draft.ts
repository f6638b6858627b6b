import type { Collection, StandingRule } from '../../lib/api/types.ts';
import type { WantedRule } from './rule-calls.ts';

/**
 * What a form is opened for: a rule there is, or a new one, of a collection or of one to be filled
 * in.
 */
export type Editing = { readonly rule: StandingRule } | { readonly collection: string };

/** Where a rule applies; an empty branch is everywhere. */
export interface Place {
  readonly collection: string;
  readonly branchId: string;
}

/** What a rule says, as it is being filled in; an empty activity is none. */
export interface Saying {
  readonly code: '7' | '8' | 'none';
  readonly activityId: string;
}

/** Where the rule that a form is opened for applies, as far as that is known. */
export const placeOf = (editing: Editing): Place =>
  'rule' in editing
    ? { collection: editing.rule.collection, branchId: editing.rule.branchId ?? '' }
    : { collection: editing.collection, branchId: '' };

/** The form of what a rule says; of a new one where there is none. */
export const sayingOf = (rule: StandingRule | undefined): Saying => {
  if (!rule) return { code: '8', activityId: '' };
  const { code, activityId = '' } = rule;
  return { code: code === null ? 'none' : `${code}`, activityId };
};

const CODES: Readonly<Record<Saying['code'], StandingRule['code']>> = { 7: 7, 8: 8, none: null };

/** The rule that is asked for (rule C1). */
export const wantedOf = ({ collection, branchId }: Place, { code, activityId }: Saying): WantedRule => ({
  collection: collection.trim(),
  code: CODES[code],
  ...(branchId !== '' && { branchId }),
  ...(activityId !== '' && { activityId }),
});

/** The rule that is at a place, among those of all collections. */
export const ruleAt = (
  collections: readonly Collection[],
  { collection, branchId }: Place,
): StandingRule | undefined =>
  collections
    .find((one) => one.collection === collection.trim())
    ?.rules.find((rule) => (rule.branchId ?? '') === branchId);
