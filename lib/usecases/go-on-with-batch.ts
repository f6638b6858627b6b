import { randomUUID } from 'node:crypto';
import {
  countResults,
  isGoingOn,
  MOST_COPIES,
  phaseOf,
  STATUS_AFTER,
  type BatchState,
} from '../domain/batch.ts';
import { dayOf } from '../domain/calendar.ts';
import { omit } from '../domain/omit.ts';
import { loadBatch, recordChunk, saveBatch, takeGuards, type BatchRecord } from '../store/batches.ts';
import { finishWork, strikeOut, type BatchWork } from '../store/work.ts';
import { together, WriteLost, type Writes } from '../store/writes.ts';
import type { Act } from './act.ts';
import { doChunk, type ChunkDone } from './batch-chunk.ts';
import { planNext, type Plan } from './batch-plan.ts';
import { Superseded } from './change-in-batch.ts';
import { untilSettled } from './settle.ts';
import type { TurnEnd } from './take-turn.ts';

/** So often in a row may going on with a batch go wrong: minutes, since the pauses between grow. */
const MOST_FAILURES = 10;
const LONGEST_PAUSE = 16;
/** For so many pauses a run waits for the index to know of all copies that came before its rule was set (rule C1). */
const PAUSES_AFTER_RULE = 2;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const ended = (act: Act, state: BatchState, end: Partial<BatchState>): BatchState => ({
  ...omit(state, 'cancelled'),
  ...end,
  endedAt: act.now,
});

/** The state once a chunk is done: counted, and ended where that was the last one, or somebody wants it to stop. */
const stateAfter = (act: Act, { state }: BatchRecord, done: ChunkDone, isLast: boolean): BatchState => {
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
    return ended(act, next, { status: 'failed', failure: 'too-many-copies' });
  }
  if (state.cancelled) return ended(act, next, { status: 'cancelled' });
  if (!isLast) return next;
  const status = STATUS_AFTER[phase];
  return phase === 'preview' ? { ...next, status } : ended(act, next, { status });
};

/** Whether there is something to record: copies, or that there are none in a part of the selection. */
const isInHand = ({ taking, part }: Plan): boolean => taking.length > 0 || part !== undefined;

/** The chunk in hand as done, and the next one in hand; the end of the phase where there is none. */
const advanced = (act: Act, record: BatchRecord, done: ChunkDone, plan: Plan) => {
  const { order, progress } = record;
  const { chunk, part, upTo } = progress;
  const state = stateAfter(act, record, done, !isInHand(plan) && plan.next === undefined);
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

/** The batch as it is now, if the same chunk is still in hand: then somebody has only said that it is to stop. */
const reloaded = async (act: Act, { order, state, progress }: BatchRecord): Promise<BatchRecord> => {
  const now = await loadBatch(act.table, order.id);
  const isSame =
    now &&
    isGoingOn(now.state) &&
    phaseOf(now.state) === phaseOf(state) &&
    now.progress.chunk === progress.chunk &&
    now.progress.taking.join() === progress.taking.join();
  if (!isSame) throw new Superseded();
  return now;
};

/** Records what was done, and takes the next chunk in hand, in one write; with the last one the work is struck out. */
const record = async (
  act: Act,
  work: BatchWork,
  seen: BatchRecord,
  done: ChunkDone,
  plan: Plan,
): Promise<BatchRecord> => {
  for (let current = seen; ; current = await reloaded(act, current)) {
    const { after, writes } = advanced(act, current, done, plan);
    try {
      await act.table.write(isGoingOn(after.state) ? writes : together(writes, finishWork(work)));
      return after;
    } catch (error) {
      if (!(error instanceof WriteLost)) throw error;
    }
  }
};

/** The act at the time and on the day that it has become since it began. */
const running = (act: Act): (() => Act) => {
  const began = performance.now();
  return () => {
    const now = new Date(Date.parse(act.now) + performance.now() - began).toISOString();
    return { ...act, now, today: dayOf(now) };
  };
};

/** Nothing in hand: whoever goes on later takes the next chunk, and knows that nobody has begun it. */
const later = ({ progress }: BatchRecord): Plan => ({
  taking: [],
  ...(progress.next && { next: progress.next }),
});

/** Goes on chunk by chunk as long as there is time. */
const goOn = async (act: Act, work: BatchWork, isTimeUp: () => boolean): Promise<TurnEnd> => {
  const holder = randomUUID();
  const actNow = running(act);
  await untilSettled(() => takeGuards(act.table, work.batchId, holder));
  let current = await loadBatch(act.table, work.batchId);
  if (!current || !isGoingOn(current.state)) {
    await strikeOut(act.table, work);
    return 'done';
  }
  const { status, rule } = current.state;
  if (status === 'running' && rule && current.progress.chunk === 0) {
    await pause(PAUSES_AFTER_RULE * act.settings.pauseMs);
  }
  // What is in hand at the beginning may have been begun by a worker that was cut off.
  for (let suspect = true; isGoingOn(current.state); suspect = false) {
    const isOver = !suspect && isTimeUp();
    const now = actNow();
    const [done, plan] = await Promise.all([
      doChunk(now, current, { holder, suspect }),
      isOver ? later(current) : planNext(now, current),
    ]);
    current = await record(actNow(), work, current, done, plan);
    if (isOver && isGoingOn(current.state)) return 'more';
  }
  return 'done';
};

/** Notes that something went wrong, and how often by now; with too many times the batch has failed, and says so. */
const noteFailure = async (act: Act, work: BatchWork): Promise<number> => {
  const current = await loadBatch(act.table, work.batchId);
  if (!current || !isGoingOn(current.state)) return 0;
  const failures = current.state.failures + 1;
  const noted = { ...current.state, failures, version: current.state.version + 1 };
  const hasFailed = failures >= MOST_FAILURES;
  const state = hasFailed ? ended(act, noted, { status: 'failed', failure: 'internal' }) : noted;
  const save = saveBatch(current, { ...current, state });
  try {
    await act.table.write(hasFailed ? together(save, finishWork(work)) : save);
  } catch (error) {
    if (!(error instanceof WriteLost)) throw error;
  }
  return failures;
};

/**
 * Goes on with a batch, whichever phase it is in, whoever began it (rules M3, M5). The copies of a chunk are written down
 * before anything is done with them, and recorded with their outcomes in the write that takes the next chunk in hand: it
 * may be broken off anywhere, and each copy still has one outcome. `more` where time was up, or something went wrong that
 * may pass; what goes wrong time after time is thrown, and the batch has failed.
 */
export const goOnWithBatch = async (act: Act, work: BatchWork, isTimeUp: () => boolean): Promise<TurnEnd> => {
  try {
    return await goOn(act, work, isTimeUp);
  } catch (error) {
    if (error instanceof Superseded) return 'more';
    // Where not even that can be noted, there is nothing to do but to try again later.
    const failures = await noteFailure(act, work).catch(() => 1);
    if (failures >= MOST_FAILURES) throw error;
    await pause(act.settings.pauseMs * Math.min(2 ** failures, LONGEST_PAUSE));
    return 'more';
  }
};
