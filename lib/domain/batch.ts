import type { BlockKind, Blocks, ReservationCode } from './block.ts';
import type { Instant } from './calendar.ts';
import { actsFor, type Caller } from './caller.ts';
import type { StandingRule } from './standing-rule.ts';

/**
 * Which copies a batch is for: a collection, a list of barcodes, or the copies that carry a block
 * of an activity (M1).
 */
export type Selection =
  | { readonly collection: string; readonly branchId?: string }
  | { readonly copyIds: readonly string[] }
  | { readonly activityId: string };

/**
 * What a batch does to each: sets a block, or lifts it (`null`); a kind that is left out is left
 * alone (rule M1).
 */
export interface BatchChange {
  readonly reservation?: { readonly code: ReservationCode } | null;
  readonly loan?: Readonly<Record<string, never>> | null;
}

/** Who made a batch, runs it or undoes it, with what they may do (rule B8). */
export type Actor = Pick<Caller, 'sub' | 'role' | 'branchIds'>;

/**
 * What a batch was asked to do; it never changes. Of a long list of barcodes only the first are
 * here.
 */
export interface BatchOrder {
  readonly id: string;
  readonly selection: Selection;
  /** How many barcodes the list has, where only the first are named. */
  readonly listed?: number;
  readonly change: BatchChange;
  /** The activity that blocks are set or lifted for; none: without one. */
  readonly activityId?: string;
  readonly reason?: string;
  /** Whether it also sets the standing rule of its collection (rule C1). */
  readonly includeNewCopies: boolean;
  /** Whether blocks of standing rules are lifted as well (rule M1). */
  readonly includeRuled: boolean;
  readonly createdBy: Actor;
  readonly createdAt: Instant;
}

/** How far a batch is (contract). */
export type BatchStatus =
  'previewing' | 'previewed' | 'running' | 'done' | 'cancelled' | 'undoing' | 'undone' | 'failed';

/** What is done with the copies one after the other: look, change, put back. */
export type Phase = 'preview' | 'run' | 'undo';

/** What came of one copy (rule M4). */
export type BatchOutcome = 'will-change' | 'changed' | 'unchanged' | 'refused' | 'failed';

/** Why a copy was not changed. */
export type BatchReason =
  | 'unknown-copy'
  | 'other-branch'
  | 'left-selection'
  | 'changed-since'
  | 'activity-over'
  | 'busy'
  | 'internal';

/** One copy's outcome (rule M4). */
export interface BatchResult {
  readonly copyId: string;
  readonly outcome: BatchOutcome;
  /** Its blocks of the kinds concerned, as they were. */
  readonly before: Blocks;
  /** As they are since, where that does not follow from the order. */
  readonly after?: Blocks;
  readonly reason?: BatchReason;
  /** How many open copy reservations of it the blocks touch, where there are any (rule B7). */
  readonly reservations?: number;
  /**
   * The copy's version since it was changed: as long as it has this one, nobody has changed it
   * (rule M5).
   */
  readonly version?: number;
}

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
export const MOST_COPIES = 1_000_000;
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
export const STATUS_AFTER: Readonly<Record<Phase, BatchStatus>> = {
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

/** The kinds of block that a batch changes. */
export const kindsOf = ({ reservation, loan }: BatchChange): readonly BlockKind[] => [
  ...(reservation === undefined ? [] : ['reservation' as const]),
  ...(loan === undefined ? [] : ['loan' as const]),
];

/** Whether a batch sets a block, so that it matters whether its activity is over (rule A2). */
export const setsBlocks = ({ reservation, loan }: BatchChange): boolean => Boolean(reservation ?? loan);

/** Whether all who had a hand in it may change copies of this branch (rule B8). */
export const mayChangeBatch = (actors: readonly Actor[], branchId: string): boolean =>
  actors.every((actor) => actsFor(actor, branchId));

/** The branches in which a batch was made: those of its maker (contract: whose staff see it). */
export const madeIn = ({ createdBy }: BatchOrder): readonly string[] => createdBy.branchIds;

/**
 * The id by which histories name the undoing of a batch: it is a batch of its own there (rule M5).
 */
export const undoIdOf = (batchId: string): string => `${batchId}.undo`;

/** The id of the batch that an id of a history stands for. */
export const batchIdOf = (id: string): string => id.replace(/\.undo$/, '');
