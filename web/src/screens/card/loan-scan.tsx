import { useState, type SyntheticEvent } from 'react';
import { Button, TextInput } from '@mantine/core';
import type { Act } from '../../lib/api/act.ts';
import { connected } from '../../lib/api/connection.ts';
import type { CheckOut } from '../../lib/api/types.ts';
import { useStore } from '../../lib/store.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { Tag } from '../../components/tag.tsx';
import { useChange } from '../../components/use-change.ts';
import { Barcode, TitleOfCopy } from '../../components/title-name.tsx';
import type { Scan } from '../../features/scanning/scan-queue.ts';
import styles from './card.module.css';
import { isOverridable } from './is-overridable.ts';
import { useCardTexts } from './texts.ts';
import { useToTell } from '../../features/copy-actions/use-to-tell.ts';
import { useLoanText } from './use-loan-text.ts';

type LendAnyway = (act: Act, reason: string) => Promise<void>;

/** The result of a scan: the loan, or all reasons of the refusal. */
export function LoanScan(props: {
  readonly scan: Scan<CheckOut>;
  readonly newest: boolean;
  readonly lendAnyway: LendAnyway;
}) {
  const { scan } = props;
  const t = useCardTexts();
  return (
    <div className="stack tight">
      <p className={`row ${styles.outcome ?? ''} ${props.newest ? (styles.newest ?? '') : ''}`}>
        <Outcome scan={scan} />
        {scan.state === 'done' ? (
          <>
            <span>
              <TitleOfCopy copyId={scan.code} />
            </span>
            <Barcode copyId={scan.code} />
          </>
        ) : (
          <span className="mono">{t('barcodeIs', { code: scan.code })}</span>
        )}
      </p>
      {scan.result && <Told loan={scan.result} />}
      {scan.state === 'failed' && <ProblemBox error={scan.error} />}
      {scan.state === 'failed' && isOverridable(scan.error) && <Override lendAnyway={props.lendAnyway} />}
    </div>
  );
}

function Told({ loan }: { readonly loan: CheckOut }) {
  const toTell = useToTell();
  return toTell(loan).map((sentence) => (
    <p key={sentence} className={styles.outcome}>
      <Tag tone="warning">{sentence}</Tag>
    </p>
  ));
}

function Outcome({ scan }: { readonly scan: Scan<CheckOut> }) {
  const t = useCardTexts();
  const text = useLoanText();
  const through = useStore(connected);
  if (scan.result !== undefined) return <Tag tone="done">{text(scan.result)}</Tag>;
  if (scan.state === 'failed') return <Tag tone="error">{t('refused')}</Tag>;
  return <Tag tone="warning">{t(through ? 'busy' : 'waits')}</Tag>;
}

/** Asks for a reason to lend the copy in spite of the refusal; the history keeps it (rule S5). */
function Override({ lendAnyway }: { readonly lendAnyway: LendAnyway }) {
  const t = useCardTexts();
  const [reason, setReason] = useState('');
  const change = useChange(lendAnyway);
  const lend = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') change.mutate(reason.trim());
  };
  return (
    <form className="stack tight" onSubmit={lend}>
      <div className="row low">
        <TextInput
          label={t('overrideReason')}
          className={styles.reason ?? ''}
          value={reason}
          maxLength={500}
          required
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
        <Button type="submit" variant="default" loading={change.isPending}>
          {t('override')}
        </Button>
      </div>
      <ProblemBox error={change.error} />
    </form>
  );
}
