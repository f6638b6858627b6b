import type { Reservation } from '../lib/api/types.ts';
import { useDays } from '../lib/i18n/days.ts';
import { useCommonTexts } from '../lib/i18n/common-texts.ts';
import { Tag, type Tone } from './tag.tsx';

const TONES: Readonly<Record<Reservation['status'], Tone>> = {
  waiting: 'plain',
  ready: 'done',
  'in-transit': 'note',
  fulfilled: 'plain',
  cancelled: 'plain',
  expired: 'plain',
};

/** The state of a reservation; with the last pick-up day when it is ready (rule R7). */
export function ReservationTag({
  reservation: { status, readyUntil },
}: {
  readonly reservation: Pick<Reservation, 'status' | 'readyUntil'>;
}) {
  const common = useCommonTexts();
  const { day } = useDays();
  return (
    <Tag tone={TONES[status]}>
      {status === 'ready' && readyUntil !== undefined
        ? common('reservation.readyUntil', { day: day(readyUntil) })
        : common(`reservation.${status}`)}
    </Tag>
  );
}
