import { useInfiniteQuery } from '@tanstack/react-query';
import { reservationsQuery } from '../../lib/api/queries.ts';
import { More } from '../../components/more.tsx';
import { QueueTable } from '../../features/reservations/queue-table.tsx';
import { useTitleTexts } from './texts.ts';

/**
 * The open title reservations in the order of the queue (rule R6); they come before the
 * reservations of single copies.
 */
export function WaitingList({ titleId }: { readonly titleId: string }) {
  const t = useTitleTexts();
  const list = useInfiniteQuery(reservationsQuery({ titleId, open: true }));
  const waiting = (list.data ?? []).filter(({ kind }) => kind === 'title');
  const isMore = list.data?.length === waiting.length;
  return (
    <section className="stack tight">
      <h2>{t('waitingHeading')}</h2>
      <QueueTable label={t('waitingHeading')} reservations={waiting} />
      {isMore && <More of={list} />}
    </section>
  );
}
