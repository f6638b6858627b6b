import { Barcode } from '../../components/title-name.tsx';
import { useAttentionTexts } from './texts.ts';
import type { Failures } from './use-flag-actions.ts';
import styles from './attention.module.css';

/** The failed actions by reason, with the barcodes. */
export function NotDone({ failures }: { readonly failures: Failures }) {
  const t = useAttentionTexts();
  if (failures.size === 0) return null;
  return (
    <section role="alert" className={styles.notDone} aria-label={t('notDone')}>
      <strong>{t('notDone')}</strong>
      <ul>
        {[...failures].map(([why, copyIds]) => (
          <li key={why}>
            {why}{' '}
            {copyIds.map((copyId) => (
              <span key={copyId}>
                <Barcode copyId={copyId} />{' '}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
