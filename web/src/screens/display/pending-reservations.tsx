import { useRef } from 'react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { copyAmongQuery } from '../../lib/api/lookup.ts';
import { reservationsQuery } from '../../lib/api/queries.ts';
import type { Reservation } from '../../lib/api/types.ts';
import { More } from '../../components/more.tsx';
import { ProblemBox } from '../../components/problem-box.tsx';
import { ReservationTag } from '../../components/reservation-tag.tsx';
import { Tag } from '../../components/tag.tsx';
import { Barcode, TitleName } from '../../components/title-name.tsx';
import { CancelReservation } from '../../features/reservations/cancel-reservation.tsx';
import { readyFirst } from '../../features/reservations/ready-first.ts';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { CountedHeading } from './counted-heading.tsx';
import { useDisplayTexts } from './texts.ts';
import styles from './display.module.css';

/** The open reservations of the card; those that can be collected come first. */
export function PendingReservations({ cardId }: { readonly cardId: string }) {
  const t = useDisplayTexts();
  const section = useRef<HTMLElement>(null);
  const reservations = useInfiniteQuery(reservationsQuery({ patronId: cardId, open: true }));
  const open = reservations.data?.toSorted(readyFirst);
  return (
    <section ref={section} tabIndex={-1} className="panel stack tight" aria-label={t('toCome')}>
      <CountedHeading text={t('toCome')} count={open?.length} more={reservations.hasNextPage} />
      <ProblemBox error={reservations.error} />
      {open?.length === 0 && <p className="quiet">{t('toComeEmpty')}</p>}
      <ul className={styles.lines}>
        {open?.map((reservation) => (
          <ReservationLine
            key={reservation.id}
            reservation={reservation}
            onGone={() => section.current?.focus()}
          />
        ))}
      </ul>
      <More of={reservations} />
    </section>
  );
}

function ReservationLine(props: { readonly reservation: Reservation; readonly onGone: () => void }) {
  const { titleId, copyId = '', status } = props.reservation;
  return (
    <li className={styles.withButton}>
      <span>
        <TitleName titleId={titleId} /> {copyId !== '' && <Barcode copyId={copyId} />}
        <br />
        {status === 'waiting' && copyId !== '' ? (
          <CopyPlace copyId={copyId} />
        ) : (
          <ReservationTag reservation={props.reservation} />
        )}
      </span>
      <CancelReservation {...props} />
    </li>
  );
}

/** The place of an awaited copy, and its due date. */
function CopyPlace({ copyId }: { readonly copyId: string }) {
  const common = useCommonTexts();
  const t = useDisplayTexts();
  const { day } = useDays();
  const branchName = useBranchName();
  const { branchId } = useSession();
  const { data: copy } = useQuery(copyAmongQuery(copyId));
  const dueDate = copy?.loan?.dueDate;
  const isElsewhere = copy ? copy.branchId !== branchId : false;
  return (
    <span>
      <Tag tone="plain">{common('reservation.waiting')}</Tag>{' '}
      <span className="quiet">
        {copy && common(`status.${copy.status}`)}
        {copy && isElsewhere && ` (${branchName(copy.branchId)})`}
        {dueDate !== undefined && `, ${t('dueBack', { day: day(dueDate) })}`}
      </span>
    </span>
  );
}
