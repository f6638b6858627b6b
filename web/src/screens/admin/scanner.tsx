import { Fragment, useState } from 'react';
import { TextInput } from '@mantine/core';
import { PAUSE_MS, type Typed } from '../../features/scanning/burst.ts';
import { SoundSwitch } from '../../features/scanning/sound-switch.tsx';
import { useKeyNews } from '../../features/scanning/use-keys.ts';
import { scannerReport } from './scanner-report.ts';
import { useScannerTexts } from './scanner-texts.ts';
import { useAdminTexts } from './texts.ts';
import styles from './admin.module.css';

/** A field to test a scanner in: says what the scanner does, and what to change. */
export function Scanner() {
  const t = useScannerTexts();
  const admin = useAdminTexts();
  const [typed, show] = useState<Typed>();
  useKeyNews('everything', show);
  return (
    <div className="stack">
      <div>
        <h2>{admin('tab.scanner')}</h2>
        <span className="quiet">{t('lead')}</span>
      </div>
      <div className="panel stack">
        {/* Read-only: scans are heard as on any screen, and not typed into it. */}
        <TextInput
          readOnly
          autoFocus
          label={t('field')}
          className={styles.testField ?? ''}
          size="md"
          value={typed?.text ?? ''}
        />
        <div role="status">{typed ? <Report typed={typed} /> : <p className="quiet">{t('first')}</p>}</div>
      </div>
      <SoundSwitch />
    </div>
  );
}

function Report({ typed }: { readonly typed: Typed }) {
  const t = useScannerTexts();
  const { code, length, end, msPerKey, capitals, capsLock, stars, advice } = scannerReport(typed);
  const facts = [
    [t('code'), <span className="mono">{code}</span>],
    [t('length'), length],
    [t('end'), t(`end.${end}`, { ms: PAUSE_MS })],
    [t('speed'), t('msPerKey', { ms: msPerKey })],
    [t('capitals'), t(`capitals.${capitals}`)],
    [t('capsLock'), t(capsLock ? 'on' : 'off')],
    [t('stars'), t(stars ? 'stars.yes' : 'stars.no')],
  ] as const;
  return (
    <div className="stack tight">
      <dl className="facts">
        {facts.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {advice.length === 0 && <p className={styles.works}>{t('works')}</p>}
      {advice.map((one) => (
        <p key={one} className={styles.outcome}>
          {t(`advice.${one}`, { ms: PAUSE_MS })}
        </p>
      ))}
    </div>
  );
}
