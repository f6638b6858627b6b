import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { flagCountQuery } from '../../lib/api/queries.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useShellTexts } from './texts.ts';
import styles from './menu.module.css';

/** Links to the screens; on a narrow screen one button opens them. */
export function Menu() {
  const t = useShellTexts();
  const [open, setOpen] = useState(false);
  const { person } = useSession();
  const { data: flags } = useQuery(flagCountQuery);
  const items = [
    ['/', t('search')],
    ['/display', t('display')],
    ['/check-in', t('checkIn')],
    ['/pull-list', t('pullList')],
    ['/batches', t('batches')],
    ['/activities', t('activities')],
    ['/attention', flags === undefined || flags === '0' ? t('attention') : t('attentionCount', { n: flags })],
    ...(person.role === 'admin' ? ([['/admin', t('admin')]] as const) : []),
  ] as const;
  return (
    <nav aria-label={t('mainMenu')} className={`${styles.menu ?? ''} no-print`}>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={open}
        aria-controls="menu-items"
        onClick={() => {
          setOpen(!open);
        }}
      >
        ☰ {t('menu')}
      </button>
      <ul id="menu-items" className={open ? styles.open : styles.items}>
        {items.map(([to, label]) => (
          <li key={to}>
            <Link
              to={to}
              className={styles.item}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              onClick={() => {
                setOpen(false);
              }}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
