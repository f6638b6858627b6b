import { useQueryClient } from '@tanstack/react-query';
import { collectionsQuery } from '../../lib/api/queries.ts';
import type { StandingRule } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { useChange } from '../../components/use-change.ts';
import { setRule, type WantedRule } from './rule-calls.ts';
import { ruleAt } from './rule-draft.ts';
import type { RuleChange } from './rule-outcome.tsx';
import { useAdminTexts } from './texts.ts';

interface RuleToSet {
  readonly wanted: WantedRule;
  /** The rule that the form showed at this place. */
  readonly replaced: StandingRule | undefined;
}

/**
 * Sets a rule, replacing the one that the form showed. When the form showed none, it first reads
 * the rules again: if there is one now, nothing is set, and the form shows it.
 */
export function useSetRule(onRuleChange: (outcome: RuleChange) => void) {
  const t = useAdminTexts();
  const client = useQueryClient();
  return useChange(
    async (act, { wanted, replaced }: RuleToSet) => {
      if (!replaced) {
        const collections = await client.query({ ...collectionsQuery, staleTime: 0 });
        const place = { collection: wanted.collection, branchId: wanted.branchId ?? '' };
        if (ruleAt(collections, place)) return null;
      }
      return setRule(act, wanted, replaced);
    },
    (answer) => {
      if (answer === null) return;
      const { rule, unblocked } = answer;
      notify('done', t('ruleSet', { collection: rule.collection }));
      onRuleChange({ did: 'set', rule, count: unblocked });
    },
  );
}
