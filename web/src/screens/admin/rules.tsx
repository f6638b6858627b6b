import { useState } from 'react';
import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { collectionsQuery } from '../../lib/api/queries.ts';
import type { Editing } from './rule-draft.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleOutcome, type RuleChange } from './rule-outcome.tsx';
import { RuleTable } from './rule-table.tsx';
import { useAdminTexts } from './texts.ts';

/** The screen of the standing rules (rules C1–C3). */
export function Rules() {
  const t = useAdminTexts();
  const { data: collections } = useSuspenseQuery(collectionsQuery);
  const [editing, edit] = useState<Editing>();
  const [outcome, setOutcome] = useState<RuleChange>();
  return (
    <div className="stack">
      <div className="row apart">
        <div>
          <h2>{t('tab.rules')}</h2>
          <span className="quiet">{t('rulesLead')}</span>
        </div>
        <Button
          onClick={() => {
            edit({ collection: '' });
          }}
        >
          {t('newRule')}
        </Button>
      </div>
      {outcome && <RuleOutcome outcome={outcome} />}
      <RuleTable collections={collections} edit={edit} onRuleChange={setOutcome} />
      {editing && (
        <RuleForm
          editing={editing}
          onRuleChange={setOutcome}
          close={() => {
            edit(undefined);
          }}
        />
      )}
    </div>
  );
}
