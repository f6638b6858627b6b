import type { CheckedIn } from '../../features/check-in/checked-in.ts';
import { Destination } from '../../features/check-in/destination.tsx';
import { LatestCheckIn } from '../../features/check-in/latest-scan.tsx';
import type { Scan } from '../../features/scanning/scan-queue.ts';
import { BlocksStillOn } from './blocks-still-on.tsx';
import { useCheckInTexts } from './texts.ts';
import type { Lift } from './use-lift.ts';

/** The destination and the remaining blocks of the latest scan. */
export function Newest(props: { readonly scan: Scan<CheckedIn>; readonly lift: Lift }) {
  const t = useCheckInTexts();
  const { scan, lift } = props;
  const { result } = scan;
  return (
    <LatestCheckIn scan={scan} name={t('newest')}>
      {result !== undefined && (
        <>
          <Destination checkedIn={result} />
          <BlocksStillOn scan={{ ...scan, result }} lift={lift} />
        </>
      )}
    </LatestCheckIn>
  );
}
