import { useState } from 'react';
import { Button } from '@mantine/core';
import type { Copy } from '../../api/types.ts';
import { StatusTag } from '../../parts/copy-tags.tsx';
import { ProblemBox } from '../../parts/problem-box.tsx';
import { Barcode, TitleName } from '../../parts/title-name.tsx';
import type { Scan } from '../../scans/scan-queue.ts';
import { Destination } from '../check-in/destination.tsx';
import { Refused, Waits } from '../check-in/newest.tsx';
import { useInView } from '../check-in/use-in-view.ts';
import styles from '../check-in/check-in.module.css';
import { usePullTexts } from './texts.ts';
import type { Fetched } from './use-pulls.ts';

/** What came of the latest scan, big. */
export function Latest(props: {
  readonly scan: Scan<Fetched>;
  readonly anyway: (scan: Scan<Fetched>) => Promise<void>;
}) {
  const { scan } = props;
  const say = usePullTexts();
  const shown = useInView(scan.result ?? scan.state);
  return (
    <section ref={shown} aria-label={say('newest')} className={`panel stack no-print ${styles.newest ?? ''}`}>
      {scan.result?.kind === 'in' && <Destination checkedIn={scan.result.checkedIn} />}
      {scan.result?.kind === 'not-listed' && (
        <NotListed copy={scan.result.copy} anyway={() => props.anyway(scan)} />
      )}
      {scan.state === 'failed' && <Refused code={scan.code} error={scan.error} />}
      {scan.state === 'waiting' && <Waits code={scan.code} />}
    </section>
  );
}

/** Nothing happens to a copy that nobody asked for, unless whoever scanned it says so. */
function NotListed({ copy, anyway }: { readonly copy: Copy; readonly anyway: () => Promise<void> }) {
  const say = usePullTexts();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const checkIn = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    await anyway().catch(setError);
    setBusy(false);
  };
  return (
    <>
      <h2 className={styles.where}>
        <span aria-hidden="true">!</span> {say('notListed')}
      </h2>
      <p className={styles.what}>
        <TitleName titleId={copy.titleId} />
      </p>
      <p className="row">
        <Barcode copyId={copy.copyId} /> <StatusTag copy={copy} />
      </p>
      <p>{say('notListedDetail')}</p>
      <div>
        <Button variant="default" loading={busy} onClick={() => void checkIn()}>
          {say('anyway')}
        </Button>
      </div>
      <ProblemBox error={error} />
    </>
  );
}
