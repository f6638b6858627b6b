import { SoundSwitch } from '../../features/scanning/sound-switch.tsx';
import styles from './start.module.css';
import { useSearchTexts } from './texts.ts';

/** The keyboard shortcuts. */
export function Keys() {
  const t = useSearchTexts();
  const keys = [
    [t('keyScan'), t('keyScanDoes')],
    ['Enter', t('keyEnterDoes')],
    ['5', t('key5Does')],
    ['L', t('keyLDoes')],
    ['Esc', t('keyEscDoes')],
  ] as const;
  return (
    <section className="panel stack" aria-labelledby="keys">
      <h2 id="keys">{t('keys')}</h2>
      <dl className={styles.keys}>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <SoundSwitch />
    </section>
  );
}
