import { useRef } from 'react';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { reservationsQuery } from '../../lib/api/queries.ts';
import type { Reservation } from '../../lib/api/types.ts';
import { More } from '../../components/more.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { readyFirst } from '../../features/reservations/ready-first.ts';
import { TableBox } from '../../components/table-box.tsx';
import { ReservationRow } from './reservation-row.tsx';
import { useCardTexts } from './texts.ts';

/** The open reservations of a card; those that can be collected come first. */
export function CardReservations({ patronId }: { readonly patronId: string }) {
  const t = useCardTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const query = useSuspenseInfiniteQuery(reservationsQuery({ patronId, open: true }));
  const open = query.data.toSorted(readyFirst);
  const count = `${open.length}${query.hasNextPage ? '+' : ''}`;
  return (
    <section className="stack tight">
      <h2 id="reservations" ref={heading} tabIndex={-1}>
        {t('reservations')} <span className="quiet">{count}</span>
      </h2>
      {open.length === 0 ? (
        <p className="panel quiet">{t('noReservations')}</p>
      ) : (
        <Table open={open} onGone={() => heading.current?.focus()} />
      )}
      <div>
        <More of={query} />
      </div>
    </section>
  );
}

function Table({ open, onGone }: { readonly open: readonly Reservation[]; readonly onGone: () => void }) {
  const t = useCardTexts();
  const common = useCommonTexts();
  return (
    <TableBox labelledBy="reservations">
      <table aria-labelledby="reservations">
        <thead>
          <tr>
            <th scope="col">{common('status')}</th>
            <th scope="col">{common('title')}</th>
            <th scope="col">{t('copy')}</th>
            <th scope="col">{t('pickUp')}</th>
            <th scope="col">{t('placed')}</th>
            <th scope="col">
              <span className="unseen">{t('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {open.map((reservation) => (
            <ReservationRow key={reservation.id} reservation={reservation} onGone={onGone} />
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}
