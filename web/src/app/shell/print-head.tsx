import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { today, useDays } from '../../lib/i18n/days.ts';
import { useIsPrinting } from '../../lib/use-is-printing.ts';

/** The first line on paper: the branch where it was printed, and the day. */
export function PrintHead() {
  const { branchId } = useSession();
  const branchName = useBranchName();
  const { day } = useDays();
  // A client that was opened yesterday prints the day of today.
  useIsPrinting();
  return (
    <p className="print-only">
      {branchName(branchId)} · {day(today())}
    </p>
  );
}
