import {
  allows,
  cancelRequested,
  resumed,
  resumes,
  started,
  undoStarted,
  type Verb,
  type BatchState,
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

/** What a verb makes of a batch, and what else is written with that. */
interface Step {
  readonly state: BatchState;
  readonly progress?: Progress;
  readonly writes?: Writes;
}

/** Does a verb once: the batch, what goes with it, and the work that follows, in one write. */
const transition = (
  context: RequestContext,
  id: string,
  verb: Verb,
  decide: (record: BatchRecord) => Promise<Step> | Step,
) =>
  oncePerRequest<BatchRecord>(context, async (recordEffect) => {
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
    await context.table.write(together(saveBatch(before, after), writes, follows, recordEffect(after)));
    return after;
  });

/**
 * The rule that a run sets before it changes copies, and the one it takes the place of (rule C1).
 */
const ruleOfRun = async (context: RequestContext, { order }: BatchRecord) => {
  const { selection, change, activityId } = order;
  if (!order.includeNewCopies || !('collection' in selection) || !change.reservation) return undefined;
  permit(denyRule(context.caller, selection));
  const before = await loadRule(context.table, selection);
  const isThere = before?.code === change.reservation.code && before.activityId === activityId;
  // A rule that says the same already is not the batch's: undoing the batch leaves it.
  if (isThere) return undefined;
  return {
    before,
    after: ruleSetBy(context, selection, { code: change.reservation.code, activityId }, before),
  };
};

/**
 * Runs a batch that has been previewed (rules M3, M6): first the standing rule where it is to set
 * one, then the copies, in the background. A run that failed goes on where it was. Throws
 * `NotFound`, `Forbidden`, and `Refused` with `batch-status` or `activity-over`.
 */
export const runBatch = (context: RequestContext, id: string): Promise<BatchRecord> =>
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
 * Stops a batch within one chunk and keeps what is done; one that nothing works at is cancelled at
 * once, and of a run that failed it is found out first what it did. Throws `NotFound`, `Forbidden`,
 * and `Refused` with `batch-status`.
 */
export const cancelBatch = (context: RequestContext, id: string): Promise<BatchRecord> =>
  transition(context, id, 'cancel', ({ state }) => ({ state: cancelRequested(state, context.now) }));

/**
 * The end of the rule that the batch has made; the one it took the place of is back (rule M5). Not
 * one set since.
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
 * Puts back what a batch has changed, in the background (rule M5). An undo that failed goes on
 * where it was. The one who undoes it needs the rights for the copies, and for the rule. Throws
 * `NotFound`, `Forbidden`, and `Refused` with `batch-status`.
 */
export const undoBatch = (context: RequestContext, id: string): Promise<BatchRecord> =>
  transition(context, id, 'undo', async (record) => {
    if (resumes(record.state)) return { state: resumed(record.state) };
    return {
      state: undoStarted(record.state, actor(context)),
      progress: FIRST_CHUNK,
      writes: await ruleOfUndo(context, record),
    };
  });
