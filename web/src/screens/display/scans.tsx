import { Button } from '@mantine/core';
import { Barcode, TitleName } from '../../components/title-name.tsx';
import { Tag } from '../../components/tag.tsx';
import type { Scan } from '../../features/scanning/scan-queue.ts';
import { useOutcomeText } from './outcome-text.ts';
import type { ScanOutcome } from './scan-copy.ts';
import { useDisplayTexts } from './texts.ts';
import styles from './display.module.css';

interface Again {
  readonly again: (code: string) => void;
}

/** The result of the latest scan in large type; the status bar announces it to screen readers. */
export function LatestDisplayScan({ scan, again }: Again & { readonly scan: Scan<ScanOutcome> | undefined }) {
  const t = useDisplayTexts();
  const textOf = useOutcomeText();
  if (scan === undefined) {
    return (
      <div className={`panel ${styles.latest ?? ''}`}>
        <p className="quiet">{t('nothingScanned')}</p>
      </div>
    );
  }
  const { tone, head, details } = textOf(scan);
  return (
    <div className={`panel stack tight ${styles.latest ?? ''} ${styles[tone] ?? ''}`}>
      <p className={styles.head}>{head}</p>
      <ScannedCopy scan={scan} />
      {details.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {tone === 'error' && <AgainButton code={scan.code} again={again} />}
    </div>
  );
}

/** The results of the earlier scans, newest first. */
export function ScanLines({ scans, again }: Again & { readonly scans: readonly Scan<ScanOutcome>[] }) {
  const t = useDisplayTexts();
  const textOf = useOutcomeText();
  if (scans.length === 0) return null;
  return (
    <section className="panel" aria-label={t('scanned')}>
      <h2>{t('scanned')}</h2>
      <ol className={styles.lines}>
        {scans.map((scan) => {
          const { tone, head, details } = textOf(scan);
          return (
            <li key={scan.id} className="stack tight">
              <span className="row apart">
                <ScannedCopy scan={scan} />
                <Tag tone={tone}>{head}</Tag>
              </span>
              {details.length > 0 && <span className="quiet">{details.join(' ')}</span>}
              {tone === 'error' && <AgainButton code={scan.code} again={again} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function ScannedCopy({ scan: { code, result } }: { readonly scan: Scan<ScanOutcome> }) {
  if (result === undefined) return <span className="mono">{code}</span>;
  return (
    <span>
      <TitleName titleId={result.copy.titleId} /> <Barcode copyId={result.copy.copyId} />
    </span>
  );
}

function AgainButton({ code, again }: Again & { readonly code: string }) {
  const t = useDisplayTexts();
  return (
    <div>
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          again(code);
        }}
      >
        {t('again')} <span className="unseen">{code}</span>
      </Button>
    </div>
  );
}
