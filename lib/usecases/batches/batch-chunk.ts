import { type ChunkDone, phaseOf } from '../../domain/batch-state.ts';
import pMap from 'p-map';
import { resultOf, decideOnBatchCopy } from '../../domain/batch-outcome.ts';
import { setsBlocks, type BatchReason, type BatchResult } from '../../domain/batch.ts';
import type { Copy } from '../../domain/copy.ts';
import { TooManyConflicts, CannotProcess } from '../../domain/errors.ts';
import type { BlockingRule } from '../../domain/standing-rule.ts';
import { loadActivities } from '../../store/activities.ts';
import { SLOTS, type BatchRecord } from '../../store/batches.ts';
import { loadCopies } from '../../store/copies.ts';
import { spreadOverCounters } from '../../store/activity-counters.ts';
import type { RequestContext } from '../core/request-context.ts';
import { loadSource } from './next-chunk.ts';
import { applyToCopy, type CopyInChunk, type ChunkWork } from './apply-to-copy.ts';
import { copiesToday } from '../core/recount.ts';
import { rulesInForce } from '../rules/rule-of-copy.ts';

const NOTHING: ChunkDone = { results: [], newcomers: 0, affectedReservations: 0 };

const hasReservations = ({ reservations }: Copy): boolean => reservations > 0;

/**
 * Adds the number of open reservations to the results that set blocks. Requests only for copies
 * with lapsed counts.
 */
const withReservations = async (
  context: RequestContext,
  { order, state }: BatchRecord,
  results: readonly BatchResult[],
  copies: ReadonlyMap<string, Copy>,
): Promise<readonly BatchResult[]> => {
  if (!setsBlocks(order.change) || phaseOf(state) === 'undo') return results;
  const changing = results.filter(({ outcome }) => outcome === 'will-change' || outcome === 'changed');
  const reserved = changing.flatMap(({ copyId }) => copies.get(copyId) ?? []).filter(hasReservations);
  const today = await copiesToday(context, reserved);
  const counts = new Map(today.filter(hasReservations).map((copy) => [copy.copyId, copy.reservations]));
  return results.map((result) => {
    const reservations = counts.get(result.copyId);
    return reservations === undefined ? result : { ...result, reservations };
  });
};

/** The preview: decides for each copy, and writes nothing. */
const look = (chunkWork: ChunkWork, copies: ReadonlyMap<string, Copy>): readonly BatchResult[] =>
  chunkWork.record.progress.taking.flatMap((copyId) => {
    const copy = copies.get(copyId);
    const decision = decideOnBatchCopy(chunkWork.record, copy, undefined, chunkWork.knowledge);
    return decision
      ? [resultOf(chunkWork.record, { copyId, copy }, decision, chunkWork.knowledge.today)]
      : [];
  });

/**
 * The reason of a failure of one copy; undefined when the failure concerns more than this copy, so
 * that the whole chunk is retried.
 */
const reasonOf = (error: unknown): BatchReason | undefined => {
  if (error instanceof TooManyConflicts) return 'busy';
  const isOfRecord =
    error instanceof TypeError ||
    error instanceof CannotProcess ||
    (error instanceof Error && error.name === 'ValidationException');
  return isOfRecord ? 'internal' : undefined;
};

const change = async (
  context: RequestContext,
  chunkWork: ChunkWork,
  inHand: CopyInChunk,
  slot: number,
): Promise<BatchResult | undefined> => {
  try {
    return await applyToCopy(context, chunkWork, inHand, slot);
  } catch (error) {
    const reason = reasonOf(error);
    if (!reason) throw error;
    return {
      ...resultOf(
        chunkWork.record,
        { copyId: inHand.copyId, copy: inHand.read },
        { outcome: 'unchanged' },
        context.today,
      ),
      outcome: 'failed',
      reason,
    };
  }
};

/** Changes the copies of a chunk in parallel; each uses its own fence slot. */
const changeAll = async (
  context: RequestContext,
  chunkWork: ChunkWork,
  copies: ReadonlyMap<string, Copy>,
  sources: ReadonlyMap<string, BatchResult>,
): Promise<readonly BatchResult[]> => {
  const { taking } = chunkWork.record.progress;
  const free = [...SLOTS];
  const changeNext = async (copyId: string): Promise<BatchResult | undefined> => {
    const slot = free.pop() ?? 0;
    const inHand = { copyId, read: copies.get(copyId), source: sources.get(copyId) };
    try {
      return await change(context, chunkWork, inHand, slot);
    } finally {
      free.push(slot);
    }
  };
  const results = await pMap(spreadOverCounters(taking), changeNext, { concurrency: SLOTS.length });
  const byCopy = new Map(results.flatMap((result) => (result ? [[result.copyId, result]] : [])));
  return taking.flatMap((copyId) => byCopy.get(copyId) ?? []);
};

/**
 * The standing rules of the copies when reservation blocks are lifted, which may make exceptions
 * (rule C3).
 */
const rulesFor = async (
  context: RequestContext,
  { order }: BatchRecord,
  copies: ReadonlyMap<string, Copy>,
) =>
  order.change.reservation === null
    ? rulesInForce(context, [...copies.values()])
    : new Map<string, BlockingRule>();

/**
 * Processes the current chunk. Up to three parallel requests, up to two more when reservation
 * blocks are lifted, and one write per changed copy.
 */
export const processChunk = async (
  context: RequestContext,
  record: BatchRecord,
  { holder, suspect }: Pick<ChunkWork, 'holder' | 'suspect'>,
): Promise<ChunkDone> => {
  const { taking } = record.progress;
  if (taking.length === 0) return NOTHING;
  const { activityId = '' } = record.order;
  const [copies, sources, activities] = await Promise.all([
    loadCopies(context.table, taking),
    loadSource(context, record),
    loadActivities(context.table, activityId === '' ? [] : [activityId]),
  ]);
  const knowledge = { activity: activities.get(activityId), today: context.today, now: context.now };
  const isPreview = phaseOf(record.state) === 'preview';
  const rules = await rulesFor(context, record, isPreview ? new Map() : copies);
  const chunkWork: ChunkWork = { record, holder, suspect, knowledge, rules };
  const outcomes = isPreview ? look(chunkWork, copies) : await changeAll(context, chunkWork, copies, sources);
  const results = await withReservations(context, record, outcomes, copies);
  return {
    results,
    newcomers: results.filter(({ copyId }) => !sources.has(copyId)).length,
    affectedReservations: results.reduce((sum, { reservations = 0 }) => sum + reservations, 0),
  };
};
