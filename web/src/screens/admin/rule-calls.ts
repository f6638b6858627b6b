import type { Act } from '../../lib/api/act.ts';
import { answerOf, ifMatch } from '../../lib/api/client.ts';
import type { StandingRule } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';

/** A standing rule to set, and its place. */
export interface WantedRule {
  readonly collection: string;
  readonly branchId?: string;
  readonly code: StandingRule['code'];
  readonly activityId?: string;
}

const scopeOf = ({ collection, branchId }: Pick<WantedRule, 'collection' | 'branchId'>) => ({
  path: { collection },
  query: branchId === undefined ? {} : { branchId },
});

/** Sets a rule, or replaces the rule `seen`. */
export const setRule = (act: Act, { code, activityId, ...scope }: WantedRule, seen?: StandingRule) =>
  answerOf(
    act.PUT('/api/collections/{collection}/rule', {
      params: { ...scopeOf(scope), ...(seen && { header: ifMatch(seen.version) }) },
      body: defined({ code, activityId }),
    }),
  );

/** Ends a rule; its blocks stay (rule C3). */
export const endRule = (act: Act, rule: StandingRule) =>
  answerOf(
    act.DELETE('/api/collections/{collection}/rule', {
      params: { ...scopeOf(rule), header: ifMatch(rule.version) },
    }),
  );

/** The request that sets an ended rule again. */
export const sameAs = ({ collection, branchId, code, activityId }: StandingRule): WantedRule =>
  defined({ collection, code, branchId, activityId });
