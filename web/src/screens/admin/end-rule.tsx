import { Button } from '@mantine/core';
import type { StandingRule } from '../../lib/api/types.ts';
import { tell } from '../../lib/notifications.ts';
import { explained, ProblemBox } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { useWords } from '../../lib/i18n/common-texts.ts';
import { endRule, sameAs, setRule } from './rule-calls.ts';
import type { Outcome } from './rule-outcome.tsx';
import { useAdminTexts } from './texts.ts';
import { useWhere } from './use-where.ts';

/** Ends a rule, which can be taken back from the status bar. */
export function EndRule({
  rule,
  came,
}: {
  readonly rule: StandingRule;
  readonly came: (outcome: Outcome) => void;
}) {
  const say = useAdminTexts();
  const words = useWords();
  const where = useWhere()(rule.branchId);
  const { collection } = rule;
  // From the status bar, when this row is gone: it tells by itself how it went.
  const back = useChange(() =>
    setRule(sameAs(rule)).then(
      () => {
        tell('done', say('ruleBack', { collection }));
      },
      (error: unknown) => {
        tell('error', explained(error, words).sentences.join(' '));
      },
    ),
  );
  const end = useChange(
    () => endRule(rule),
    ({ remaining }) => {
      came({ did: 'ended', rule, count: remaining });
      tell('done', say('ruleEnded', { collection }), {
        label: words('undo'),
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
        aria-label={say('endOf', { collection, where })}
        onClick={() => {
          end.mutate(undefined);
        }}
      >
        {say('end')}
      </Button>
      <ProblemBox error={end.error} />
    </>
  );
}
