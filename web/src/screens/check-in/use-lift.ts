import { useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { isStale } from '../../lib/api/problem.ts';
import { endedBlocks, type CheckedIn } from '../../features/check-in/checked-in.ts';
import { readAgain } from '../../features/check-in/read-again.ts';
import { useTellRefusal } from '../../features/check-in/use-refusal.ts';
import { notify } from '../../lib/notifications.ts';
import { backToScanning } from '../../features/scanning/focus.ts';
import type { Scan } from '../../features/scanning/scan-queue.ts';
import { buzz } from '../../features/scanning/sound.ts';
import { liftEnded } from './lift-ended.ts';
import { useCheckInTexts } from './texts.ts';

/**
 * Lifts the blocks of ended activities from a scanned copy; `show` replaces the result of the scan.
 */
export function useLift(
  show: (scanId: string, now: CheckedIn) => void,
): (scan: Scan<CheckedIn>) => Promise<void> {
  const client = useQueryClient();
  const t = useCheckInTexts();
  const tellRefusal = useTellRefusal();
  const busy = useRef(new Set<string>());
  return async ({ id, code, result }) => {
    if (result === undefined || busy.current.has(id)) return;
    busy.current.add(id);
    const { now, count, error } = await liftEnded(result);
    busy.current.delete(id);
    show(id, now);
    void readAgain(client, [['flags']]);
    if (error === undefined) notify('done', `${t('liftedCount', { count })} · ${code}`);
    else if (isStale(error)) {
      notify('warning', `${t('changedMeanwhile')} · ${code}`);
      buzz();
    } else tellRefusal(error);
    if (endedBlocks(now).length === 0) backToScanning();
  };
}
