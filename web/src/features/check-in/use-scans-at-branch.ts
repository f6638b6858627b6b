import { useSuspenseQuery } from '@tanstack/react-query';
import { branchesQuery } from '../../lib/api/queries.ts';
import { notify } from '../../lib/notifications.ts';
import { useScanQueue, type Scan, type ScanQueue } from '../scanning/scan-queue.ts';
import { buzz } from '../scanning/sound.ts';
import { useCheckingInTexts } from './texts.ts';

interface AtBranch {
  readonly branchId: string;
}

/**
 * The scans of a session, each handled at the branch where it was made; where there is none, a scan
 * is refused at once.
 */
export function useScansAtBranch<T, S extends AtBranch>(
  handle: (scan: Scan<T, S>) => Promise<T>,
  setting: S,
): ScanQueue<T, S> {
  // Before they are there, an admin is nowhere.
  useSuspenseQuery(branchesQuery);
  const t = useCheckingInTexts();
  const queue = useScanQueue(handle, setting);
  return {
    ...queue,
    add: (code) => {
      if (setting.branchId !== '') {
        queue.add(code);
        return;
      }
      notify('error', t('noBranch'));
      buzz();
    },
  };
}
