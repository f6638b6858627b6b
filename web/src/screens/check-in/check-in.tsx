import { endedBlocks } from '../../features/check-in/checked-in.ts';
import { ScanField } from '../../features/scanning/scan-field.tsx';
import { Screen } from '../../components/screen.tsx';
import { worksFor } from '../../lib/session/person.ts';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { Earlier } from './earlier.tsx';
import { useIsPrinting } from '../../lib/use-is-printing.ts';
import { useLiftKey } from './lift-key.ts';
import { Newest } from './newest.tsx';
import { useCheckInTexts } from './texts.ts';
import { useCheckIn } from './use-check-in.ts';

/**
 * Checks in scan after scan: shows the destination of each copy in large type, and its remaining
 * blocks (rule S3).
 */
export function CheckInScreen() {
  const t = useCheckInTexts();
  const branchName = useBranchName();
  const { branchId, person } = useSession();
  const { scans, add, lift } = useCheckIn();
  const [newest, ...earlier] = scans;
  // The large panel of the newest scan is not printed.
  const listed = useIsPrinting() ? scans : earlier;
  const done = scans.filter(({ state }) => state === 'done').length;
  const result = newest?.result;
  const mayLift = result && endedBlocks(result).length > 0 && worksFor(person, result.answer.copy.branchId);
  useLiftKey(
    mayLift
      ? () => {
          lift.mutate({ ...newest, result });
        }
      : undefined,
  );
  return (
    <Screen
      title={t('title')}
      lead={t('lead', { branch: branchName(branchId) })}
      actions={done > 0 && <span className="quiet">{t('count', { count: done })}</span>}
    >
      <ScanField label={t('scan')} button={t('button')} onScan={add} />
      {newest === undefined ? (
        <p className="panel quiet">{t('first')}</p>
      ) : (
        <Newest key={newest.id} scan={newest} lift={lift} />
      )}
      {listed.length > 0 && <Earlier scans={listed} lift={lift} />}
    </Screen>
  );
}
