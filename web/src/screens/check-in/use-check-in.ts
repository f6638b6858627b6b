import { endedBlocks, isUnexpected, useOutcome, type CheckedIn } from '../../features/check-in/checked-in.ts';
import { useCheckCopyIn } from '../../features/check-in/use-check-copy-in.ts';
import { useScansAtBranch } from '../../features/check-in/use-scans-at-branch.ts';
import { notify } from '../../lib/notifications.ts';
import type { ScanQueue } from '../../features/scanning/scan-queue.ts';
import { worksFor } from '../../lib/session/person.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useCheckInTexts } from './texts.ts';
import { useLift, type Lift } from './use-lift.ts';

/** The scans of the screen; each is reported as soon as it is checked in. */
export interface CheckInSession extends ScanQueue<CheckedIn> {
  /** Lifts the blocks of ended activities from a scanned copy. */
  readonly lift: Lift;
}

/** Checks in each scan at the branch where it was made. */
export function useCheckIn(): CheckInSession {
  const { branchId, person } = useSession();
  const t = useCheckInTexts();
  const outcome = useOutcome();
  const checkCopyIn = useCheckCopyIn();
  const queue = useScansAtBranch<CheckedIn, { readonly branchId: string }>(
    async ({ code, setting }, act) => {
      const checkedIn = await checkCopyIn(act, { copyId: code, branchId: setting.branchId });
      const count = endedBlocks(checkedIn).length;
      const sentence = outcome(checkedIn);
      if (count === 0) notify(isUnexpected(checkedIn) ? 'warning' : 'done', sentence);
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
