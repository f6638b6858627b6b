// Long: every state of a batch, and each function that takes it from one to the next.

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

/** The progress and the results of a batch. */
export interface BatchState {
  readonly status: BatchStatus;
  readonly counts: BatchCounts;
  /** The number of selected copies in the preview; set when the batch runs. */
  readonly previewed?: number;
  /** Open copy reservations on the blocked copies (rule B7). */
  readonly affectedReservations: number;
  /** Who runs it, and since when. */
  readonly runBy?: Actor;
  readonly startedAt?: Instant;
  readonly undoneBy?: Actor;
  readonly endedAt?: Instant;
  /** The standing rule that the run set, and the rule that it replaced (rules C1, M5). */
  readonly rule?: { readonly edition: string; readonly before?: StandingRule };
  /** A cancel was requested. */
  readonly cancelled?: true;
  /** Why it failed: it selects too many copies, or its work failed repeatedly. */
  readonly failure?: 'too-many-copies' | 'internal';
  /** Failures in a row. */
  readonly failures: number;
  /** The version at which the phase started or resumed; only work with this version counts. */
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

/** The phase that the results and counts belong to. */
export const phaseOf = ({ status, startedAt, undoneBy }: BatchState): Phase => {
  if (undoneBy !== undefined) return 'undo';
  return startedAt === undefined || status === 'previewing' || status === 'previewed' ? 'preview' : 'run';
};

/** Whether work on the batch is in progress or pending. */
export const isGoingOn = ({ status }: BatchState): boolean =>
  status === 'previewing' || status === 'running' || status === 'undoing';

/** The status once a phase has come to its end. */
const STATUS_AFTER: Readonly<Record<Phase, BatchStatus>> = {
  preview: 'previewed',
  run: 'done',
  undo: 'undone',
};

/**
 * Whether only an admin may run or undo the batch, by the size of its preview (rule M6: four eyes).
 */
export const needsAdmin = ({ counts, previewed = counts.selected }: BatchState): boolean =>
  previewed > MOST_FOR_STAFF;

/** The results of a chunk of copies. */
export interface ChunkDone {
  readonly results: readonly BatchResult[];
  /** Copies that the previous phase did not have. */
  readonly newcomers: number;
  /** Open copy reservations on the blocked copies (rule B7). */
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

/** The transitions that a caller can request. */
export type Verb = 'run' | 'cancel' | 'undo';

/** Whether a run failed: it changed copies, and may not have recorded the last of them. */
const hasFailedToRun = ({ status, runBy, undoneBy }: BatchState): boolean =>
  status === 'failed' && runBy !== undefined && undoneBy === undefined;

/** Whether the state allows a verb; otherwise it is refused with `batch-status`. */
export const allows = (state: BatchState, verb: Verb): boolean => {
  const { status, startedAt, undoneBy } = state;
  if (verb === 'run') return status === 'previewed' || hasFailedToRun(state);
  if (verb === 'cancel')
    return status === 'previewing' || status === 'previewed' || status === 'running' || hasFailedToRun(state);
  // A failed run may have changed copies without recording them: run or cancel it first.
  if (status === 'failed') return undoneBy !== undefined;
  return startedAt !== undefined && (status === 'done' || status === 'cancelled');
};

/** Whether the verb resumes a failed phase instead of starting one. */
export const resumes = ({ status }: BatchState): boolean => status === 'failed';

/** Marks this version as the start of the phase: the work saved with it belongs to it. */
const begun = (state: BatchState): BatchState => {
  const version = state.version + 1;
  return { ...state, begun: version, version };
};

/** Resumes a failed phase. */
export const resumed = (state: BatchState): BatchState =>
  begun({
    ...omit(state, 'failure', 'endedAt'),
    status: state.undoneBy ? 'undoing' : 'running',
    failures: 0,
  });

/** Starts the run of a previewed batch, with the rule that it sets (rule C1). */
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
 * Requests a stop: within a chunk when a worker is active, else at once. After a failed run, the
 * worker first records what the run did.
 */
export const cancelRequested = (state: BatchState, now: Instant): BatchState => {
  if (hasFailedToRun(state)) return { ...resumed(state), cancelled: true };
  const version = state.version + 1;
  return isGoingOn(state)
    ? { ...state, cancelled: true, version }
    : { ...state, status: 'cancelled', endedAt: now, version };
};

/** Starts the undo of a batch (rule M5). */
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

/** The state after a chunk: counted, and ended after the last chunk or a cancel request. */
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

/** Failures in a row before a batch fails: minutes, because the pauses grow. */
const MOST_FAILURES = 10;

/** The state after one more failure; the batch fails after too many. */
export const afterFailure = (state: BatchState, now: Instant): BatchState => {
  const failures = state.failures + 1;
  const noted = { ...state, failures, version: state.version + 1 };
  return failures >= MOST_FAILURES ? ended(noted, { status: 'failed', failure: 'internal' }, now) : noted;
};
