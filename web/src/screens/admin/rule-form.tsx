import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { collectionsQuery } from '../../lib/api/queries.ts';
import type { StandingRule } from '../../lib/api/types.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useRebased } from '../../lib/use-rebased.ts';
import { DialogForm } from '../../components/dialog-form.tsx';
import { placeOf, ruleAt, ruleContentOf, wantedOf, type Editing, type Place } from './rule-draft.ts';
import { PlaceFields, RuleContentFields } from './rule-fields.tsx';
import type { RuleChange } from './rule-outcome.tsx';
import { RuleTag } from './rule-tag.tsx';
import { useAdminTexts } from './texts.ts';
import { useSetRule } from './use-set-rule.ts';
import styles from './admin.module.css';

interface Props {
  readonly editing: Editing;
  readonly onRuleChange: (outcome: RuleChange) => void;
  readonly close: () => void;
}

/**
 * Sets a standing rule (rule C1). Shows what somebody else did with it meanwhile; the chosen fields
 * stay.
 */
export function RuleForm({ editing, onRuleChange, close }: Props) {
  const t = useAdminTexts();
  const [place, setPlace] = useState(placeOf(editing));
  const { data: collections } = useSuspenseQuery(collectionsQuery);
  const there = ruleAt(collections, place);
  const old = 'rule' in editing ? editing.rule : undefined;
  const { base, typed, type, changedByOthers } = useRebased(old && there, (rule) =>
    ruleContentOf(rule ?? old),
  );
  // A new rule replaces the one that the form shows.
  const replaced = old ? base : there;
  const set = useSetRule((outcome) => {
    onRuleChange(outcome);
    close();
  });
  const go = (change: Partial<Place>) => {
    setPlace({ ...place, ...change });
    if (change.branchId === '' && typed.code === 'none') type({ code: '8' });
  };
  return (
    <Dialog
      onClose={close}
      title={place.collection === '' ? t('newRule') : `${t('rule')}: ${place.collection}`}
    >
      <DialogForm
        submit={t('setRule')}
        busy={set.isPending}
        onCancel={close}
        onSubmit={() => {
          set.mutate({ wanted: wantedOf(place, typed), replaced });
        }}
      >
        <PlaceFields place={place} editing={editing} go={go} />
        <RuleContentFields content={typed} edit={type} isOfBranch={place.branchId !== ''} />
        <ReplacedRule isNew={!old} there={replaced} hasChanged={changedByOthers.length > 0} />
        <ProblemBox error={set.error} />
      </DialogForm>
    </Dialog>
  );
}

/** Shows the rule that this one replaces, when it is not the one that the form was opened for. */
function ReplacedRule(props: {
  readonly isNew: boolean;
  readonly there: StandingRule | undefined;
  readonly hasChanged: boolean;
}) {
  const t = useAdminTexts();
  const { isNew, there, hasChanged } = props;
  const text = isNew ? there && t('replaces') : there ? hasChanged && t('ruleChanged') : t('ruleGone');
  return (
    <div role="status">
      {text !== undefined && text !== false && (
        <p className={styles.outcome}>
          {text} {there && <RuleTag rule={there} />}
        </p>
      )}
    </div>
  );
}
