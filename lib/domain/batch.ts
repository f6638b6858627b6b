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
 * The change of each copy: sets a block, or lifts it (`null`); an omitted kind stays as it is (rule
 * M1).
 */
export interface BatchChange {
  readonly reservation?: { readonly code: ReservationCode } | null;
  readonly loan?: Readonly<Record<string, never>> | null;
}

/** Who made a batch, runs it or undoes it, with what they may do (rule B8). */
export type Actor = Pick<Caller, 'sub' | 'role' | 'branchIds'>;

/** The request for a batch; it never changes. A long list of barcodes is truncated. */
export interface BatchOrder {
  readonly id: string;
  readonly selection: Selection;
  /** How many barcodes the list has, where only the first are named. */
  readonly listed?: number;
  readonly change: BatchChange;
  /** The activity of the blocks to set or lift; absent for blocks without an activity. */
  readonly activityId?: string;
  readonly reason?: string;
  /** Whether it also sets the standing rule of its collection (rule C1). */
  readonly includeNewCopies: boolean;
  /** Whether blocks of standing rules are lifted as well (rule M1). */
  readonly includeRuled: boolean;
  readonly createdBy: Actor;
  readonly createdAt: Instant;
}

/** The phases of a batch: look, change, restore. */
export type Phase = 'preview' | 'run' | 'undo';

/** The outcome for one copy (rule M4). */
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
  /** The blocks after the change, when they do not follow from the order. */
  readonly after?: Blocks;
  readonly reason?: BatchReason;
  /** Open copy reservations on the copy, if its blocks concern any (rule B7). */
  readonly reservations?: number;
  /**
   * The version of the copy after the change; the same version means that nobody changed it (rule
   * M5).
   */
  readonly version?: number;
}

/** The kinds of block that a batch changes. */
export const kindsOf = ({ reservation, loan }: BatchChange): readonly BlockKind[] => [
  ...(reservation === undefined ? [] : ['reservation' as const]),
  ...(loan === undefined ? [] : ['loan' as const]),
];

/** Whether a batch sets a block: then its activity must not be over (rule A2). */
export const setsBlocks = ({ reservation, loan }: BatchChange): boolean => Boolean(reservation ?? loan);

/**
 * Whether the creator and everybody who runs or undoes it may change copies of this branch (rule
 * B8).
 */
export const mayChangeBatch = (actors: readonly Actor[], branchId: string): boolean =>
  actors.every((actor) => actsFor(actor, branchId));

/** The branches in which a batch was made: those of its maker (contract: whose staff see it). */
export const madeIn = ({ createdBy }: BatchOrder): readonly string[] => createdBy.branchIds;

/** The cause id of an undo in histories, where it counts as a batch of its own (rule M5). */
export const undoIdOf = (batchId: string): string => `${batchId}.undo`;

/** The batch id for a cause id of a history. */
export const batchIdOf = (id: string): string => id.replace(/\.undo$/, '');
