import styles from './start.module.css';
import { useSearchTexts } from './texts.ts';

/** The keys that there are, for whoever would rather not use a mouse. */
export function Keys() {
  const say = useSearchTexts();
  const keys = [
    [say('keyScan'), say('keyScanDoes')],
    ['Enter', say('keyEnterDoes')],
    ['5', say('key5Does')],
    ['L', say('keyLDoes')],
    ['Esc', say('keyEscDoes')],
  ] as const;
  return (
    <section className="panel" aria-labelledby="keys">
      <h2 id="keys">{say('keys')}</h2>
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
    </section>
  );
}
