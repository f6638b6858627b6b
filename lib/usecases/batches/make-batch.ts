import { defined } from '../../domain/defined.ts';
import { PREVIEWING } from '../../domain/batch-state.ts';
import { denyRule } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { setsBlocks, type BatchChange, type BatchOrder, type Selection } from '../../domain/batch.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { Refused } from '../../domain/errors.ts';
import { createBatch, type BatchRecord } from '../../store/batches.ts';
import { addWork, workIdOf } from '../../store/work.ts';
import { together } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { FIRST_CHUNK } from './next-chunk.ts';
import { refusalsOfPlace } from '../core/refusals-of-place.ts';
import { oncePerRequest } from '../core/idempotency.ts';

/** A batch as somebody asks for it. */
export interface WantedBatch {
  readonly selection: Selection;
  readonly change: BatchChange;
  readonly activityId?: string | undefined;
  readonly reason?: string | undefined;
  readonly includeNewCopies: boolean;
  readonly includeRuled: boolean;
}

/** So many barcodes of a list are shown with the batch; all of them are in its results. */
const NAMED = 100;

const orderOf = (
  context: RequestContext,
  id: string,
  wanted: WantedBatch,
  copyIds: readonly string[],
): BatchOrder => {
  const { selection, change, activityId, reason, includeNewCopies, includeRuled } = wanted;
  const { sub, role, branchIds } = context.caller;
  return {
    id,
    selection: 'copyIds' in selection ? { copyIds: copyIds.slice(0, NAMED) } : selection,
    ...(copyIds.length > NAMED && { listed: copyIds.length }),
    change,
    ...defined({ activityId, reason }),
    includeNewCopies,
    includeRuled,
    createdBy: { sub, role, branchIds },
    createdAt: context.now,
  };
};

/**
 * Throws `Refused` for a branch or an activity that doesn't exist, or is over where blocks are to
 * be set for it.
 */
const mustExist = async (
  context: RequestContext,
  { selection, change, activityId }: WantedBatch,
): Promise<void> => {
  const branchId = 'collection' in selection ? selection.branchId : undefined;
  const selected = 'activityId' in selection ? selection.activityId : undefined;
  const [place, ofSelection] = await Promise.all([
    refusalsOfPlace(context, { branchId, activityId }),
    selected === activityId ? [] : refusalsOfPlace(context, { activityId: selected }),
  ]);
  // Lifting what is left of an activity that is over is what batches are for.
  const unlessOver = ({ code }: Refusal) => code !== 'activity-over';
  const refusals = [
    ...(setsBlocks(change) ? place : place.filter(unlessOver)),
    ...ofSelection.filter(unlessOver),
  ];
  if (refusals.length > 0) throw new Refused(refusals);
};

/**
 * Makes a batch: its preview begins in the background (rules M1, M3). One write, with its list of
 * barcodes, each once. Throws `Forbidden` where it would set a rule that the caller may not set,
 * and `Refused` for what doesn't exist.
 */
export const makeBatch = async (context: RequestContext, wanted: WantedBatch): Promise<BatchRecord> => {
  const { selection, includeNewCopies } = wanted;
  if (includeNewCopies && 'collection' in selection) permit(denyRule(context.caller, selection));
  return oncePerRequest<BatchRecord>(context, async (recordEffect) => {
    await mustExist(context, wanted);
    const id = context.requestId;
    const copyIds = 'copyIds' in selection ? [...new Set(selection.copyIds)] : [];
    const record: BatchRecord = {
      order: orderOf(context, id, wanted, copyIds),
      state: PREVIEWING,
      progress: FIRST_CHUNK,
    };
    const work = { kind: 'batch' as const, batchId: id, version: 1 };
    await context.table.write(together(createBatch(record, copyIds), addWork(work), recordEffect(record)));
    return record;
  });
};

/** The id of the work that a batch waits for. */
export const workOfBatch = (batchId: string): string => workIdOf({ kind: 'batch', batchId });
