import { countResults, MOST_COPIES, phaseOf, STATUS_AFTER, type BatchState } from '../../domain/batch.ts';
import { omit } from '../../domain/omit.ts';
import { recordChunk, saveBatch, type BatchRecord } from '../../store/batches.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { ChunkDone } from './batch-chunk.ts';
import type { NextChunk } from './next-chunk.ts';

/** A batch that has come to an end. */
export const endedBatch = (
  context: RequestContext,
  state: BatchState,
  end: Partial<BatchState>,
): BatchState => ({
  ...omit(state, 'cancelled'),
  ...end,
  endedAt: context.now,
});

/**
 * The state once a chunk is done: counted, and ended where that was the last one, or somebody wants
 * it to stop.
 */
const stateAfter = (
  context: RequestContext,
  { state }: BatchRecord,
  done: ChunkDone,
  isLast: boolean,
): BatchState => {
  const counts = countResults(state.counts, done.results);
  const next: BatchState = {
    ...state,
    counts: { ...counts, selected: counts.selected + done.newcomers },
    affectedReservations: state.affectedReservations + done.affectedReservations,
    failures: 0,
    version: state.version + 1,
  };
  const phase = phaseOf(state);
  if (phase === 'preview' && next.counts.selected > MOST_COPIES) {
    return endedBatch(context, next, { status: 'failed', failure: 'too-many-copies' });
  }
  if (state.cancelled) return endedBatch(context, next, { status: 'cancelled' });
  if (!isLast) return next;
  const status = STATUS_AFTER[phase];
  return phase === 'preview' ? { ...next, status } : endedBatch(context, next, { status });
};

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
  const state = stateAfter(context, record, done, !isInHand(plan) && plan.next === undefined);
  const after: BatchRecord = {
    order,
    state,
    progress: { ...plan, chunk: chunk + (isInHand(progress) ? 1 : 0) },
  };
  const end = { ...(part !== undefined && { part }), ...(upTo !== undefined && { upTo }) };
  const recorded: Writes = isInHand(progress)
    ? recordChunk(order.id, phaseOf(record.state), { chunk, results: done.results, ...end })
    : {};
  return { after, writes: together(saveBatch(record, after), recorded) };
};
