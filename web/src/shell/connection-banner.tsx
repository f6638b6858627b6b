import { useEffect } from 'react';
import { connected, knock } from '../api/connection.ts';
import { useCell } from '../parts/cell.ts';
import { useShellTexts } from './texts.ts';
import styles from './connection-banner.module.css';

const KNOCK_MS = 3_000;

/** Says that the connection is lost, and sees whether it is back. */
export function ConnectionBanner() {
  const say = useShellTexts();
  const through = useCell(connected);
  useEffect(() => {
    const lost = () => {
      connected.set(false);
    };
    window.addEventListener('offline', lost);
    return () => {
      window.removeEventListener('offline', lost);
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
      {!through && <p className={styles.banner}>{say('connectionLost')}</p>}
    </div>
  );
}
