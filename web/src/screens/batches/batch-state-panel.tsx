import { useEffect, useRef } from 'react';
import { Loader, Progress } from '@mantine/core';
import type { Batch } from '../../lib/api/types.ts';
import { useSession } from '../../lib/session/session.tsx';
import { BatchActions } from './batch-actions.tsx';
import { isGoing, needsAdmin, outcomesOf, phaseOf } from './batch-state.ts';
import { BatchStatusTag } from './batch-status-tag.tsx';
import { useBatchListTexts } from './batch-list-texts.ts';
import { useBatchText } from './use-batch-text.ts';
import styles from './batches.module.css';

/** The state of a batch in large type, its progress and its actions. */
export function BatchState({ batch }: { readonly batch: Batch }) {
  const text = useBatchText(batch);
  const heading = useRef<HTMLHeadingElement>(null);
  const known = useRef(batch.status);
  useEffect(() => {
    // The pressed button is gone: the panel takes the focus.
    if (known.current !== batch.status && document.activeElement === document.body) heading.current?.focus();
    known.current = batch.status;
  }, [batch.status]);
  return (
    <section className={`panel ${styles.state ?? ''}`} aria-labelledby="batch-state">
      <div className="row">
        <BatchStatusTag batch={batch} text={text.status} />
      </div>
      <h2 id="batch-state" ref={heading} tabIndex={-1}>
        <Headline batch={batch} />
      </h2>
      {isGoing(batch) ? <BatchProgress batch={batch} /> : <BatchSummary batch={batch} />}
      <BatchActions batch={batch} />
    </section>
  );
}

function Headline({ batch }: { readonly batch: Batch }) {
  const t = useBatchListTexts();
  const { status, counts } = batch;
  if (status === 'previewing') return t('lookedAt', { count: counts.selected });
  if (isGoing(batch)) return t('doneOf', { done: counts.done, selected: counts.selected });
  const phase = phaseOf(batch);
  if (phase === 'undo') return t('putBack', { count: counts.changed });
  if (phase === 'run') return t('changed', { count: counts.changed });
  const count = outcomesOf(batch).find(([outcome]) => outcome === 'will-change')?.[1] ?? 0;
  return status === 'previewed' && count > 0 ? t('willChange', { count }) : t('nothingChanges');
}

function BatchProgress({ batch }: { readonly batch: Batch }) {
  const t = useBatchListTexts();
  const { done, selected } = batch.counts;
  if (batch.status === 'previewing')
    return (
      <p className="row quiet">
        <Loader size="sm" aria-hidden="true" /> {t('previewing')}
      </p>
    );
  const percent = selected === 0 ? 0 : Math.floor((100 * done) / selected);
  return (
    <>
      <Progress size="xl" value={percent} aria-label={t('progress')} />
      <p className="quiet">{t('goesOn')}</p>
    </>
  );
}

function BatchSummary({ batch }: { readonly batch: Batch }) {
  const t = useBatchListTexts();
  const { person } = useSession();
  const { status, counts, affectedReservations, failure } = batch;
  const isPreviewed = status === 'previewed';
  const wasStopped = status === 'cancelled' && phaseOf(batch) === 'run';
  const notReached = wasStopped ? counts.selected - counts.done : 0;
  return (
    <>
      {isPreviewed && <p>{t('ofSelected', { selected: counts.selected })}</p>}
      {status === 'cancelled' && !wasStopped && <p>{t('cancelledDetail')}</p>}
      {notReached > 0 && <p>{t('notReached', { count: notReached })}</p>}
      {failure !== undefined && <p className={styles.warning}>{t(`failure.${failure}`)}</p>}
      {affectedReservations > 0 && (
        <p className={styles.note}>{t('touched', { count: affectedReservations })}</p>
      )}
      {isPreviewed && needsAdmin(batch) && person.role !== 'admin' && (
        <p className={styles.warning}>{t('needsAdmin')}</p>
      )}
    </>
  );
}
