import { useState } from 'react';
import { Button, NativeSelect, Radio, TextInput } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { activitiesQuery, branchesQuery, collectionsQuery } from '../../api/queries.ts';
import type { StandingRule } from '../../api/types.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { tell } from '../../parts/notice.ts';
import { ProblemBox } from '../../parts/problem-box.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useWords } from '../../texts/words.ts';
import { setRule, type WantedRule } from './rule-calls.ts';
import type { Outcome } from './rule-outcome.tsx';
import { useAdminTexts } from './texts.ts';
import styles from './admin.module.css';

/** What a form is opened for: a rule there is, or a new one, of a collection or of one to be filled in. */
export type Editing = { readonly rule: StandingRule } | { readonly collection: string };

/** A rule as it is being filled in; an empty branch is everywhere, an empty activity none. */
interface Draft {
  readonly collection: string;
  readonly branchId: string;
  readonly code: '7' | '8' | 'none';
  readonly activityId: string;
}

const draftOf = (editing: Editing): Draft => {
  if (!('rule' in editing))
    return { collection: editing.collection, branchId: '', code: '8', activityId: '' };
  const { collection, branchId = '', code, activityId = '' } = editing.rule;
  return { collection, branchId, code: code === null ? 'none' : `${code}`, activityId };
};

const CODES: Readonly<Record<Draft['code'], StandingRule['code']>> = { 7: 7, 8: 8, none: null };

const wantedOf = ({ collection, branchId, code, activityId }: Draft): WantedRule => ({
  collection: collection.trim(),
  code: CODES[code],
  ...(branchId !== '' && { branchId }),
  ...(activityId !== '' && { activityId }),
});

interface Props {
  readonly editing: Editing;
  readonly came: (outcome: Outcome) => void;
  readonly close: () => void;
}

/** Sets a standing rule (rule C1). */
export function RuleForm({ editing, came, close }: Props) {
  const say = useAdminTexts();
  const words = useWords();
  const [draft, setDraft] = useState(draftOf(editing));
  const seen = useRuleAt(draft);
  const set = useChange(
    (wanted: Draft) => setRule(wantedOf(wanted), seen),
    ({ rule, unblocked }) => {
      tell('done', say('ruleSet', { collection: rule.collection }));
      came({ did: 'set', rule, count: unblocked });
      close();
    },
  );
  return (
    <Dialog
      onClose={close}
      title={draft.collection === '' ? say('newRule') : `${say('rule')}: ${draft.collection}`}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate(draft);
        }}
      >
        <Fields
          draft={draft}
          editing={editing}
          edit={(change) => {
            setDraft({ ...draft, ...change });
          }}
        />
        {seen && !('rule' in editing) && <p className={styles.outcome}>{say('replaces')}</p>}
        <ProblemBox error={set.error} />
        <div className="row ends">
          <Button variant="default" onClick={close}>
            {words('cancel')}
          </Button>
          <Button type="submit" loading={set.isPending}>
            {say('setRule')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The rule that is there now, where this one would come. */
function useRuleAt({ collection, branchId }: Draft): StandingRule | undefined {
  const { data: collections } = useSuspenseQuery(collectionsQuery);
  const { rules = [] } = collections.find((one) => one.collection === collection.trim()) ?? {};
  return rules.find((rule) => (rule.branchId ?? '') === branchId);
}

interface FieldsProps {
  readonly draft: Draft;
  readonly editing: Editing;
  readonly edit: (change: Partial<Draft>) => void;
}

function Fields({ draft, editing, edit }: FieldsProps) {
  const say = useAdminTexts();
  const words = useWords();
  const isThere = 'rule' in editing;
  const { data: branches = [] } = useQuery(branchesQuery);
  const isNewCollection = !isThere && editing.collection === '';
  return (
    <>
      {isNewCollection && (
        <TextInput
          data-autofocus
          required
          maxLength={40}
          label={words('collection')}
          value={draft.collection}
          onChange={({ currentTarget: { value } }) => {
            edit({ collection: value });
          }}
        />
      )}
      <NativeSelect
        label={say('where')}
        disabled={isThere}
        value={draft.branchId}
        onChange={({ currentTarget: { value } }) => {
          edit({ branchId: value, ...(value === '' && draft.code === 'none' && { code: '8' }) });
        }}
        data={[
          { value: '', label: say('everywhere') },
          ...branches.map(({ branchId, name }) => ({ value: branchId, label: name })),
        ]}
      />
      <Code draft={draft} edit={edit} />
      {draft.code !== 'none' && <OfActivity draft={draft} edit={edit} />}
    </>
  );
}

function Code({ draft, edit }: Omit<FieldsProps, 'editing'>) {
  const say = useAdminTexts();
  const words = useWords();
  return (
    <Radio.Group
      label={words('reservationBlock')}
      value={draft.code}
      onChange={(code) => {
        edit({ code: code });
      }}
    >
      <div className={styles.choices}>
        <Radio value="8" label={say('eight')} />
        <Radio value="7" label={say('seven')} />
        {draft.branchId !== '' && <Radio value="none" label={say('takesNoPart')} />}
      </div>
    </Radio.Group>
  );
}

function OfActivity({ draft, edit }: Omit<FieldsProps, 'editing'>) {
  const say = useAdminTexts();
  const { data: activities = [] } = useQuery(activitiesQuery());
  const fitting = activities.filter(
    ({ id, state }) => state === 'coming' || state === 'running' || id === draft.activityId,
  );
  return (
    <NativeSelect
      label={say('forActivity')}
      description={say('activityHelp')}
      value={draft.activityId}
      onChange={({ currentTarget: { value } }) => {
        edit({ activityId: value });
      }}
      data={[
        { value: '', label: say('noActivity') },
        ...fitting.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
