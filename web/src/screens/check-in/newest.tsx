import type { CheckedIn } from '../../checking-in/checked-in.ts';
import { Destination } from '../../checking-in/destination.tsx';
import { LatestScan } from '../../checking-in/latest-scan.tsx';
import type { Scan } from '../../scans/scan-queue.ts';
import { OnIt } from './on-it.tsx';
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
