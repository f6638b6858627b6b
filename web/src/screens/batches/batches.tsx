import { Button } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Batch } from '../../lib/api/types.ts';
import { More } from '../../components/more.tsx';
import { Screen } from '../../components/screen.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { useWords } from '../../lib/i18n/common-texts.ts';
import { isGoing, phaseOf } from './batch-state.ts';
import { BatchStatusTag } from './batch-status-tag.tsx';
import { batchesQuery } from './queries.ts';
import { useBatchTexts } from './batch-list-texts.ts';
import { useBatchWords } from './use-batch-text.ts';
import styles from './batches.module.css';

const POLL_MS = 2_000;

/** The batches, newest first (rules M1–M5). */
export function Batches() {
  const say = useBatchTexts();
  const batches = useSuspenseInfiniteQuery({
    ...batchesQuery(),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(isGoing)) === true ? POLL_MS : false,
  });
  return (
    <Screen
      title={say('title')}
      lead={say('lead')}
      actions={<Button renderRoot={(props) => <Link to="/batches/new" {...props} />}>{say('new')}</Button>}
    >
      {batches.data.length === 0 ? (
        <p className="panel quiet">{say('empty')}</p>
      ) : (
        <BatchTable batches={batches.data} />
      )}
      <More of={batches} />
    </Screen>
  );
}

function BatchTable({ batches }: { readonly batches: readonly Batch[] }) {
  const say = useBatchTexts();
  const words = useWords();
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={say('title')}>
      <table>
        <caption className="unseen">{say('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('what')}</th>
            <th scope="col">{say('which')}</th>
            <th scope="col">{words('status')}</th>
            <th scope="col" className="number">
              {say('changedColumn')}
            </th>
            <th scope="col">{say('who')}</th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <BatchRow key={batch.id} batch={batch} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BatchRow({ batch }: { readonly batch: Batch }) {
  const say = useBatchTexts();
  const { moment } = useDays();
  const words = useBatchWords(batch);
  const { changed, selected } = batch.counts;
  return (
    <tr>
      <th scope="row">
        <Link to="/batches/$id" params={{ id: batch.id }}>
          {words.change}
        </Link>
      </th>
      <td>{words.selection}</td>
      <td className={styles.whole}>
        <BatchStatusTag batch={batch} text={words.status} />
      </td>
      <td className="number">{phaseOf(batch) === 'run' ? say('changedOf', { changed, selected }) : '–'}</td>
      <td>{say('by', { who: batch.createdBy, when: moment(batch.createdAt) })}</td>
    </tr>
  );
}
