import { Button } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Batch } from '../../lib/api/types.ts';
import { More } from '../../components/more.tsx';
import { Screen } from '../../components/screen.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { TableBox } from '../../components/table-box.tsx';
import { isGoing, phaseOf } from './batch-state.ts';
import { BatchStatusTag } from './batch-status-tag.tsx';
import { batchesQuery } from './queries.ts';
import { useBatchListTexts } from './batch-list-texts.ts';
import { useBatchText } from './use-batch-text.ts';
import styles from './batches.module.css';

const POLL_MS = 2_000;

/** The list of batches, newest first (rules M1–M5). */
export function Batches() {
  const t = useBatchListTexts();
  const batches = useSuspenseInfiniteQuery({
    ...batchesQuery(),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(isGoing)) === true ? POLL_MS : false,
  });
  return (
    <Screen
      title={t('title')}
      lead={t('lead')}
      actions={<Button renderRoot={(props) => <Link to="/batches/new" {...props} />}>{t('new')}</Button>}
    >
      {batches.data.length === 0 ? (
        <p className="panel quiet">{t('empty')}</p>
      ) : (
        <BatchTable batches={batches.data} />
      )}
      <More of={batches} />
    </Screen>
  );
}

function BatchTable({ batches }: { readonly batches: readonly Batch[] }) {
  const t = useBatchListTexts();
  const common = useCommonTexts();
  return (
    <TableBox label={t('title')}>
      <table>
        <caption className="unseen">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('which')}</th>
            <th scope="col">{common('status')}</th>
            <th scope="col" className="number">
              {t('changedColumn')}
            </th>
            <th scope="col">{t('who')}</th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <BatchRow key={batch.id} batch={batch} />
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function BatchRow({ batch }: { readonly batch: Batch }) {
  const t = useBatchListTexts();
  const { moment } = useDays();
  const text = useBatchText(batch);
  const { changed, selected } = batch.counts;
  return (
    <tr>
      <th scope="row">
        <Link to="/batches/$id" params={{ id: batch.id }}>
          {text.change}
        </Link>
      </th>
      <td>{text.selection}</td>
      <td className={styles.whole}>
        <BatchStatusTag batch={batch} text={text.status} />
      </td>
      <td className="number">{phaseOf(batch) === 'run' ? t('changedOf', { changed, selected }) : '–'}</td>
      <td>{t('by', { who: batch.createdBy, when: moment(batch.createdAt) })}</td>
    </tr>
  );
}
