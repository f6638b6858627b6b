import { Button } from '@mantine/core';
import type { StandingRule } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { explained, ProblemBox } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { endRule, sameAs, setRule } from './rule-calls.ts';
import type { RuleChange } from './rule-outcome.tsx';
import { useAdminTexts } from './texts.ts';
import { useWhere } from './use-where.ts';

/** Ends a rule; the status bar offers to undo it. */
export function EndRule({
  rule,
  onRuleChange,
}: {
  readonly rule: StandingRule;
  readonly onRuleChange: (outcome: RuleChange) => void;
}) {
  const t = useAdminTexts();
  const common = useCommonTexts();
  const where = useWhere()(rule.branchId);
  const { collection } = rule;
  // Undo runs from the status bar after this row has gone, so it reports its own result.
  const back = useChange((act) =>
    setRule(act, sameAs(rule)).then(
      () => {
        notify('done', t('ruleBack', { collection }));
      },
      (error: unknown) => {
        notify('error', explained(error, common).sentences.join(' '));
      },
    ),
  );
  const end = useChange(
    (act) => endRule(act, rule),
    ({ remaining }) => {
      onRuleChange({ did: 'ended', rule, count: remaining });
      notify('done', t('ruleEnded', { collection }), {
        label: common('undo'),
        run: () => {
          back.mutate(undefined);
        },
      });
    },
  );
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={end.isPending}
        aria-label={t('endOf', { collection, where })}
        onClick={() => {
          end.mutate(undefined);
        }}
      >
        {t('end')}
      </Button>
      <ProblemBox error={end.error} />
    </>
  );
}
