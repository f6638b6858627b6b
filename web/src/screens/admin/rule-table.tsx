import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { Collection, StandingRule } from '../../lib/api/types.ts';
import { useDays } from '../../lib/i18n/days.ts';
import { useWords } from '../../lib/i18n/common-texts.ts';
import { EndRule } from './end-rule.tsx';
import type { Editing } from './rule-draft.ts';
import type { Outcome } from './rule-outcome.tsx';
import { RuleTag } from './rule-tag.tsx';
import { useAdminTexts } from './texts.ts';
import { useWhere } from './use-where.ts';
import styles from './admin.module.css';

/** What can be done with rules. */
export interface Steps {
  readonly edit: (editing: Editing) => void;
  readonly came: (outcome: Outcome) => void;
}

/** The collections, those with rules first, and their rules. */
export function RuleTable({
  collections,
  ...steps
}: Steps & { readonly collections: readonly Collection[] }) {
  const say = useAdminTexts();
  const words = useWords();
  const ordered = collections.toSorted(
    (one, other) => Number(other.rules.length > 0) - Number(one.rules.length > 0),
  );
  return (
    <div
      className={`table-box ${styles.rules ?? ''}`}
      tabIndex={0}
      role="region"
      aria-label={say('tab.rules')}
    >
      <table>
        <caption className="unseen">{say('tab.rules')}</caption>
        <thead>
          <tr>
            <th scope="col">{words('collection')}</th>
            <th scope="col">{say('where')}</th>
            <th scope="col">{say('rule')}</th>
            <th scope="col">{words('since')}</th>
            <td />
          </tr>
        </thead>
        {ordered.map((collection) => (
          <CollectionRows key={collection.collection} of={collection} {...steps} />
        ))}
      </table>
    </div>
  );
}

function CollectionRows({ of: { collection, rules }, edit, came }: Steps & { readonly of: Collection }) {
  const say = useAdminTexts();
  const add = (
    <Button
      size="xs"
      variant="default"
      aria-label={say('addRuleOf', { collection })}
      onClick={() => {
        edit({ collection });
      }}
    >
      {say('addRule')}
    </Button>
  );
  return (
    <tbody>
      {rules.map((rule, index) => (
        <tr key={rule.branchId ?? ''}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={rules.length}>
              {collection}
            </th>
          )}
          <RuleCells rule={rule} edit={edit} came={came} add={index === rules.length - 1 && add} />
        </tr>
      ))}
      {rules.length === 0 && (
        <tr>
          <th scope="row">{collection}</th>
          <td colSpan={3} className="quiet">
            {say('noRule')}
          </td>
          <td>
            <div className="row ends">{add}</div>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function RuleCells(props: Steps & { readonly rule: StandingRule; readonly add: ReactNode }) {
  const say = useAdminTexts();
  const { moment } = useDays();
  const { rule, edit, came, add } = props;
  const where = useWhere()(rule.branchId);
  const { collection } = rule;
  return (
    <>
      <td>{where}</td>
      <td>
        <RuleTag rule={rule} />
      </td>
      <td>{say('setBy', { who: rule.setBy, when: moment(rule.setAt) })}</td>
      <td>
        <div className="row ends">
          <Button
            size="xs"
            variant="default"
            aria-label={say('changeRuleOf', { collection, where })}
            onClick={() => {
              edit({ rule });
            }}
          >
            {say('edit')}
          </Button>
          <EndRule rule={rule} came={came} />
          {add}
        </div>
      </td>
    </>
  );
}
