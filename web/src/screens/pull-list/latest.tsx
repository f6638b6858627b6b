import { Button } from '@mantine/core';
import type { Act } from '../../lib/api/act.ts';
import type { Copy } from '../../lib/api/types.ts';
import styles from '../../features/check-in/check-in.module.css';
import { Destination } from '../../features/check-in/destination.tsx';
import { LatestCheckIn } from '../../features/check-in/latest-scan.tsx';
import { StatusTag } from '../../features/blocks/copy-tags.tsx';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { Barcode, TitleName } from '../../components/title-name.tsx';
import { usePullTexts } from './texts.ts';
import type { Pulls, PullScan } from './use-pulls.ts';

/** The result of the latest scan in large type. */
export function Latest({ scan, anyway }: Pick<Pulls, 'anyway'> & { readonly scan: PullScan }) {
  const t = usePullTexts();
  return (
    <LatestCheckIn scan={scan} name={t('newest')}>
      {scan.result?.kind === 'in' && <Destination checkedIn={scan.result.checkedIn} />}
      {scan.result?.kind === 'not-listed' && (
        <NotListed copy={scan.result.copy} anyway={(act) => anyway(act, scan)} />
      )}
    </LatestCheckIn>
  );
}

/** A scanned copy that is not on the list is checked in only when the user confirms it. */
function NotListed(props: { readonly copy: Copy; readonly anyway: (act: Act) => Promise<void> }) {
  const t = usePullTexts();
  const { copy, anyway } = props;
  const checkIn = useChange(anyway);
  return (
    <>
      <h2 className={styles.where}>
        <span aria-hidden="true">!</span> {t('notListed')}
      </h2>
      <p className={styles.what}>
        <TitleName titleId={copy.titleId} />
      </p>
      <p className="row">
        <Barcode copyId={copy.copyId} /> <StatusTag copy={copy} />
      </p>
      <p>{t('notListedDetail')}</p>
      <div>
        <Button
          variant="default"
          loading={checkIn.isPending}
          onClick={() => {
            checkIn.mutate(undefined);
          }}
        >
          {t('anyway')}
        </Button>
      </div>
      <ProblemBox error={checkIn.error} />
    </>
  );
}
