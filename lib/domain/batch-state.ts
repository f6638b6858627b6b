// Long: every state of a batch, and every way from one to the next, read as one table.

import type { Actor, BatchOrder, BatchResult, Phase } from './batch.ts';
import type { Instant } from './calendar.ts';
import { omit } from './omit.ts';
import type { StandingRule } from './standing-rule.ts';

/** How far a batch is (contract). */
export type BatchStatus =
  'previewing' | 'previewed' | 'running' | 'done' | 'cancelled' | 'undoing' | 'undone' | 'failed';

/** How many copies were selected, and how many of them have had each outcome. */
export type BatchCounts = Readonly<
  Record<'selected' | 'changed' | 'unchanged' | 'refused' | 'failed', number>
>;

export const NO_BATCH_COUNTS: BatchCounts = { selected: 0, changed: 0, unchanged: 0, refused: 0, failed: 0 };

/** Copies that have had their outcome. */
export const doneOf = ({ changed, unchanged, refused, failed }: BatchCounts): number =>
  changed + unchanged + refused + failed;

/** The counts with those of more results. What would change in a run has not been changed. */
export const countResults = (counts: BatchCounts, results: readonly BatchResult[]): BatchCounts => {
  const sum = { ...counts };
  for (const { outcome } of results) if (outcome !== 'will-change') sum[outcome] += 1;
  return sum;
};

/** What happens to a batch, and what has come of it so far. */
export interface BatchState {
  readonly status: BatchStatus;
  readonly counts: BatchCounts;
  /** How many copies were selected when it was previewed, once it has been run. */
  readonly previewed?: number;
  /** Open copy reservations that the blocks touch (rule B7). */
  readonly affectedReservations: number;
  /** Who runs it, and since when. */
  readonly runBy?: Actor;
  readonly startedAt?: Instant;
  readonly undoneBy?: Actor;
  readonly endedAt?: Instant;
  /** The standing rule that the run has set, and the one it took the place of (rules C1, M5). */
  readonly rule?: { readonly edition: string; readonly before?: StandingRule };
  /** Somebody wants it to stop. */
  readonly cancelled?: true;
  /** Why it failed: more copies than a batch may have, or something went wrong time after time. */
  readonly failure?: 'too-many-copies' | 'internal';
  /** How often in a row going on with it went wrong. */
  readonly failures: number;
  /**
   * The version with which the phase began, or began again: the work that was put down then is the
   * one to do.
   */
  readonly begun: number;
  readonly version: number;
}

/** A batch (Dutch: seriemutatie). */
export interface Batch {
  readonly order: BatchOrder;
  readonly state: BatchState;
}

/** More copies than this are too many for one batch (rule M6). */
const MOST_COPIES = 1_000_000;
/** Above this an admin must run it (rule M6). */
const MOST_FOR_STAFF = 5_000;

/** Which phase the results and counts of a batch are of. */
export const phaseOf = ({ status, startedAt, undoneBy }: BatchState): Phase => {
  if (undoneBy !== undefined) return 'undo';
  return startedAt === undefined || status === 'previewing' || status === 'previewed' ? 'preview' : 'run';
};

/** Whether something still writes for it, or is about to. */
export const isGoingOn = ({ status }: BatchState): boolean =>
  status === 'previewing' || status === 'running' || status === 'undoing';

/** The status once a phase has come to its end. */
const STATUS_AFTER: Readonly<Record<Phase, BatchStatus>> = {
  preview: 'previewed',
  run: 'done',
  undo: 'undone',
};

/**
 * Whether a batch is one that only an admin may run or undo, by what was previewed (rule M6: four
 * eyes).
 */
export const needsAdmin = ({ counts, previewed = counts.selected }: BatchState): boolean =>
  previewed > MOST_FOR_STAFF;

/** What came of a chunk of copies. */
export interface ChunkDone {
  readonly results: readonly BatchResult[];
  /** Copies that the phase before did not have. */
  readonly newcomers: number;
  /** Open copy reservations that the blocks touch (rule B7). */
  readonly affectedReservations: number;
}

/** A batch that has just been made: its preview begins. */
export const PREVIEWING: BatchState = {
  status: 'previewing',
  counts: NO_BATCH_COUNTS,
  affectedReservations: 0,
  failures: 0,
  begun: 1,
  version: 1,
};

/** What somebody can ask of a batch. */
export type Verb = 'run' | 'cancel' | 'undo';

