import type { BlockKind, Blocks, ReservationCode } from './block.ts';
import type { Instant } from './calendar.ts';
import { actsFor, type Caller } from './caller.ts';

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
