import { isStale } from '../../lib/api/problem.ts';
import { useChange, type Change } from '../../components/use-change.ts';
import { endedBlocks, type CheckedIn } from '../../features/check-in/checked-in.ts';
import { useTellRefusal } from '../../features/check-in/use-refusal.ts';
import { notify } from '../../lib/notifications.ts';
import { backToScanning } from '../../features/scanning/fields.ts';
import type { Scan } from '../../features/scanning/scan-queue.ts';
import { buzz } from '../../features/scanning/sound.ts';
import { liftEnded, type Lifted } from './lift-ended.ts';
import { useCheckInTexts } from './texts.ts';

/** A scan that was checked in. */
export interface ScannedIn extends Scan<CheckedIn> {
  readonly result: CheckedIn;
}

/** Lifts the blocks of ended activities from scanned copies; `running` has the ids of the scans. */
export type Lift = Change<ScannedIn, Lifted>;

/** `show` replaces the result of the scan. */
export function useLift(show: (scanId: string, now: CheckedIn) => void): Lift {
  const t = useCheckInTexts();
  const tellRefusal = useTellRefusal();
  return useChange(
    (act, { result }: ScannedIn) => liftEnded(act, result),
    ({ now, count, error }, { id, code }) => {
      show(id, now);
      if (error === undefined) notify('done', `${t('liftedCount', { count })} · ${code}`);
      else if (isStale(error)) {
        notify('warning', `${t('changedMeanwhile')} · ${code}`);
        buzz();
      } else tellRefusal(error);
      if (endedBlocks(now).length === 0) backToScanning();
    },
    ({ id }) => id,
  );
}
