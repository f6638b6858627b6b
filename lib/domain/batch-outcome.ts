import { carriesBlockOf, isOver, type Activity } from './activity.ts';
import { applyBatch, blocksConcerned, dayOfBatch, isSameInSlots, putBack } from './batch-change.ts';
import { mayChangeBatch, setsBlocks, type Actor, type BatchReason, type BatchResult } from './batch.ts';
import type { Batch } from './batch-state.ts';
import type { Blocks } from './block.ts';
import type { BlockChange } from './block-changes.ts';
import type { Day, Instant } from './calendar.ts';
import type { Copy } from './copy.ts';

/** The decision about a copy: a change, or no change with a reason. */
export type BatchDecision =
  | { readonly change: BlockChange }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly reason: BatchReason };

const refused = (reason: BatchReason): BatchDecision => ({ outcome: 'refused', reason });
const UNCHANGED: BatchDecision = { outcome: 'unchanged' };

/** Whether a batch selects a copy (rule M1). A list selects every barcode on it. */
export const isSelected = ({ order: { selection } }: Batch, copy: Copy, day: Day): boolean => {
  if ('copyIds' in selection) return true;
  if ('activityId' in selection) return carriesBlockOf(copy.blocks, selection.activityId, day);
  const { collection, branchId } = selection;
  return copy.collection === collection && (branchId === undefined || branchId === copy.branchId);
};

/** The people whose rights count: who created the batch, and who runs or undoes it (rule B8). */
const actorsOf = ({ order, state }: Batch): readonly Actor[] =>
  state.undoneBy ? [state.undoneBy] : [order.createdBy, ...(state.runBy ? [state.runBy] : [])];

/** The other facts for a decision about a copy. */
export interface Knowledge {
  /** The activity of the blocks, if any. */
  readonly activity: Activity | undefined;
  readonly today: Day;
  readonly now: Instant;
}

const isTooLate = (batch: Batch, { activity, today }: Knowledge): boolean =>
  setsBlocks(batch.order.change) &&
  batch.order.activityId !== undefined &&
  (activity === undefined || isOver(activity, today));

/**
 * The decision of a batch about a copy (rules M1, M3, M4, B8). `seen` is the result of the preview:
 * a copy that was changed since then is not overwritten. Undefined when the copy does not belong to
 * the batch.
 */
export const decideOnBatchCopy = (
  batch: Batch,
  copy: Copy | undefined,
  seen: BatchResult | undefined,
  knowledge: Knowledge,
): BatchDecision | undefined => {
  if (!copy) return 'copyIds' in batch.order.selection ? refused('unknown-copy') : undefined;
  const { today, now } = knowledge;
  if (!isSelected(batch, copy, today)) return seen && refused('left-selection');
  if (!mayChangeBatch(actorsOf(batch), copy.branchId)) return refused('other-branch');
  const change = applyBatch(batch, copy.blocks, now, today);
  if (change.lines.length === 0) return UNCHANGED;
  const inForce = (blocks: Blocks) => blocksConcerned(batch, blocks, today);
  if (
    seen &&
    seen.outcome !== 'refused' &&
    !isSameInSlots(batch, inForce(seen.before), inForce(copy.blocks))
  ) {
    return refused('changed-since');
  }
  return isTooLate(batch, knowledge) ? refused('activity-over') : { change };
};

/**
 * Whether an undo would set a block for an activity that is over now, which is refused (rule A2).
 */
const wouldSetForOver = (change: BlockChange, activity: Activity | undefined, today: Day): boolean =>
  activity !== undefined &&
  isOver(activity, today) &&
  change.lines.some(({ after }) => after?.activityId === activity.id);

/**
 * The decision of an undo about a copy that the batch changed and nobody has changed since (M5).
 */
export const decideOnUndo = (
  batch: Batch,
  copy: Copy | undefined,
  done: BatchResult,
  { activity, today, now }: Knowledge,
): BatchDecision => {
  if (!copy) return refused('unknown-copy');
  if (!mayChangeBatch(actorsOf(batch), copy.branchId)) return refused('other-branch');
  const change = putBack(batch, copy.blocks, done.before, { at: now, today });
  if (change.lines.length === 0) return UNCHANGED;
  return wouldSetForOver(change, activity, today) ? refused('activity-over') : { change };
};

/** The result for a copy that does not change; in a preview also for one that would change. */
export const resultOf = (
  batch: Batch,
  { copyId, copy }: { readonly copyId: string; readonly copy: Copy | undefined },
  decision: BatchDecision,
  day: Day = dayOfBatch(batch),
): BatchResult => {
  const before = copy ? blocksConcerned(batch, copy.blocks, day) : {};
  return 'change' in decision ? { copyId, outcome: 'will-change', before } : { copyId, ...decision, before };
};

/** A copy's blocks of the kinds concerned after its outcome (contract, results). */
export const blocksAfter = (batch: Batch, { outcome, before, after }: BatchResult): Blocks => {
  if (after) return after;
  if (outcome !== 'will-change' && outcome !== 'changed') return before;
  const { blocks } = applyBatch(batch, before, batch.order.createdAt);
  return blocksConcerned(batch, blocks, dayOfBatch(batch));
};
