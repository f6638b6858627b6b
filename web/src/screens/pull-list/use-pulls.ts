import { useQueryClient } from '@tanstack/react-query';
import type { Copy } from '../../api/types.ts';
import { copyQuery } from '../../api/queries.ts';
import { tell } from '../../parts/notice.ts';
import { backToScanning } from '../../scans/focus.ts';
import { useScanQueue, type Scan } from '../../scans/scan-queue.ts';
import { buzz } from '../../scans/sound.ts';
import { useKeepWaiting } from '../../scans/use-keep-waiting.ts';
import { checkCopyIn, useDestination, type CheckedIn } from '../check-in/checked-in.ts';
import { useRefusal } from '../check-in/use-check-in.ts';
import type { Pull } from './queries.ts';
import { usePullTexts } from './texts.ts';

/** What came of a scan: the copy was checked in, for this line of the list or for none; or it is not on the list. */
export type Fetched =
  | { readonly kind: 'in'; readonly checkedIn: CheckedIn; readonly pull?: Pull }
  | { readonly kind: 'not-listed'; readonly copy: Copy };

/** The scans of somebody who fetches what is on the list. */
export interface Pulls {
  readonly scans: readonly Scan<Fetched>[];
  readonly add: (code: string) => void;
  /** Checks in a copy that is not on the list. */
  readonly anyway: (scan: Scan<Fetched>) => Promise<void>;
}

/** Checks in what is scanned where it is on the list; what is not is shown, and left as it is. */
export function usePulls(branchId: string, find: (copyId: string) => Promise<Pull | undefined>): Pulls {
  const client = useQueryClient();
  const say = usePullTexts();
  const destination = useDestination();
  const refused = useRefusal();
  const checkIn = async (copyId: string, key: string): Promise<CheckedIn> => {
    const checkedIn = await refused(checkCopyIn(client, { copyId, branchId }, key));
    tell('done', `${destination(checkedIn)} · ${copyId}`);
    return checkedIn;
  };
  const queue = useScanQueue<Fetched>(async (code, id) => {
    const pull = await refused(find(code));
    if (pull) return { kind: 'in', pull, checkedIn: await checkIn(code, id) };
    const copy = await refused(client.query({ ...copyQuery(code), staleTime: 0 }));
    tell('warning', `${say('notListedTold')} · ${code}`);
    buzz();
    return { kind: 'not-listed', copy };
  });
  const { scans, add, replace } = queue;
  useKeepWaiting(scans);
  const anyway = async ({ id, code }: Scan<Fetched>): Promise<void> => {
    replace(id, { kind: 'in', checkedIn: await checkIn(code, `${id}-anyway`) });
    backToScanning();
  };
  return { scans, add, anyway };
}
