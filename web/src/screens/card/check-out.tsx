import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { ConnectionLost } from '../../api/problem.ts';
import type { LoanOfCard, Patron } from '../../api/types.ts';
import { tell } from '../../parts/notice.ts';
import { explained } from '../../parts/problem-box.tsx';
import { ScanField } from '../../parts/scan-field.tsx';
import { backToScanning } from '../../scans/focus.ts';
import { useScanQueue } from '../../scans/scan-queue.ts';
import { buzz } from '../../scans/sound.ts';
import { useKeepWaiting } from '../../scans/use-keep-waiting.ts';
import { useSession } from '../../session/session.tsx';
import { LoanScan } from './loan-scan.tsx';
import { useCardTexts } from './texts.ts';
import { useLoanText } from './use-loan-text.ts';

const SHOWN = 5;

/** Checks out what is scanned to this card; each scan keeps its outcome in sight. */
export function CheckOut({ card }: { readonly card: Patron }) {
  const say = useCardTexts();
  const lend = useLend(card.patronId);
  const { scans, add, replace } = useScanQueue<LoanOfCard>(lend);
  useKeepWaiting(scans);
  return (
    <section className="panel stack" aria-labelledby="check-out">
      <h2 id="check-out">{say('checkOut')}</h2>
      <ScanField label={say('scan')} button={say('lend')} onScan={add} />
      {scans.length > 0 && (
        <ul className="plain stack">
          {scans.slice(0, SHOWN).map((scan, at) => (
            <li key={scan.id}>
              <LoanScan
                scan={scan}
                newest={at === 0}
                lendAnyway={async (reason) => {
                  replace(scan.id, await lend(scan.code, crypto.randomUUID(), reason));
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

/** Checks a copy out to the card at the branch of now, and tells how that went. */
function useLend(patronId: string) {
  const client = useQueryClient();
  const { branchId } = useSession();
  const text = useLoanText();
  return async (copyId: string, key: string, reason?: string): Promise<LoanOfCard> => {
    const params = { header: { 'Idempotency-Key': key } };
    const body = { copyId, patronId, branchId, ...(reason !== undefined && { override: { reason } }) };
    try {
      const loan = await answerOf(api.POST('/api/loans', { params, body }));
      tell('done', `${text(loan)} · ${copyId}`);
      void client.invalidateQueries();
      return loan;
    } catch (error) {
      if (!(error instanceof ConnectionLost)) {
        tell('error', explained(error, '').sentences.join(' '));
        buzz();
      }
      throw error;
    }
  };
}
