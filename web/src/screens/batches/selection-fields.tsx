import { Group, NativeSelect, Radio, Textarea } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { branchesQuery, collectionsQuery } from '../../lib/api/queries.ts';
import { ActivitySelect, isNotClosed } from '../../components/activity-select.tsx';
import { branchesOf, useSession } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { barcodesIn, namesOf } from './barcodes.ts';
import type { BatchDraft, Edit } from './batch-draft.ts';
import { useNewBatchTexts } from './new-texts.ts';
import styles from './batches.module.css';

interface Props {
  readonly draft: BatchDraft;
  readonly edit: Edit;
}

/** The copies of a batch: a collection, barcodes, or the copies of an activity. */
export function SelectionFields({ draft, edit }: Props) {
  const t = useNewBatchTexts();
  const kinds = { collection: ByCollection, barcodes: ByBarcodes, activity: ByActivity };
  const Fields = kinds[draft.from];
  return (
    <section className="panel stack" aria-labelledby="batch-which">
      <h2 id="batch-which">{t('which')}</h2>
      <Radio.Group
        aria-labelledby="batch-which"
        value={draft.from}
        onChange={(from) => {
          edit({ from });
        }}
      >
        <Group gap="lg">
          <Radio value="collection" label={t('from.collection')} />
          <Radio value="barcodes" label={t('from.barcodes')} />
          <Radio value="activity" label={t('from.activity')} />
        </Group>
      </Radio.Group>
      <Fields draft={draft} edit={edit} />
    </section>
  );
}

function ByCollection({ draft, edit }: Props) {
  const t = useNewBatchTexts();
  const common = useCommonTexts();
  const { person } = useSession();
  const { data: collections } = useSuspenseQuery(collectionsQuery);
  const { data: branches = [] } = useQuery(branchesQuery);
  const own = branchesOf(person, branches).map(({ branchId, name }) => ({ value: branchId, label: name }));
  const everywhere = person.role === 'admin' ? [{ value: '', label: t('allBranches') }] : [];
  return (
    <>
      <NativeSelect
        label={common('collection')}
        value={draft.collection}
        onChange={({ currentTarget: { value } }) => {
          edit({ collection: value });
        }}
        data={[{ value: '', label: t('choose') }, ...collections.map(({ collection }) => collection)]}
      />
      <NativeSelect
        label={common('branch')}
        value={draft.branchId}
        onChange={({ currentTarget: { value } }) => {
          edit({ branchId: value });
        }}
        data={[...everywhere, ...own]}
      />
    </>
  );
}

function ByBarcodes({ draft, edit }: Props) {
  const t = useNewBatchTexts();
  const { codes, doubles, unreadable, rounded } = barcodesIn(draft.barcodes);
  return (
    <div className="stack tight">
      <Textarea
        label={t('barcodes')}
        rows={8}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: styles.barcodes ?? '' }}
        value={draft.barcodes}
        onChange={({ currentTarget: { value } }) => {
          edit({ barcodes: value });
        }}
      />
      <div role="status" className="stack tight">
        <strong>{t('barcodesCount', { count: codes.length })}</strong>
        {doubles.length > 0 && <span className="quiet">{t('doubles', { codes: namesOf(doubles) })}</span>}
        {unreadable.length > 0 && (
          <span className={styles.missing}>{t('unreadable', { codes: namesOf(unreadable) })}</span>
        )}
        {rounded.length > 0 && (
          <span className={styles.missing}>
            {t('rounded', { count: rounded.length, codes: namesOf(rounded) })}
          </span>
        )}
      </div>
    </div>
  );
}

function ByActivity({ draft, edit }: Props) {
  const t = useNewBatchTexts();
  return (
    <ActivitySelect
      label={t('copiesOf')}
      none={t('choose')}
      value={draft.ofActivity}
      fits={isNotClosed}
      onChange={(activityId) => {
        // Usually the blocks of that same activity are to change.
        edit({ ofActivity: activityId, activityId });
      }}
    />
  );
}
