import { useEffect } from 'react';
import { Button } from '@mantine/core';
import { connected, knock, loseConnection, sessionEnded } from '../../lib/api/connection.ts';
import { useStore } from '../../lib/store.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useShellTexts } from './texts.ts';
import styles from './connection-banner.module.css';

const KNOCK_MS = 3_000;

/**
 * Says that the connection is lost, and polls until it is back; or that the session has ended, with
 * a button to sign in.
 */
export function ConnectionBanner() {
  const t = useShellTexts();
  const through = useStore(connected);
  const ended = useStore(sessionEnded);
  const { signInAgain } = useSession();
  useEffect(() => {
    const back = () => void knock();
    window.addEventListener('offline', loseConnection);
    window.addEventListener('online', back);
    return () => {
      window.removeEventListener('offline', loseConnection);
      window.removeEventListener('online', back);
    };
  }, []);
  useEffect(() => {
    if (through) return undefined;
    const timer = setInterval(() => void knock(), KNOCK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [through]);
  return (
    <div role="alert" className="no-print">
      {!through && <p className={styles.banner}>{t('connectionLost')}</p>}
      {ended && (
        <p className={`row apart ${styles.banner ?? ''}`}>
          {t('sessionEnded')} <Button onClick={signInAgain}>{t('signInAgain')}</Button>
        </p>
      )}
    </div>
  );
}