/** Whether a run failed: it has changed copies, the last of which it may not have told of. */
const hasFailedToRun = ({ status, runBy, undoneBy }: BatchState): boolean =>
  status === 'failed' && runBy !== undefined && undoneBy === undefined;

/** Whether a verb fits the state: what does not is refused with `batch-status`. */
export const allows = (state: BatchState, verb: Verb): boolean => {
  const { status, startedAt, undoneBy } = state;
  if (verb === 'run') return status === 'previewed' || hasFailedToRun(state);
  if (verb === 'cancel')
    return status === 'previewing' || status === 'previewed' || status === 'running' || hasFailedToRun(state);
  // A run that failed may have changed copies that it could not tell of: it is run on or cancelled
  // first.
  if (status === 'failed') return undoneBy !== undefined;
  return startedAt !== undefined && (status === 'done' || status === 'cancelled');
};

/** Whether the verb goes on with a phase that failed, in place of beginning one. */
export const resumes = ({ status }: BatchState): boolean => status === 'failed';

/**
 * A state whose phase begins with this very version: the work that is put down then is its work.
 */
const begun = (state: BatchState): BatchState => {
  const version = state.version + 1;
  return { ...state, begun: version, version };
};

/** A phase that failed, on its way again from where it was. */
export const resumed = (state: BatchState): BatchState =>
  begun({
    ...omit(state, 'failure', 'endedAt'),
    status: state.undoneBy ? 'undoing' : 'running',
    failures: 0,
  });

/** A batch that has been previewed, running from now on, with the rule that it sets (rule C1). */
export const started = (
  state: BatchState,
  runBy: Actor,
  now: Instant,
  rule?: BatchState['rule'],
): BatchState =>
  begun({
    ...state,
    status: 'running',
    previewed: state.counts.selected,
    counts: { ...NO_BATCH_COUNTS, selected: state.counts.selected },
    affectedReservations: 0,
    runBy,
    startedAt: now,
    ...(rule && { rule }),
  });

/**
 * A batch that is to stop: within a chunk where something works at it, at once where nothing does.
 * Of a run that failed it is found out first what it did.
 */
export const cancelRequested = (state: BatchState, now: Instant): BatchState => {
  if (hasFailedToRun(state)) return { ...resumed(state), cancelled: true };
  const version = state.version + 1;
  return isGoingOn(state)
    ? { ...state, cancelled: true, version }
    : { ...state, status: 'cancelled', endedAt: now, version };
};

/** A batch that has been run, undone from now on (rule M5). */
export const undoStarted = (state: BatchState, undoneBy: Actor): BatchState =>
  begun({
    ...omit(state, 'endedAt', 'failure'),
    status: 'undoing',
    counts: { ...NO_BATCH_COUNTS, selected: state.counts.changed },
    affectedReservations: 0,
    undoneBy,
    failures: 0,
  });

const ended = (state: BatchState, end: Partial<BatchState>, now: Instant): BatchState => ({
  ...omit(state, 'cancelled'),
  ...end,
  endedAt: now,
});

/**
 * The state after a chunk: counted, and ended after the last, or where somebody wants it to stop.
 */
export const afterChunk = (state: BatchState, done: ChunkDone, isLast: boolean, now: Instant): BatchState => {
  const counts = countResults(state.counts, done.results);
  const next: BatchState = {
    ...state,
    counts: { ...counts, selected: counts.selected + done.newcomers },
    affectedReservations: state.affectedReservations + done.affectedReservations,
    failures: 0,
    version: state.version + 1,
  };
  const phase = phaseOf(state);
  if (phase === 'preview' && next.counts.selected > MOST_COPIES)
    return ended(next, { status: 'failed', failure: 'too-many-copies' }, now);
  if (state.cancelled) return ended(next, { status: 'cancelled' }, now);
  if (!isLast) return next;
  const status = STATUS_AFTER[phase];
  return phase === 'preview' ? { ...next, status } : ended(next, { status }, now);
};

/** Going on with a batch may go wrong so often in a row: minutes, since the pauses between grow. */
const MOST_FAILURES = 10;

/** The state after going on with it went wrong once more; after too many times it has failed. */
export const afterFailure = (state: BatchState, now: Instant): BatchState => {
  const failures = state.failures + 1;
  const noted = { ...state, failures, version: state.version + 1 };
  return failures >= MOST_FAILURES ? ended(noted, { status: 'failed', failure: 'internal' }, now) : noted;
};
