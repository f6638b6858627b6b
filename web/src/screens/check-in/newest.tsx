import { Loader } from '@mantine/core';
import { connected } from '../../api/connection.ts';
import { useCell } from '../../parts/cell.ts';
import { ProblemBox } from '../../parts/problem-box.tsx';
import type { Scan } from '../../scans/scan-queue.ts';
import type { CheckedIn } from './checked-in.ts';
import { Destination } from './destination.tsx';
import styles from './check-in.module.css';
import { OnIt } from './on-it.tsx';
import { useCheckInTexts } from './texts.ts';
import { useInView } from './use-in-view.ts';

/** What came of the latest scan, to be read from where the copies lie. */
export function Newest({
  scan,
  lift,
}: {
  readonly scan: Scan<CheckedIn>;
  readonly lift: () => Promise<void>;
}) {
  const say = useCheckInTexts();
  const shown = useInView(scan.state);
  return (
    <section ref={shown} aria-label={say('newest')} className={`panel stack ${styles.newest ?? ''}`}>
      {scan.result !== undefined && (
        <>
          <Destination checkedIn={scan.result} />
          <OnIt checkedIn={scan.result} lift={lift} />
        </>
      )}
      {scan.state === 'failed' && <Refused code={scan.code} error={scan.error} />}
      {scan.state === 'waiting' && <Waits code={scan.code} />}
    </section>
  );
}

/** A scan that was refused, and all the reasons. */
export function Refused({ code, error }: { readonly code: string; readonly error: unknown }) {
  const say = useCheckInTexts();
  return (
    <>
      <h2 className={`${styles.where ?? ''} ${styles.refused ?? ''}`}>
        <span aria-hidden="true">✕</span> {say('refused')}
      </h2>
      <p className={styles.what}>{say('barcodeIs', { code })}</p>
      <ProblemBox error={error} />
    </>
  );
}

/** A scan that is on its way, or waits until the connection is back. */
export function Waits({ code }: { readonly code: string }) {
  const say = useCheckInTexts();
  const through = useCell(connected);
  return (
    <>
      <h2 className={styles.where}>
        {through ? <Loader size="sm" aria-hidden="true" /> : <span aria-hidden="true">◷</span>}{' '}
        {say(through ? 'busy' : 'waiting')}
      </h2>
      <p className={styles.what}>{say('barcodeIs', { code })}</p>
      {!through && <p>{say('waitingDetail')}</p>}
    </>
  );
}
