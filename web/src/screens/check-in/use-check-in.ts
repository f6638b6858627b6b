import { useQueryClient } from '@tanstack/react-query';
import {
  checkCopyIn,
  endedBlocks,
  useDestination,
  type CheckedIn,
} from '../../features/check-in/checked-in.ts';
import { useRefusal } from '../../features/check-in/use-refusal.ts';
import { useScansAtBranch } from '../../features/check-in/use-scans-at-branch.ts';
import { notify } from '../../lib/notifications.ts';
import type { Scan, ScanQueue } from '../../features/scanning/scan-queue.ts';
import { worksFor } from '../../lib/session/person.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useCheckInTexts } from './texts.ts';
import { useLift } from './use-lift.ts';

/** A session of checking in: scan after scan, each told as soon as it is done. */
export interface CheckInSession extends ScanQueue<CheckedIn> {
  /** Takes off what was left on a copy that was scanned. */
  readonly lift: (scan: Scan<CheckedIn>) => Promise<void>;
}

/** Checks in what is scanned, at the branch where it was scanned. */
export function useCheckIn(): CheckInSession {
  const client = useQueryClient();
  const { branchId, person } = useSession();
  const t = useCheckInTexts();
  const destination = useDestination();
  const refused = useRefusal();
  const queue = useScansAtBranch<CheckedIn, { readonly branchId: string }>(
    async ({ code, id, setting }) => {
      const wanted = { copyId: code, branchId: setting.branchId };
      const checkedIn = await refused(checkCopyIn(client, wanted, id));
      const count = endedBlocks(checkedIn).length;
      const sentence = `${destination(checkedIn)} · ${code}`;
      if (count === 0) notify('done', sentence);
      else {
        const how = worksFor(person, checkedIn.answer.copy.branchId) ? t('pressKey') : '';
        notify('warning', `${sentence}. ${t('endedLeft', { count })} ${how}`);
      }
      return checkedIn;
    },
    { branchId },
  );
  return { ...queue, lift: useLift(queue.replace) };
}
