import type { CheckedIn } from '../../features/check-in/checked-in.ts';
import { Destination } from '../../features/check-in/destination.tsx';
import { LatestCheckIn } from '../../features/check-in/latest-scan.tsx';
import type { Scan } from '../../features/scanning/scan-queue.ts';
import { BlocksStillOn } from './blocks-still-on.tsx';
import { useCheckInTexts } from './texts.ts';

/** The destination and the remaining blocks of the latest scan. */
export function Newest(props: { readonly scan: Scan<CheckedIn>; readonly lift: () => Promise<void> }) {
  const t = useCheckInTexts();
  const { result } = props.scan;
  return (
    <LatestCheckIn scan={props.scan} name={t('newest')}>
      {result !== undefined && (
        <>
          <Destination checkedIn={result} />
          <BlocksStillOn checkedIn={result} lift={props.lift} />
        </>
      )}
    </LatestCheckIn>
  );
}
