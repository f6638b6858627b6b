import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isGoingOn, phaseOf } from '../../domain/batch.ts';
import { dayOf } from '../../domain/calendar.ts';
import {
  loadBatch,
  saveBatch,
  SLOTS,
  stillHolds,
  takeGuards,
  type BatchRecord,
} from '../../store/batches.ts';
import { finishWork, strikeOut, type BatchWork } from '../../store/work.ts';
import { together, WriteLost } from '../../store/writes.ts';
import type { Act } from '../core/request-context.ts';
import { advanced, ended } from './batch-progress.ts';
import { doChunk, type ChunkDone } from './batch-chunk.ts';
import { planNext, type Plan } from './next-chunk.ts';
import { Superseded } from './apply-to-copy.ts';
import { untilSettled } from '../core/retry.ts';
import type { TurnEnd } from '../core/work-lease.ts';

/** So often in a row may going on with a batch go wrong: minutes, since the pauses between grow. */
const MOST_FAILURES = 10;
const LONGEST_PAUSE = 16;
/** For so many pauses a run waits for the index to know of all copies that came before its rule was set (rule C1). */
const PAUSES_AFTER_RULE = 2;

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

/** What a turn goes on with, and the name by which the guards know it. */
interface OnTurn {
  readonly work: BatchWork;
  readonly holder: string;
}

/**
 * Records what was done, and takes the next chunk in hand, in one write; with the last one the work is struck out. Only as
 * long as this worker holds the guards: another one may have seen the same copies otherwise.
 */
const record = async (
  act: Act,
  { work, holder }: OnTurn,
  seen: BatchRecord,
  done: ChunkDone,
  plan: Plan,
): Promise<BatchRecord> => {
  for (let current = seen; ; current = await reloaded(act, current)) {
    const { after, writes } = advanced(act, current, done, plan);
    const end = isGoingOn(after.state) ? {} : finishWork(work);
    try {
      await act.table.write(together(writes, end, stillHolds(work.batchId, SLOTS[0] ?? 0, holder)));
      return after;
    } catch (error) {
      if (!(error instanceof WriteLost)) throw error;
      if (error.lost.includes('superseded')) throw new Superseded();
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

/** The batch, if it waits for this very work; work that it has been through, or that was put down anew, is struck out. */
const standingBatch = async (act: Act, work: BatchWork): Promise<BatchRecord | undefined> => {
  const found = await loadBatch(act.table, work.batchId);
  if (found && isGoingOn(found.state) && found.state.begun === work.version) return found;
  await strikeOut(act.table, work);
  return undefined;
};

/** Goes on chunk by chunk as long as there is time. */
const goOn = async (act: Act, work: BatchWork, isTimeUp: () => boolean): Promise<TurnEnd> => {
  const onTurn = { work, holder: randomUUID() };
  const actNow = running(act);
  if (!(await standingBatch(act, work))) return 'done';
  await untilSettled(() => takeGuards(act.table, work.batchId, onTurn.holder));
  let current = await standingBatch(act, work);
  if (!current) return 'done';
  const { status, rule } = current.state;
  if (status === 'running' && rule && current.progress.chunk === 0) {
    await pause(PAUSES_AFTER_RULE * act.settings.pauseMs);
  }
  // What is in hand at the beginning may have been begun by a worker that was cut off.
  for (let suspect = true; isGoingOn(current.state); suspect = false) {
    const isOver = !suspect && isTimeUp();
    const now = actNow();
    const [done, plan] = await Promise.all([
      doChunk(now, current, { ...onTurn, suspect }),
      isOver ? later(current) : planNext(now, current),
    ]);
    current = await record(actNow(), onTurn, current, done, plan);
    if (isOver && isGoingOn(current.state)) return 'more';
  }
  return 'done';
};

/** Notes that something went wrong, and how often by now; with too many times the batch has failed, and says so. */
const noteFailure = async (act: Act, work: BatchWork): Promise<number> => {
  const current = await standingBatch(act, work);
  if (!current) return 0;
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
