import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { Collection, StandingRule } from '../../lib/api/types.ts';
import { useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { TableBox } from '../../components/table-box.tsx';
import { EndRule } from './end-rule.tsx';
import type { Editing } from './rule-draft.ts';
import type { RuleChange } from './rule-outcome.tsx';
import { RuleTag } from './rule-tag.tsx';
import { useAdminTexts } from './texts.ts';
import { useWhere } from './use-where.ts';
import styles from './admin.module.css';

/** The actions on rules. */
export interface RuleActions {
  readonly edit: (editing: Editing) => void;
  readonly onRuleChange: (outcome: RuleChange) => void;
}

/** The collections and their rules; those with rules come first. */
export function RuleTable({
  collections,
  ...steps
}: RuleActions & { readonly collections: readonly Collection[] }) {
  const t = useAdminTexts();
  const common = useCommonTexts();
  const ordered = collections.toSorted(
    (one, other) => Number(other.rules.length > 0) - Number(one.rules.length > 0),
  );
  return (
    <TableBox label={t('tab.rules')} className={styles.rules}>
      <table>
        <caption className="unseen">{t('tab.rules')}</caption>
        <thead>
          <tr>
            <th scope="col">{common('collection')}</th>
            <th scope="col">{t('where')}</th>
            <th scope="col">{t('rule')}</th>
            <th scope="col">{common('since')}</th>
            <td />
          </tr>
        </thead>
        {ordered.map((collection) => (
          <CollectionRows key={collection.collection} of={collection} {...steps} />
        ))}
      </table>
    </TableBox>
  );
}

function CollectionRows({
  of: { collection, rules },
  edit,
  onRuleChange,
}: RuleActions & { readonly of: Collection }) {
  const t = useAdminTexts();
  const add = (
    <Button
      size="xs"
      variant="default"
      aria-label={t('addRuleOf', { collection })}
      onClick={() => {
        edit({ collection });
      }}
    >
      {t('addRule')}
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
          <RuleCells
            rule={rule}
            edit={edit}
            onRuleChange={onRuleChange}
            add={index === rules.length - 1 && add}
          />
        </tr>
      ))}
      {rules.length === 0 && (
        <tr>
          <th scope="row">{collection}</th>
          <td colSpan={3} className="quiet">
            {t('noRule')}
          </td>
          <td>
            <div className="row ends">{add}</div>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function RuleCells(props: RuleActions & { readonly rule: StandingRule; readonly add: ReactNode }) {
  const t = useAdminTexts();
  const { moment } = useDays();
  const { rule, edit, onRuleChange, add } = props;
  const where = useWhere()(rule.branchId);
  const { collection } = rule;
  return (
    <>
      <td>{where}</td>
      <td>
        <RuleTag rule={rule} />
      </td>
      <td>{t('setBy', { who: rule.setBy, when: moment(rule.setAt) })}</td>
      <td>
        <div className="row ends">
          <Button
            size="xs"
            variant="default"
            aria-label={t('changeRuleOf', { collection, where })}
            onClick={() => {
              edit({ rule });
            }}
          >
            {t('edit')}
          </Button>
          <EndRule rule={rule} onRuleChange={onRuleChange} />
          {add}
        </div>
      </td>
    </>
  );
}
