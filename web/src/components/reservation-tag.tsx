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

/** How a reservation stands, in a word or two: one that is ready, until when (rule R7). */
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
