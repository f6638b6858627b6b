import { isStale } from '../../lib/api/problem.ts';
import { explained } from '../../components/problem-box.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { DifferenceLines } from './differences-list.tsx';
import { useBlockTexts } from './texts.ts';
import type { FailedCopy } from './use-bulk-change.ts';

/**
 * Lists the copies whose change failed, each with the error; after a conflict also with what the
 * colleague changed.
 */
export function FailedCopies({ failed }: { readonly failed: readonly FailedCopy[] }) {
  const t = useBlockTexts();
  const common = useCommonTexts();
  if (failed.length === 0) return null;
  return (
    <div role="alert">
      <p>{t('partly', { count: failed.length })}</p>
      <ul>
        {failed.map(({ shown, now, error }) => (
          <li key={shown.copyId}>
            <span className="mono">{shown.copyId}</span> {explained(error, common).sentences.join(' ')}
            {isStale(error) && now && <DifferenceLines shown={shown} now={now} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
