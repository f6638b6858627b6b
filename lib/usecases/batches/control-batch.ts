import { denyRule, denyRunBatch } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import {
  isGoingOn,
  NO_BATCH_COUNTS,
  setsBlocks,
  type Actor,
  type BatchState,
  type BatchStatus,
} from '../../domain/batch.ts';
import { omit } from '../../domain/omit.ts';
import { Refused } from '../../domain/errors.ts';
import type { StandingRule } from '../../domain/standing-rule.ts';
import { saveBatch, type BatchRecord } from '../../store/batches.ts';
import { loadRule } from '../../store/standing-rules.ts';
import { addWork } from '../../store/work.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { FIRST_CHUNK } from './next-chunk.ts';
import { findBatch } from './look-up-batches.ts';
import { refusalsOfPlace } from '../core/refusals-of-place.ts';
import { ruleSetBy, ruleWrites } from '../rules/set-rule.ts';
import { oncePerRequest } from '../core/once-per-request.ts';

const actor = ({ caller: { sub, role, branchIds } }: RequestContext): Actor => ({ sub, role, branchIds });

/** Throws `Refused` where a batch is not in one of these states. */
const mustBe = ({ order, state }: BatchRecord, ...statuses: readonly BatchStatus[]): void => {
  if (statuses.includes(state.status)) return;
  throw new Refused([{ code: 'batch-status', batchId: order.id, status: state.status }]);
};

/** What a verb makes of a batch, and what else is written with that. */
interface Step {
  readonly after: BatchRecord;
  readonly writes: Writes;
}

/** A batch whose phase begins with this very version. */
const begun = (record: BatchRecord): BatchRecord => ({
  ...record,
  state: { ...record.state, begun: record.state.version },
});

/** Does a verb once: the batch, what goes with it, and the work that follows, in one write. */
const steer = (context: RequestContext, id: string, decide: (record: BatchRecord) => Promise<Step> | Step) =>
  oncePerRequest<BatchRecord>(context, async (recordEffect) => {
    const before = await findBatch(context, id);
    const step = await decide(before);
    const begins = isGoingOn(step.after.state) && !isGoingOn(before.state);
    const after = begins ? begun(step.after) : step.after;
    const work = { kind: 'batch' as const, batchId: after.order.id, version: after.state.version };
    const follows = begins ? addWork(work) : {};
    await context.table.write(together(saveBatch(before, after), step.writes, follows, recordEffect(after)));
    return after;
  });

/** Whether a run failed: it has changed copies, the last of which it may not have told of. */
const hasFailedToRun = ({ status, runBy, undoneBy }: BatchState): boolean =>
  status === 'failed' && runBy !== undefined && undoneBy === undefined;

/** A phase that failed, on its way again from where it was. */
const resumed = (record: BatchRecord, status: BatchStatus): Step => {
  const state = omit(record.state, 'failure', 'endedAt');
  return {
    after: { ...record, state: { ...state, status, failures: 0, version: state.version + 1 } },
    writes: {},
  };
};

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

type RuleOfRun = Awaited<ReturnType<typeof ruleOfRun>>;

/** The batch as it runs from now on, with its rule set in the same write. */
const running = (context: RequestContext, { order, state }: BatchRecord, rule: RuleOfRun): Step => {
  const made = rule && { edition: rule.after.edition, ...(rule.before && { before: rule.before }) };
  const after: BatchState = {
    ...state,
    status: 'running',
    previewed: state.counts.selected,
    counts: { ...NO_BATCH_COUNTS, selected: state.counts.selected },
    affectedReservations: 0,
    runBy: actor(context),
    startedAt: context.now,
    ...(made && { rule: made }),
    version: state.version + 1,
  };
  const writes = rule ? ruleWrites(context, rule.before, rule.after) : {};
  return { after: { order, state: after, progress: FIRST_CHUNK }, writes };
};

/**
 * Runs a batch that has been previewed (rules M3, M6): first the standing rule where it is to set
 * one, then the copies, in the background. A run that failed goes on where it was. Throws
 * `NotFound`, `Forbidden`, and `Refused` with `batch-status` or `activity-over`.
 */
export const runBatch = (context: RequestContext, id: string): Promise<BatchRecord> =>
  steer(context, id, async (record) => {
    permit(denyRunBatch(context.caller, record));
    if (hasFailedToRun(record.state)) return resumed(record, 'running');
    mustBe(record, 'previewed');
    const rule = await ruleOfRun(context, record);
    const { change, activityId } = record.order;
    const refusals = setsBlocks(change) ? await refusalsOfPlace(context, { activityId }) : [];
    if (refusals.length > 0) throw new Refused(refusals);
    return running(context, record, rule);
  });

/**
 * Stops a batch within one chunk and keeps what is done; one that nothing works at is cancelled at
 * once, and of a run that failed it is found out first what it did. Throws `NotFound`, `Forbidden`,
 * and `Refused` with `batch-status`.
 */
export const cancelBatch = (context: RequestContext, id: string): Promise<BatchRecord> =>
  steer(context, id, (record) => {
    const step = hasFailedToRun(record.state) ? resumed(record, 'running') : { after: record, writes: {} };
    mustBe(step.after, 'previewing', 'previewed', 'running');
    const { state } = step.after;
    const version = record.state.version + 1;
    const after: BatchState = isGoingOn(state)
      ? { ...state, cancelled: true, version }
      : { ...state, status: 'cancelled', endedAt: context.now, version };
    return { after: { ...record, state: after }, writes: {} };
  });

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

/** The statuses in which a batch that has been run can be undone; none before it was. */
const undoable = ({ startedAt }: BatchState): readonly BatchStatus[] =>
  startedAt === undefined ? [] : ['done', 'cancelled'];

/** The batch as it is undone from now on, with the end of its rule in the same write. */
const undoing = async (context: RequestContext, record: BatchRecord): Promise<Step> => {
  const { order, state } = record;
  const after: BatchState = {
    ...omit(state, 'endedAt', 'failure'),
    status: 'undoing',
    counts: { ...NO_BATCH_COUNTS, selected: state.counts.changed },
    affectedReservations: 0,
    undoneBy: actor(context),
    failures: 0,
    version: state.version + 1,
  };
  return { after: { order, state: after, progress: FIRST_CHUNK }, writes: await ruleOfUndo(context, record) };
};

/**
 * Puts back what a batch has changed, in the background (rule M5). An undo that failed goes on
 * where it was. The one who undoes it needs the rights for the copies, and for the rule. Throws
 * `NotFound`, `Forbidden`, and `Refused` with `batch-status`.
 */
export const undoBatch = (context: RequestContext, id: string): Promise<BatchRecord> =>
  steer(context, id, async (record) => {
    const { state } = record;
    permit(denyRunBatch(context.caller, record));
    if (state.status === 'failed' && state.undoneBy) return resumed(record, 'undoing');
    // A run that failed may have changed copies that it could not tell of: it is run on or
    // cancelled first.
    mustBe(record, ...undoable(state));
    return undoing(context, record);
  });
