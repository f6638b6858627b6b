import { memo, useState } from 'react';
import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Batch, BatchResult } from '../../lib/api/types.ts';
import { BlockTags } from '../../features/blocks/copy-tags.tsx';
import { More } from '../../components/more.tsx';
import { ProblemBox } from '../../components/problem-box.tsx';
import { Tag, type Tone } from '../../components/tag.tsx';
import { CopyCells } from '../../components/title-name.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { TableBox } from '../../components/table-box.tsx';
import { outcomesOf, outcomeWord, phaseOf, type OutcomeWord } from './batch-state.ts';
import { CsvButton } from './csv-button.tsx';
import { resultsQuery } from './queries.ts';
import { useResultTexts } from './result-texts.ts';
import { useBatchTexts } from './batch-texts.ts';
import styles from './batches.module.css';

/**
 * The outcome for each copy: blocks before and after, affected reservations, and the reason of a
 * refusal (rules M3, M4).
 */
export function BatchResults({ batch }: { readonly batch: Batch }) {
  const t = useResultTexts();
  const sayOf = useBatchTexts();
  const common = useCommonTexts();
  const [outcome, show] = useState<BatchResult['outcome']>();
  const outcomes = outcomesOf(batch);
  const shown = outcomes.some(([one]) => one === outcome) ? outcome : undefined;
  const results = useInfiniteQuery({ ...resultsQuery(batch, shown), placeholderData: keepPreviousData });
  const total = outcomes.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  const filters = [[undefined, total] as const, ...outcomes];
  return (
    <section className="stack" aria-labelledby="batch-results">
      <div className="row apart">
        <h2 id="batch-results">{t(phaseOf(batch) === 'undo' ? 'resultsOfUndo' : 'results')}</h2>
        <CsvButton batch={batch} />
      </div>
      <div className="row" role="group" aria-label={t('filter')}>
        {filters.map(([one, count]) => (
          <Button
            key={one ?? 'all'}
            size="xs"
            variant={one === shown ? 'filled' : 'default'}
            aria-pressed={one === shown}
            onClick={() => {
              show(one);
            }}
          >
            {one === undefined ? common('all') : sayOf(`outcome.${outcomeWord(batch, one)}`)} ({count})
          </Button>
        ))}
      </div>
      <ProblemBox error={results.error} />
      {results.data ? (
        <ResultTable batch={batch} results={results.data} />
      ) : (
        results.isPending && <p role="status">{common('loading')}</p>
      )}
      <More of={results} />
    </section>
  );
}

function ResultTable({
  batch,
  results,
}: {
  readonly batch: Batch;
  readonly results: readonly BatchResult[];
}) {
  const t = useResultTexts();
  const common = useCommonTexts();
  const headings = [common('title'), common('barcode'), t('outcome'), t('old'), t('now')];
  return (
    <TableBox label={t('resultsTable')} className={styles.results}>
      <table>
        <caption className="unseen">{t('resultsTable')}</caption>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
            <th scope="col" className="number">
              {t('reservations')}
            </th>
          </tr>
        </thead>
        <tbody>
          {results.map((result) => (
            <ResultRow key={result.copyId} result={result} word={outcomeWord(batch, result.outcome)} />
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

const TONES: Readonly<Record<OutcomeWord, Tone>> = {
  'will-change': 'note',
  changed: 'done',
  'put-back': 'done',
  unchanged: 'plain',
  refused: 'warning',
  failed: 'error',
};

/** There can be thousands of rows: an unchanged row does not render again. */
const ResultRow = memo(function ResultRow(props: {
  readonly result: BatchResult;
  readonly word: OutcomeWord;
}) {
  const sayOf = useBatchTexts();
  const { copyId, outcome, before, after, reservations = 0, detail } = props.result;
  const changes = outcome === 'changed' || outcome === 'will-change';
  return (
    <tr>
      <CopyCells copyId={copyId} />
      <td>
        <span className={styles.whole}>
          <Tag tone={TONES[props.word]}>{sayOf(`outcome.${props.word}`)}</Tag>
        </span>
        {detail !== undefined && <div className={styles.why}>{detail}</div>}
      </td>
      <td className={styles.whole}>
        <BlockTags blocks={before} />
      </td>
      <td className={styles.whole}>{changes && <BlockTags blocks={after} />}</td>
      <td className="number">{reservations > 0 && reservations}</td>
    </tr>
  );
});
