import type { CheckOut, Patron } from '../../lib/api/types.ts';
import { useScansAtBranch } from '../../features/check-in/use-scans-at-branch.ts';
import { ScanField } from '../../features/scanning/scan-field.tsx';
import { backToScanning } from '../../features/scanning/fields.ts';
import { useSession } from '../../lib/session/session.tsx';
import { LoanScan } from './loan-scan.tsx';
import { visibleScan } from './visible-scans.ts';
import { useCardTexts } from './texts.ts';
import { useLend, type LendingAt } from './use-lend.ts';

/** Checks scanned copies out to this card. A scan that needs attention stays on the screen. */
export function CheckOutToCard({ card: { patronId } }: { readonly card: Patron }) {
  const t = useCardTexts();
  const { branchId } = useSession();
  const lend = useLend();
  const { scans, add, replace } = useScansAtBranch<CheckOut, LendingAt>(
    ({ code, setting }, act) => lend(act, code, setting),
    { branchId, patronId },
  );
  return (
    <section className="panel stack" aria-labelledby="check-out">
      <h2 id="check-out">{t('checkOut')}</h2>
      <ScanField label={t('scan')} button={t('lend')} onScan={add} />
      {scans.length > 0 && (
        <ul className="plain stack">
          {visibleScan(scans).map((scan) => (
            <li key={scan.id}>
              <LoanScan
                scan={scan}
                newest={scan === scans[0]}
                lendAnyway={async (act, reason) => {
                  replace(scan.id, await lend(act, scan.code, scan.setting, reason));
                  backToScanning();
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
