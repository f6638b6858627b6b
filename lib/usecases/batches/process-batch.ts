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
import { together, WriteLost } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { advanceBatch, planNextChunk, type NextChunk } from './next-chunk.ts';
import { processChunk } from './batch-chunk.ts';
import { Superseded } from './apply-to-copy.ts';
import { retryOnConflict } from '../core/retry.ts';
import type { WorkProgress } from '../core/work-lease.ts';

const LONGEST_PAUSE = 16;
/**
 * For so many pauses a run waits for the index to know of all copies that came before its rule was
 * set (rule C1).
 */
const PAUSES_AFTER_RULE = 2;

/**
 * The batch as it is now, if the same chunk is still in hand: then somebody has only said that it
 * is to stop.
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

/** The work, and the name by which the fence knows this worker. */
interface LeasedBatch {
  readonly work: BatchWork;
  readonly holder: string;
}

/**
 * Records what was done, and takes the next chunk in hand, in one write; with the last one the work
 * is completed. Only as long as this worker holds the fence: another one may have seen the same
 * copies otherwise.
 */
const record = async (
  context: RequestContext,
  { work, holder }: LeasedBatch,
  seen: BatchRecord,
  { done, plan }: { readonly done: ChunkDone; readonly plan: NextChunk },
): Promise<BatchRecord> => {
  for (let current = seen; ; current = await reloaded(context, current)) {
    const { after, writes } = advanceBatch(context, current, done, plan);
    const end = isGoingOn(after.state) ? {} : finishWork(work);
    try {
      await context.table.write(together(writes, end, holdsFence(work.batchId, SLOTS[0] ?? 0, holder)));
      return after;
    } catch (error) {
      if (!(error instanceof WriteLost)) throw error;
      if (error.lost.includes('superseded')) throw new Superseded();
    }
  }
};

/** The context at the time and on the day that it is by now. */
const running = (context: RequestContext): (() => RequestContext) => {
  const began = performance.now();
  return () => {
    const now = new Date(Date.parse(context.now) + performance.now() - began).toISOString();
    return { ...context, now, today: dayOf(now) };
  };
};

/**
 * Nothing in hand: whoever goes on later takes the next chunk, and knows that nobody has begun it.
 */
const later = ({ progress }: BatchRecord): NextChunk => ({
  taking: [],
  ...(progress.next && { next: progress.next }),
});

/**
 * The batch, if it waits for this very work; work that it has been through, or that was put down
 * anew, is completed.
 */
const pendingBatch = async (context: RequestContext, work: BatchWork): Promise<BatchRecord | undefined> => {
  const found = await loadBatch(context.table, work.batchId);
  if (found && isGoingOn(found.state) && found.state.begun === work.version) return found;
  await completeWork(context.table, work);
  return undefined;
};

/** Goes on chunk by chunk as long as there is time. */
const goOn = async (
  context: RequestContext,
  work: BatchWork,
  isTimeUp: () => boolean,
): Promise<WorkProgress> => {
  const leased = { work, holder: randomUUID() };
  const contextNow = running(context);
  if (!(await pendingBatch(context, work))) return 'done';
  await retryOnConflict(() => takeFence(context.table, work.batchId, leased.holder));
  let current = await pendingBatch(context, work);
  if (!current) return 'done';
  const { status, rule } = current.state;
  if (status === 'running' && rule && current.progress.chunk === 0) {
    await pause(PAUSES_AFTER_RULE * context.settings.pauseMs);
  }
  // What is in hand at the beginning may have been begun by a worker that was cut off.
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

/** Notes that something went wrong; the state after it, undefined where the work is done. */
const noteFailure = async (context: RequestContext, work: BatchWork): Promise<BatchState | undefined> => {
  const current = await pendingBatch(context, work);
  if (!current) return undefined;
  const state = afterFailure(current.state, context.now);
  const save = saveBatch(current, { ...current, state });
  await context.table.tryWrite(isGoingOn(state) ? save : together(save, finishWork(work)));
  return state;
};

/**
 * Goes on with a batch, whichever phase it is in, whoever began it (rules M3, M5). The copies of a
 * chunk are written down before anything is done with them, and recorded with their outcomes in the
 * write that takes the next chunk in hand: it may be broken off anywhere, and each copy still has
 * one outcome. `more` where time was up, or something went wrong that may pass; what goes wrong
 * time after time is thrown, and the batch has failed.
 */
export const processBatch = async (
  context: RequestContext,
  work: BatchWork,
  isTimeUp: () => boolean,
): Promise<WorkProgress> => {
  try {
    return await goOn(context, work, isTimeUp);
  } catch (error) {
    if (error instanceof Superseded) return 'more';
    // Where not even that can be noted, there is nothing to do but to try again later.
    const state = await noteFailure(context, work).catch(() => undefined);
    if (state && !isGoingOn(state)) throw error;
    const failures = state?.failures ?? 1;
    await pause(context.settings.pauseMs * Math.min(2 ** failures, LONGEST_PAUSE));
    return 'more';
  }
};
