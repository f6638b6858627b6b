import { useQueryClient } from '@tanstack/react-query';
import type { Act } from '../../lib/api/act.ts';
import type { Copy } from '../../lib/api/types.ts';
import { copyQuery } from '../../lib/api/queries.ts';
import { isUnexpected, useOutcome, type CheckedIn } from '../../features/check-in/checked-in.ts';
import { useCheckCopyIn } from '../../features/check-in/use-check-copy-in.ts';
import { useRefusal } from '../../features/check-in/use-refusal.ts';
import { useScansAtBranch } from '../../features/check-in/use-scans-at-branch.ts';
import { notify } from '../../lib/notifications.ts';
import { backToScanning } from '../../features/scanning/fields.ts';
import type { Scan } from '../../features/scanning/scan-queue.ts';
import { buzz } from '../../features/scanning/sound.ts';
import { useSession } from '../../lib/session/session.tsx';
import { findPull } from './find-pull.ts';
import type { Pull } from './queries.ts';
import { usePullTexts } from './texts.ts';

/**
 * The result of a scan: checked in, with its line of the list if it had one; or not on the list.
 */
export type Fetched =
  | { readonly kind: 'in'; readonly checkedIn: CheckedIn; readonly pull?: Pull }
  | { readonly kind: 'not-listed'; readonly copy: Copy };

/** A scan for the pull list of a branch. */
export type PullScan = Scan<Fetched, { readonly branchId: string }>;

/** The scans of this session, at all branches. */
export interface Pulls {
  readonly scans: readonly PullScan[];
  readonly add: (code: string) => void;
  /** Checks in a copy that is not on the list. */
  readonly anyway: (act: Act, scan: PullScan) => Promise<void>;
}

/**
 * Checks in a scanned copy that is on the list of the branch. Shows another copy, and changes
 * nothing.
 */
export function usePulls(): Pulls {
  const client = useQueryClient();
  const { branchId } = useSession();
  const t = usePullTexts();
  const outcome = useOutcome();
  const refused = useRefusal();
  const checkCopyIn = useCheckCopyIn();
  const checkIn = async (act: Act, { code, setting }: PullScan): Promise<CheckedIn> => {
    const checkedIn = await checkCopyIn(act, { copyId: code, branchId: setting.branchId });
    notify(isUnexpected(checkedIn) ? 'warning' : 'done', outcome(checkedIn));
    return checkedIn;
  };
  const handle = async (scan: PullScan, act: Act): Promise<Fetched> => {
    const { code, setting } = scan;
    const pull = await refused(findPull(client, setting.branchId, code));
    if (pull) return { kind: 'in', pull, checkedIn: await checkIn(act, scan) };
    const copy = await refused(client.query({ ...copyQuery(code), staleTime: 0 }));
    notify('warning', `${t('notListedTold')} · ${code}`);
    buzz();
    return { kind: 'not-listed', copy };
  };
  const { scans, add, replace } = useScansAtBranch(handle, { branchId });
  const anyway = async (act: Act, scan: PullScan): Promise<void> => {
    replace(scan.id, { kind: 'in', checkedIn: await checkIn(act, scan) });
    backToScanning();
  };
  return { scans, add, anyway };
}
