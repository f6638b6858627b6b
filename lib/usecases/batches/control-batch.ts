import {
  allows,
  cancelRequested,
  resumed,
  resumes,
  started,
  undoStarted,
  type Batch,
  type BatchState,
  type Verb,
} from '../../domain/batch-state.ts';
import { denyRule, denyRunBatch } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { setsBlocks, type Actor } from '../../domain/batch.ts';
import { Refused } from '../../domain/errors.ts';
import type { StandingRule } from '../../domain/standing-rule.ts';
import { saveBatch, type BatchRecord, type Progress } from '../../store/batches.ts';
import { loadRule } from '../../store/standing-rules.ts';
import { addWork } from '../../store/work.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { FIRST_CHUNK } from './next-chunk.ts';
import { findBatch } from './look-up-batches.ts';
import { refusalsOfPlace } from '../core/refusals-of-place.ts';
import { ruleSetBy, ruleWrites } from '../rules/set-rule.ts';
import { oncePerRequest } from '../core/idempotency.ts';

const actor = ({ caller: { sub, role, branchIds } }: RequestContext): Actor => ({ sub, role, branchIds });

/** The new state of a batch after a verb, and the writes that belong to it. */
interface Step {
  readonly state: BatchState;
  readonly progress?: Progress;
  readonly writes?: Writes;
}

/** Applies a verb once: saves the batch, the writes of the step and the work in one transaction. */
const transition = (
  context: RequestContext,
  id: string,
  verb: Verb,
  decide: (record: BatchRecord) => Promise<Step> | Step,
): Promise<Batch> =>
  oncePerRequest<Batch>(context, async (recordEffect) => {
    const before = await findBatch(context, id);
    if (verb !== 'cancel') permit(denyRunBatch(context.caller, before));
    const { status } = before.state;
    if (!allows(before.state, verb))
      throw new Refused([{ code: 'batch-status', batchId: before.order.id, status }]);
    const { writes = {}, ...step } = await decide(before);
    const after: BatchRecord = { ...before, ...step };
    const { begun, version } = after.state;
    const work = { kind: 'batch' as const, batchId: after.order.id, version };
    const follows = begun === version ? addWork(work) : {};
    const batch: Batch = { order: after.order, state: after.state };
    await context.table.write(together(saveBatch(before, after), writes, follows, recordEffect(batch)));
    return batch;
  });

/** The standing rule that a run sets, and the rule that it replaces (rule C1). */
const ruleOfRun = async (context: RequestContext, { order }: BatchRecord) => {
  const { selection, change, activityId } = order;
  if (!order.includeNewCopies || !('collection' in selection) || !change.reservation) return undefined;
  permit(denyRule(context.caller, selection));
  const before = await loadRule(context.table, selection);
  const isThere = before?.code === change.reservation.code && before.activityId === activityId;
  // An equal rule does not belong to the batch: an undo must leave it.
  if (isThere) return undefined;
  return {
    before,
    after: ruleSetBy(context, selection, { code: change.reservation.code, activityId }, before),
  };
};

/**
 * Runs a previewed batch (rules M3, M6): sets its standing rule, if it has one, and then changes
 * the copies in the background. A failed run resumes. Throws `NotFound`, `Forbidden`, and `Refused`
 * with `batch-status`, `unknown-activity` or `activity-over`.
 */
export const runBatch = (context: RequestContext, id: string): Promise<Batch> =>
  transition(context, id, 'run', async (record) => {
    if (resumes(record.state)) return { state: resumed(record.state) };
    const rule = await ruleOfRun(context, record);
    const { change, activityId } = record.order;
    const refusals = setsBlocks(change) ? await refusalsOfPlace(context, { activityId }) : [];
    if (refusals.length > 0) throw new Refused(refusals);
    const made = rule && { edition: rule.after.edition, ...(rule.before && { before: rule.before }) };
    return {
      state: started(record.state, actor(context), context.now, made),
      progress: FIRST_CHUNK,
      writes: rule ? ruleWrites(context, rule.before, rule.after) : {},
    };
  });

/**
 * Stops a batch within one chunk, and keeps what is done. An idle batch is cancelled at once; for a
 * failed run, the worker first records what it did. Throws `NotFound`, `Forbidden`, and `Refused`
 * with `batch-status`.
 */
export const cancelBatch = (context: RequestContext, id: string): Promise<Batch> =>
  transition(context, id, 'cancel', ({ state }) => ({ state: cancelRequested(state, context.now) }));

/**
 * Ends the rule that the batch set, and restores the rule that it replaced (rule M5). A rule that
 * was set later stays.
 */
const ruleOfUndo = async (context: RequestContext, { order, state }: BatchRecord): Promise<Writes> => {
  const { selection } = order;
  if (!state.rule || !('collection' in selection)) return {};
  const there = await loadRule(context.table, selection);
  if (there?.edition !== state.rule.edition) return {};
  permit(denyRule(context.caller, selection));
  const { before } = state.rule;
  const back: StandingRule | undefined = before && { ...before, version: there.version + 1 };
  return ruleWrites(context, there, back);
};

/**
 * Undoes the changes of a batch in the background (rule M5). A failed undo resumes. The caller
 * needs the rights for the copies and for the rule. Throws `NotFound`, `Forbidden`, and `Refused`
 * with `batch-status`.
 */
export const undoBatch = (context: RequestContext, id: string): Promise<Batch> =>
  transition(context, id, 'undo', async (record) => {
    if (resumes(record.state)) return { state: resumed(record.state) };
    return {
      state: undoStarted(record.state, actor(context)),
      progress: FIRST_CHUNK,
      writes: await ruleOfUndo(context, record),
    };
  });
