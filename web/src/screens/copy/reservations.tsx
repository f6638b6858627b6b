import { useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { reservationsQuery } from '../../lib/api/queries.ts';
import { More } from '../../components/more.tsx';
import { QueueTable } from '../../features/reservations/queue-table.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { useCopyTexts } from './texts.ts';

/** The open reservations of a copy in the order of the queue; the closed ones on request. */
export function CopyReservations({ copyId }: { readonly copyId: string }) {
  const t = useCopyTexts();
  const common = useCommonTexts();
  const list = useInfiniteQuery(reservationsQuery({ copyId, open: true }));
  const open = list.data ?? [];
  const [isAsked, ask] = useState(false);
  return (
    <section className="stack tight">
      <h2>{t('reservations')}</h2>
      {open.length === 0 ? (
        <p className="panel quiet">{list.isPending ? common('loading') : t('noReservations')}</p>
      ) : (
        <QueueTable label={t('reservations')} reservations={open} />
      )}
      <More of={list} />
      <details
        onToggle={(event) => {
          ask(event.currentTarget.open);
        }}
      >
        <summary>{t('ended')}</summary>
        {isAsked && <Ended copyId={copyId} />}
      </details>
    </section>
  );
}

const ENDED = new Set(['fulfilled', 'cancelled', 'expired']);

function Ended({ copyId }: { readonly copyId: string }) {
  const t = useCopyTexts();
  const common = useCommonTexts();
  const list = useInfiniteQuery(reservationsQuery({ copyId }));
  const ended = (list.data ?? []).filter(({ status }) => ENDED.has(status));
  return (
    <div className="stack tight">
      {ended.length === 0 ? (
        <p className="quiet">{list.isPending ? common('loading') : t('noEnded')}</p>
      ) : (
        <QueueTable label={t('ended')} reservations={ended} />
      )}
      <More of={list} />
    </div>
  );
}
