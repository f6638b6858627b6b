import { defined } from '../../domain/defined.ts';
import { afterChunk, phaseOf, type ChunkDone } from '../../domain/batch-state.ts';
import { recordChunk, saveBatch, type BatchRecord } from '../../store/batches.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { NextChunk } from './next-chunk.ts';

/**
 * Whether there is something to record: copies, or that there are none in a part of the selection.
 */
const isInHand = ({ taking, part }: NextChunk): boolean => taking.length > 0 || part !== undefined;

/**
 * The chunk in hand as done, and the next one in hand; the end of the phase where there is none.
 */
export const advanceBatch = (
  context: RequestContext,
  record: BatchRecord,
  done: ChunkDone,
  plan: NextChunk,
) => {
  const { order, progress } = record;
  const { chunk, part, upTo } = progress;
  const isLast = !isInHand(plan) && plan.next === undefined;
  const state = afterChunk(record.state, done, isLast, context.now);
  const after: BatchRecord = {
    order,
    state,
    progress: { ...plan, chunk: chunk + (isInHand(progress) ? 1 : 0) },
  };
  const end = { ...defined({ part, upTo }) };
  const recorded: Writes = isInHand(progress)
    ? recordChunk(order.id, phaseOf(record.state), { chunk, results: done.results, ...end })
    : {};
  return { after, writes: together(saveBatch(record, after), recorded) };
};
