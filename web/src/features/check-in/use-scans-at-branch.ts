import { useSuspenseQuery } from '@tanstack/react-query';
import { branchesQuery } from '../../lib/api/queries.ts';
import { notify } from '../../lib/notifications.ts';
import { useScanQueue, type HandleScan, type ScanQueue } from '../scanning/scan-queue.ts';
import { buzz } from '../scanning/sound.ts';
import { useCheckingInTexts } from './texts.ts';

interface AtBranch {
  readonly branchId: string;
}

/**
 * A scan queue that handles each scan at the branch where it was made. Without a branch a scan is
 * refused at once.
 */
export function useScansAtBranch<T, S extends AtBranch>(
  handle: HandleScan<T, S>,
  setting: S,
): ScanQueue<T, S> {
  // An admin has no branch while the branches load.
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
