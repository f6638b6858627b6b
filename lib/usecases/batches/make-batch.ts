import { defined } from '../../domain/defined.ts';
import { PREVIEWING, type Batch } from '../../domain/batch-state.ts';
import { denyRule } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { setsBlocks, type BatchChange, type BatchOrder, type Selection } from '../../domain/batch.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { Refused } from '../../domain/errors.ts';
import { createBatch } from '../../store/batches.ts';
import { addWork, workIdOf } from '../../store/work.ts';
import { together } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { FIRST_CHUNK } from './next-chunk.ts';
import { refusalsOfPlace } from '../core/refusals-of-place.ts';
import { oncePerRequest } from '../core/idempotency.ts';

/** A batch as requested. */
export interface WantedBatch {
  readonly selection: Selection;
  readonly change: BatchChange;
  readonly activityId?: string | undefined;
  readonly reason?: string | undefined;
  readonly includeNewCopies: boolean;
  readonly includeRuled: boolean;
}

/** Barcodes shown with the batch; the results have all of them. */
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
 * Throws `Refused` when a branch or activity does not exist, or when blocks would be set for an
 * activity that is over.
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
  // Batches may lift what an activity that is over left behind.
  const unlessOver = ({ code }: Refusal) => code !== 'activity-over';
  const refusals = [
    ...(setsBlocks(change) ? place : place.filter(unlessOver)),
    ...ofSelection.filter(unlessOver),
  ];
  if (refusals.length > 0) throw new Refused(refusals);
};

/**
 * Creates a batch; its preview starts in the background (rules M1, M3). One write, with its
 * barcodes without duplicates. Throws `Forbidden` when the caller may not set its rule, and
 * `Refused` for unknown branches and activities.
 */
export const makeBatch = (context: RequestContext, wanted: WantedBatch): Promise<Batch> =>
  oncePerRequest<Batch>(context, async (recordEffect) => {
    const { selection, includeNewCopies } = wanted;
    if (includeNewCopies && 'collection' in selection) permit(denyRule(context.caller, selection));
    await mustExist(context, wanted);
    const id = context.requestId;
    const copyIds = 'copyIds' in selection ? [...new Set(selection.copyIds)] : [];
    const batch: Batch = { order: orderOf(context, id, wanted, copyIds), state: PREVIEWING };
    const created = createBatch({ ...batch, progress: FIRST_CHUNK }, copyIds);
    const work = { kind: 'batch' as const, batchId: id, version: 1 };
    await context.table.write(together(created, addWork(work), recordEffect(batch)));
    return batch;
  });

export const workOfBatch = (batchId: string): string => workIdOf({ kind: 'batch', batchId });
