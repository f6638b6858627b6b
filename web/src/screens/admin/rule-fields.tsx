import { NativeSelect, Radio, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { branchesQuery } from '../../lib/api/queries.ts';
import { ActivitySelect } from '../../components/activity-select.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import type { Editing, Place, RuleContent } from './rule-draft.ts';
import { useAdminTexts } from './texts.ts';
import styles from './admin.module.css';

/** The place of a rule; an existing rule cannot move. */
export function PlaceFields(props: {
  readonly place: Place;
  readonly editing: Editing;
  readonly go: (place: Partial<Place>) => void;
}) {
  const t = useAdminTexts();
  const common = useCommonTexts();
  const { place, editing, go } = props;
  const isThere = 'rule' in editing;
  const { data: branches = [] } = useQuery(branchesQuery);
  return (
    <>
      {!isThere && editing.collection === '' && (
        <TextInput
          data-autofocus
          required
          maxLength={40}
          label={common('collection')}
          value={place.collection}
          onChange={({ currentTarget: { value } }) => {
            go({ collection: value });
          }}
        />
      )}
      <NativeSelect
        label={t('where')}
        disabled={isThere}
        value={place.branchId}
        onChange={({ currentTarget: { value } }) => {
          go({ branchId: value });
        }}
        data={[
          { value: '', label: t('everywhere') },
          ...branches.map(({ branchId, name }) => ({ value: branchId, label: name })),
        ]}
      />
    </>
  );
}

/** The content of a rule: a block, or the exception of a branch; and its activity. */
export function RuleContentFields(props: {
  readonly content: RuleContent;
  readonly edit: (change: Partial<RuleContent>) => void;
  /** A rule of one branch can exempt the branch. */
  readonly isOfBranch: boolean;
}) {
  const t = useAdminTexts();
  const common = useCommonTexts();
  const { content, edit, isOfBranch } = props;
  return (
    <>
      <Radio.Group
        label={common('reservationBlock')}
        value={content.code}
        onChange={(code) => {
          edit({ code });
        }}
      >
        <div className={styles.choices}>
          <Radio value="8" label={t('eight')} />
          <Radio value="7" label={t('seven')} />
          {isOfBranch && <Radio value="none" label={t('takesNoPart')} />}
        </div>
      </Radio.Group>
      {content.code !== 'none' && (
        <ActivitySelect
          label={t('forActivity')}
          description={t('activityHelp')}
          none={t('noActivity')}
          value={content.activityId}
          onChange={(activityId) => {
            edit({ activityId });
          }}
        />
      )}
    </>
  );
}
