import { Link } from '@tanstack/react-router';
import type { Reservation } from '../../lib/api/types.ts';
import { ReservationTag } from '../../components/reservation-tag.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { dayOf, useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { TableBox } from '../../components/table-box.tsx';
import { useReserveTexts } from './texts.ts';

/** A table of reservations in the order of their queue (rule R6). */
export function QueueTable(props: { readonly label: string; readonly reservations: readonly Reservation[] }) {
  const t = useReserveTexts();
  const common = useCommonTexts();
  return (
    <TableBox label={props.label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('place')}</th>
            <th scope="col">{common('card')}</th>
            <th scope="col">{common('status')}</th>
            <th scope="col">{t('pickup')}</th>
            <th scope="col">{t('placed')}</th>
          </tr>
        </thead>
        <tbody>
          {props.reservations.map((reservation) => (
            <QueueRow key={reservation.id} reservation={reservation} />
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function QueueRow({ reservation }: { readonly reservation: Reservation }) {
  const { day } = useDays();
  const branchName = useBranchName();
  const { position, patronId, pickupBranchId, placedAt } = reservation;
  return (
    <tr>
      <td>{position}</td>
      <td>
        {patronId !== undefined && (
          <Link to="/cards/$patronId" params={{ patronId }} className="mono">
            {patronId}
          </Link>
        )}
      </td>
      <td>
        <ReservationTag reservation={reservation} />
      </td>
      <td>{branchName(pickupBranchId)}</td>
      <td>{day(dayOf(placedAt))}</td>
    </tr>
  );
}
