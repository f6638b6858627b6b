import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BatchOutcome, BatchResult } from '../../lib/domain/batch.ts';
import { applyBatch, blocksConcerned } from '../../lib/domain/batch-change.ts';
import { blocksAfter, resultOf } from '../../lib/domain/batch-outcome.ts';
import type { Block } from '../../lib/domain/block.ts';
import type { Copy } from '../../lib/domain/copy.ts';
import { anyBatch, anyBlocks } from '../../testing/arbitraries.ts';
import {
  aBatch,
  aCopy,
  aLoanBlock,
  aReservationBlock,
  blocksOf,
  RUNNING,
  TODAY,
} from '../../testing/builders.ts';

const now = '2026-10-12T08:05:00.000Z';
const byHand = aReservationBlock({ code: 7, reason: 'etalage' });
const code8 = aReservationBlock({ source: { type: 'batch', id: 'b1' }, placedAt: RUNNING.startedAt });
const ofRule = aReservationBlock({ source: { type: 'rule', id: 'KERST' } });
const carrying = (...blocks: readonly Block[]): Copy => aCopy({ blocks: blocksOf(...blocks) });

describe('M4: an outcome per copy, with its blocks of the kinds concerned', () => {
  const batch = aBatch({}, RUNNING);
  const shown = blocksOf(byHand, ofRule);
  const copy = carrying(byHand, ofRule, aLoanBlock());
  it.each<[string, Copy | undefined, Parameters<typeof resultOf>[2], Omit<BatchResult, 'copyId'>]>([
    [
      'it would change',
      copy,
      { change: { blocks: {}, lines: [] } },
      { outcome: 'will-change', before: shown },
    ],
    ['unchanged', copy, { outcome: 'unchanged' }, { outcome: 'unchanged', before: shown }],
    [
      'refused, and why',
      copy,
      { outcome: 'refused', reason: 'other-branch' },
      { outcome: 'refused', reason: 'other-branch', before: shown },
    ],
    [
      'unknown',
      undefined,
      { outcome: 'refused', reason: 'unknown-copy' },
      { outcome: 'refused', reason: 'unknown-copy', before: {} },
    ],
    [
      'T2: lapsed ones are not among them',
      carrying(aLoanBlock({ endDate: '2026-10-11' })),
      { outcome: 'unchanged' },
      { outcome: 'unchanged', before: {} },
    ],
  ])('%s', (_name, one, decision, result) => {
    const both = aBatch({ change: { reservation: null, loan: null } }, RUNNING);
    const of = one === copy ? batch : both;
    expect(resultOf(of, { copyId: '2905', copy: one }, decision)).toStrictEqual({
      copyId: '2905',
      ...result,
    });
  });

  it.each<[BatchOutcome, Partial<BatchResult>, readonly Block[]]>([
    ['will-change', {}, [code8, ofRule]],
    ['changed', {}, [code8, ofRule]],
    ['unchanged', {}, [byHand, ofRule]],
    ['refused', {}, [byHand, ofRule]],
    ['failed', {}, [byHand, ofRule]],
    ['changed', { after: blocksOf(ofRule) }, [ofRule]],
    ['changed', { after: {} }, []],
  ])('afterwards, %s, where more is known %j', (outcome, over, after) => {
    const result = { copyId: '2905', outcome, before: blocksOf(byHand, ofRule), ...over };
    expect(blocksAfter(batch, result)).toEqual(blocksOf(...after));
  });

  it('afterwards there are the blocks that the copy has, for any batch and any blocks', () => {
    fc.assert(
      fc.property(anyBatch, anyBlocks, (any, blocks) => {
        const one = aCopy({ blocks });
        const change = applyBatch(any, blocks, now);
        const result = resultOf(any, { copyId: '2905', copy: one }, { change });
        expect(blocksAfter(any, result)).toEqual(blocksConcerned(any, change.blocks, TODAY));
        expect(result.before).toEqual(blocksConcerned(any, blocks, TODAY));
      }),
    );
  });
});
