import { useEffect, useEffectEvent, useRef } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Batch } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { Screen } from '../../components/screen.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { BatchState } from './batch-state-panel.tsx';
import { isGoing } from './batch-state.ts';
import { batchQuery } from './queries.ts';
import { BatchResults } from './results.tsx';
import { useBatchListTexts } from './batch-list-texts.ts';
import styles from './batches.module.css';
import { useBatchText } from './use-batch-text.ts';

/** The screen of a batch: preview, run, results and undo (rules M3–M6). */
export function BatchScreen() {
  const { id } = useParams({ from: '/batches/$id' });
  const { data: batch } = useSuspenseQuery(batchQuery(id));
  const text = useBatchText(batch);
  useEndOf(batch);
  return (
    <Screen title={text.change} lead={text.selection}>
      <BatchState batch={batch} />
      {!isGoing(batch) && <BatchResults batch={batch} />}
      <Facts batch={batch} />
    </Screen>
  );
}

const TOLD = {
  previewed: 'toldPreview',
  done: 'toldDone',
  cancelled: 'toldCancelled',
  undone: 'toldUndone',
  failed: 'toldFailed',
} as const;

/** Reports that the running phase has ended. */
function useEndOf(batch: Batch): void {
  const t = useBatchListTexts();
  const text = useBatchText(batch);
  const wasGoing = useRef(false);
  const end = useEffectEvent(() => {
    const { status, counts } = batch;
    if (status === 'previewing' || status === 'running' || status === 'undoing') return;
    const tone = status === 'failed' ? 'error' : counts.failed > 0 ? 'warning' : 'done';
    notify(tone, t(TOLD[status], { counts: text.counts }));
  });
  const { status } = batch;
  const going = isGoing(batch);
  useEffect(() => {
    if (wasGoing.current) end();
    wasGoing.current = going;
  }, [status, going]);
}

function Facts({ batch }: { readonly batch: Batch }) {
  const t = useBatchListTexts();
  const common = useCommonTexts();
  const { moment } = useDays();
  const { startedBy, startedAt, undoneBy, reason, includeNewCopies, includeRuled } = batch;
  const rows: readonly (readonly [string, string | false | undefined])[] = [
    [t('madeBy'), t('by', { who: batch.createdBy, when: moment(batch.createdAt) })],
    [t('startedBy'), startedAt !== undefined && t('by', { who: startedBy ?? '', when: moment(startedAt) })],
    [t('undoneBy'), undoneBy],
    [common('reason'), reason],
    [t('extra'), includeNewCopies && t('newCopies')],
    [t('extra'), includeRuled && t('ruled')],
  ];
  return (
    <dl className="facts">
      {rows.map(
        ([label, value], index) =>
          value !== undefined &&
          value !== false && (
            <div key={index} className={styles.contents}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
