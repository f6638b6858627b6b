import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  afterFailure,
  isGoingOn,
  phaseOf,
  type BatchState,
  type ChunkDone,
} from '../../domain/batch-state.ts';
import { dayOf } from '../../domain/calendar.ts';
import { loadBatch, saveBatch, SLOTS, holdsFence, takeFence, type BatchRecord } from '../../store/batches.ts';
import { finishWork, completeWork, type BatchWork } from '../../store/work.ts';
import { together } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { advanceBatch, planNextChunk, type NextChunk } from './next-chunk.ts';
import { processChunk } from './batch-chunk.ts';
import { superseded, Superseded } from './apply-to-copy.ts';
import { retryOnConflict } from '../core/retry.ts';
import type { WorkProgress } from '../core/work-lease.ts';

/** In pauses. It doubles without jitter: only one worker at a time has the batch. */
const LONGEST_PAUSE = 16;
/**
 * Pauses before a run whose rule was just set, so that the index has all copies that came before
 * (rule C1).
 */
const PAUSES_AFTER_RULE = 2;

/**
 * Reads the batch again after a lost write. Throws `Superseded`, unless the same chunk is in
 * progress: then somebody only asked to cancel.
 */
const reloaded = async (
  context: RequestContext,
  { order, state, progress }: BatchRecord,
): Promise<BatchRecord> => {
  const now = await loadBatch(context.table, order.id);
  const isSame =
    now &&
    isGoingOn(now.state) &&
    phaseOf(now.state) === phaseOf(state) &&
    now.progress.chunk === progress.chunk &&
    now.progress.taking.join() === progress.taking.join();
  if (!isSame) throw new Superseded();
  return now;
};

/** The work, and the name of this worker in the fence. */
interface LeasedBatch {
  readonly work: BatchWork;
  readonly holder: string;
}

/**
 * Records the finished chunk and starts the next in one write; the last write completes the work.
 * Requires the fence: another worker may be working on the same copies.
 */
const record = (
  context: RequestContext,
  { work, holder }: LeasedBatch,
  seen: BatchRecord,
  { done, plan }: { readonly done: ChunkDone; readonly plan: NextChunk },
): Promise<BatchRecord> =>
  retryOnConflict(async (isFirst) => {
    const current = isFirst ? seen : await reloaded(context, seen);
    const { after, writes } = advanceBatch(context, current, done, plan);
    const end = isGoingOn(after.state) ? {} : finishWork(work);
    const fence = holdsFence(work.batchId, SLOTS[0] ?? 0, holder);
    await context.table.write(together(writes, end, fence)).catch(superseded);
    return after;
  });

/** Answers the context with the time and day of the moment: a batch may run past midnight. */
const contextClock = (context: RequestContext): (() => RequestContext) => {
  const began = performance.now();
  return () => {
    const now = new Date(Date.parse(context.now) + performance.now() - began).toISOString();
    return { ...context, now, today: dayOf(now) };
  };
};

/** Starts no chunk: the next worker then knows that nobody has worked on its chunk. */
const later = ({ progress }: BatchRecord): NextChunk => ({
  taking: [],
  ...(progress.next && { next: progress.next }),
});

/** The batch, if it still waits for this work; otherwise the work is outdated, and is completed. */
const pendingBatch = async (context: RequestContext, work: BatchWork): Promise<BatchRecord | undefined> => {
  const found = await loadBatch(context.table, work.batchId);
  if (found && isGoingOn(found.state) && found.state.begun === work.version) return found;
  await completeWork(context.table, work);
  return undefined;
};

/** Processes chunks while there is time. */
const processChunks = async (
  context: RequestContext,
  work: BatchWork,
  isTimeUp: () => boolean,
): Promise<WorkProgress> => {
  const leased = { work, holder: randomUUID() };
  const contextNow = contextClock(context);
  if (!(await pendingBatch(context, work))) return 'done';
  await retryOnConflict(() => takeFence(context.table, work.batchId, leased.holder));
  let current = await pendingBatch(context, work);
  if (!current) return 'done';
  const { status, rule } = current.state;
  if (status === 'running' && rule && current.progress.chunk === 0) {
    await pause(PAUSES_AFTER_RULE * context.settings.pauseMs);
  }
  // A worker that was interrupted may have started the first chunk.
  for (let suspect = true; isGoingOn(current.state); suspect = false) {
    const isOver = !suspect && isTimeUp();
    const now = contextNow();
    const [done, plan] = await Promise.all([
      processChunk(now, current, { ...leased, suspect }),
      isOver ? later(current) : planNextChunk(now, current),
    ]);
    current = await record(contextNow(), leased, current, { done, plan });
    if (isOver && isGoingOn(current.state)) return 'more';
  }
  return 'done';
};

/** Records a failure. Answers the new state; undefined when the work is done. */
const noteFailure = async (context: RequestContext, work: BatchWork): Promise<BatchState | undefined> => {
  const current = await pendingBatch(context, work);
  if (!current) return undefined;
  const state = afterFailure(current.state, context.now);
  const save = saveBatch(current, { ...current, state });
  await context.table.tryWrite(isGoingOn(state) ? save : together(save, finishWork(work)));
  return state;
};

/**
 * Continues a batch in its current phase (rules M3, M5). The copies of a chunk are saved before any
 * is changed; their outcomes are recorded in the write that starts the next chunk. So it can be
 * interrupted anywhere, and each copy gets one outcome. `more` when time was up, or after a failure
 * that may pass. Repeated failures fail the batch, and the error is thrown.
 */
export const processBatch = async (
  context: RequestContext,
  work: BatchWork,
  isTimeUp: () => boolean,
): Promise<WorkProgress> => {
  try {
    return await processChunks(context, work, isTimeUp);
  } catch (error) {
    if (error instanceof Superseded) return 'more';
    // When even the failure cannot be recorded, try again later.
    const state = await noteFailure(context, work).catch(() => undefined);
    if (state && !isGoingOn(state)) throw error;
    const failures = state?.failures ?? 1;
    await pause(context.settings.pauseMs * Math.min(2 ** failures, LONGEST_PAUSE));
    return 'more';
  }
};
