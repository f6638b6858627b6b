import type { CheckedIn } from '../../features/check-in/checked-in.ts';
import { Destination } from '../../features/check-in/destination.tsx';
import { LatestScan } from '../../features/check-in/latest-scan.tsx';
import type { Scan } from '../../features/scanning/scan-queue.ts';
import { OnIt } from './blocks-still-on.tsx';
import { useCheckInTexts } from './texts.ts';

/** Where the copy of the latest scan goes, and what is still on it. */
export function Newest(props: { readonly scan: Scan<CheckedIn>; readonly lift: () => Promise<void> }) {
  const say = useCheckInTexts();
  const { result } = props.scan;
  return (
    <LatestScan scan={props.scan} name={say('newest')}>
      {result !== undefined && (
        <>
          <Destination checkedIn={result} />
          <OnIt checkedIn={result} lift={props.lift} />
        </>
      )}
    </LatestScan>
  );
}
