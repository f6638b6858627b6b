import type { Reservation } from '../../lib/api/types.ts';
import { useAvailabilityTexts } from '../../features/availability/texts.ts';
import { Tag } from '../../components/tag.tsx';
import { Barcode, TitleName } from '../../components/title-name.tsx';
import { CancelReservation } from '../../features/reservations/cancel-reservation.tsx';
import { useBranchName } from '../../lib/session/session.tsx';
import { dayOf, useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { useCardTexts } from './texts.ts';

/** An open reservation, with a button to cancel it. */
export function ReservationRow(props: { readonly reservation: Reservation; readonly onGone: () => void }) {
  const { reservation } = props;
  const t = useCardTexts();
  const branchName = useBranchName();
  const { day } = useDays();
  const copyId = reservation.copyId ?? reservation.servedBy;
  return (
    <tr>
      <td>
        <Status reservation={reservation} />
      </td>
      <td>
        <TitleName titleId={reservation.titleId} />
      </td>
      <td>
        {copyId !== undefined && <Barcode copyId={copyId} />}
        {reservation.kind === 'title' && <div className="quiet">{t('anyCopy')}</div>}
      </td>
      <td>{branchName(reservation.pickupBranchId)}</td>
      <td>{day(dayOf(reservation.placedAt))}</td>
      <td>
        <CancelReservation {...props} />
      </td>
    </tr>
  );
}

function Status({ reservation }: { readonly reservation: Reservation }) {
  const t = useCardTexts();
  const common = useCommonTexts();
  const availability = useAvailabilityTexts();
  const { day } = useDays();
  const { status, position, readyUntil, from } = reservation;
  if (status === 'ready' && readyUntil !== undefined)
    return <Tag tone="done">{common('reservation.readyUntil', { day: day(readyUntil) })}</Tag>;
  const text = common(`reservation.${status}`);
  if (status !== 'waiting') return <Tag tone={status === 'ready' ? 'done' : 'note'}>{text}</Tag>;
  return (
    <>
      <Tag tone="plain">{position === undefined ? text : t('position', { status: text, position })}</Tag>
      {from !== undefined && <div className="quiet">{availability('from', { day: day(from) })}</div>}
    </>
  );
}
