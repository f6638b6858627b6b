import { Outlet } from '@tanstack/react-router';
import { useRefusedScans } from '../../features/scanning/use-refused-scans.ts';
import { useShellTexts } from './texts.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Header } from './header.tsx';
import { Menu } from './menu.tsx';
import { PrintHead } from './print-head.tsx';
import { StatusBar } from './status-bar.tsx';
import styles from './shell.module.css';

/** The frame of every screen: header, menu and status bar. */
export function Shell() {
  const t = useShellTexts();
  useRefusedScans();
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {t('skip')}
      </a>
      <Header />
      <Menu />
      <main id="main" tabIndex={-1} className={styles.main}>
        <ConnectionBanner />
        <PrintHead />
        <Outlet />
      </main>
      <StatusBar />
    </div>
  );
}
