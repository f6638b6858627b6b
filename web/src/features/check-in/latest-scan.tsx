import type { ReactNode } from 'react';
import { Loader } from '@mantine/core';
import { connected } from '../../lib/api/connection.ts';
import { useStore } from '../../lib/store.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import type { Scan } from '../scanning/scan-queue.ts';
import styles from './check-in.module.css';
import { useCheckingInTexts } from './texts.ts';
import { useInView } from './use-in-view.ts';

/**
 * The result of the latest scan in large type, readable from beside the pile of copies. `children`
 * renders a result.
 */
export function LatestCheckIn(props: {
  readonly scan: Scan<unknown>;
  readonly name: string;
  readonly children: ReactNode;
}) {
  const { code, state, result, error } = props.scan;
  const shown = useInView(result ?? state);
  return (
    <section ref={shown} aria-label={props.name} className={`panel stack no-print ${styles.newest ?? ''}`}>
      {props.children}
      {state === 'failed' && <RefusedScan code={code} error={error} />}
      {state === 'waiting' && <WaitingScan code={code} />}
    </section>
  );
}

/** A refused scan, with all reasons. */
function RefusedScan({ code, error }: { readonly code: string; readonly error: unknown }) {
  const t = useCheckingInTexts();
  return (
    <>
      <h2 className={`${styles.where ?? ''} ${styles.refused ?? ''}`}>
        <span aria-hidden="true">✕</span> {t('refused')}
      </h2>
      <p className={styles.what}>{t('barcodeIs', { code })}</p>
      <ProblemBox error={error} />
    </>
  );
}

/** A scan whose call is running, or waits for the connection. */
function WaitingScan({ code }: { readonly code: string }) {
  const t = useCheckingInTexts();
  const through = useStore(connected);
  return (
    <>
      <h2 className={styles.where}>
        {through ? <Loader size="sm" aria-hidden="true" /> : <span aria-hidden="true">◷</span>}{' '}
        {t(through ? 'busy' : 'waiting')}
      </h2>
      <p className={styles.what}>{t('barcodeIs', { code })}</p>
      {!through && <p>{t('waitingDetail')}</p>}
    </>
  );
}
