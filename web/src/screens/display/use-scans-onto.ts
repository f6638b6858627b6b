import { useQueryClient } from '@tanstack/react-query';
import type { Activity, Patron } from '../../lib/api/types.ts';
import { readAgain } from '../../features/check-in/read-again.ts';
import { useScansAtBranch } from '../../features/check-in/use-scans-at-branch.ts';
import { notify } from '../../lib/notifications.ts';
import type { ScanQueue } from '../../features/scanning/scan-queue.ts';
import { useSession } from '../../lib/session/session.tsx';
import type { Options } from './options.ts';
import { useOutcomeText } from './outcome-text.ts';
import { scanCopy, type ScanOutcome, type Setting } from './scan-copy.ts';

/**
 * The scans of this session, each with the card, branch and blocks of the moment it was made; each
 * result is reported.
 */
export function useScansOnto(
  { id: activityId }: Activity,
  card: Patron,
  options: Options,
): ScanQueue<ScanOutcome> {
  const client = useQueryClient();
  const { person, branchId } = useSession();
  const textOf = useOutcomeText();
  return useScansAtBranch<ScanOutcome, Setting>(
    async ({ code, setting }, act) => {
      try {
        const result = await scanCopy(act, setting, code);
        const { tone, head, details } = textOf({ state: 'done', result });
        notify(
          tone === 'error' ? 'error' : tone === 'note' ? 'warning' : 'done',
          [`${code}: ${head}.`, ...details].join(' '),
        );
        return result;
      } finally {
        void readAgain(client, [['loans'], ['reservations'], ['copies', code]]);
      }
    },
    { ...options, activityId, card, branchId, person },
  );
}
