import { blocksConcerned, concernsBatch, sideOf } from '../../domain/batch-change.ts';
import {
  resultOf,
  decideOnUndo,
  decideOnBatchCopy,
  type Knowledge,
  type BatchDecision,
} from '../../domain/batch-outcome.ts';
import { undoIdOf, type BatchResult } from '../../domain/batch.ts';
import { phaseOf } from '../../domain/batch-state.ts';
import type { Blocks } from '../../domain/block.ts';
import type { BlockChange } from '../../domain/block-changes.ts';
import type { Copy } from '../../domain/copy.ts';
import { withException, withoutNeedlessException, type BlockingRule } from '../../domain/standing-rule.ts';
import { loadActivity } from '../../store/activities.ts';
import { holdsFence, type BatchRecord } from '../../store/batches.ts';
import { changeCopy, loadCopies } from '../../store/copies.ts';
import { changeBy, linesBetween } from '../../store/histories.ts';
import { together, WriteLost } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';
import { retryOnConflict } from '../core/retry.ts';

/** Somebody else is at this batch by now: nothing more is to be done here. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** With what a worker does its part of a batch. */
export interface ChunkWork {
  readonly record: BatchRecord;
  /** By which the fence knows this worker. */
  readonly holder: string;
  readonly knowledge: Knowledge;
  /**
   * The standing rule of each copy of the chunk, where lifting may make it an exception (rule C3).
   */
  readonly rules: ReadonlyMap<string, BlockingRule>;
  /**
   * Whether copies may have been changed already, by a worker that was cut off before it could say
   * so.
   */
  readonly suspect: boolean;
}

/** A copy of the chunk. */
export interface CopyInChunk {
  readonly copyId: string;
  /** As it was read with the others of its chunk. */
  readonly read: Copy | undefined;
  /** What the phase before had of it. */
  readonly source: BatchResult | undefined;
}

const isUndo = ({ state }: BatchRecord): boolean => phaseOf(state) === 'undo';

/** A copy that the batch has changed: its blocks before and after, and its version since. */
interface ChangedCopy {
  readonly copyId: string;
  readonly before: Blocks;
  readonly after: Blocks;
  readonly version: number;
}

const changed = (
  { record, knowledge }: ChunkWork,
  { copyId, before, after, version }: ChangedCopy,
): BatchResult => {
  const shown = (blocks: Blocks) => blocksConcerned(record, blocks, knowledge.today);
  return {
    copyId,
    outcome: 'changed',
    before: shown(before),
    ...(isUndo(record) && { after: shown(after) }),
    version,
  };
};

/**
 * The result of a change that this batch has made before, as the copy's history has it; undefined
 * where it hasn't.
 */
const madeBefore = async (context: RequestContext, chunkWork: ChunkWork, { copyId, blocks }: Copy) => {
  const { record } = chunkWork;
  const { id, createdAt } = record.order;
  const made = await changeBy(context.table, copyId, isUndo(record) ? undoIdOf(id) : id, createdAt);
  if (!made) return undefined;
  const { lines, version } = made;
  const [before, after] = [sideOf(blocks, lines, 'before'), sideOf(blocks, lines, 'after')];
  return changed(chunkWork, { copyId, before, after, version });
};

/**
 * Whether a block that the batch is about has been changed since the batch changed this copy (rule
 * M5).
 */
const isChangedSince = async (
  context: RequestContext,
  record: BatchRecord,
  copy: Copy,
  { version = 0 }: BatchResult,
) => {
  if (copy.version === version) return false;
  const lines = await linesBetween(context.table, copy.copyId, version + 1);
  return lines.some((line) => concernsBatch(record, line));
};

const decide = async (
  context: RequestContext,
  { record, knowledge }: ChunkWork,
  copy: Copy | undefined,
  source: BatchResult | undefined,
): Promise<BatchDecision | undefined> => {
  if (!isUndo(record)) return decideOnBatchCopy(record, copy, source, knowledge);
  if (!source) return undefined;
  if (copy && (await isChangedSince(context, record, copy, source)))
    return { outcome: 'refused', reason: 'changed-since' };
  return decideOnUndo(record, copy, source, knowledge);
};

const write = async (
  context: RequestContext,
  chunkWork: ChunkWork,
  { copy, change: { blocks, lines } }: { readonly copy: Copy; readonly change: BlockChange },
  slot: number,
): Promise<BatchResult> => {
  const { record, holder, knowledge, rules } = chunkWork;
  const wanted = { ...copy, blocks };
  const rule = rules.get(copy.copyId);
  const after = isUndo(record) ? withoutNeedlessException(wanted, rule) : withException(copy, wanted, rule);
  const { activity } = knowledge;
  const sets = lines.some((line) => line.after?.activityId !== undefined);
  const change = changeCopy(copy, after, lines, sets && activity ? [activity] : []);
  await context.table.write(together(change, holdsFence(record.order.id, slot, holder)));
  const { copyId, version } = copy;
  return changed(chunkWork, { copyId, before: copy.blocks, after: blocks, version: version + 1 });
};

/**
 * Does one copy's part of a run or an undo, as one write with its history, and answers its outcome;
 * undefined where it is none of the batch's copies after all. Whoever loses to somebody else
 * decides again on what is true then, and looks first whether it was this batch that won. Throws
 * `Superseded` where another worker has taken over.
 */
export const applyToCopy = async (
  context: RequestContext,
  chunkWork: ChunkWork,
  { copyId, read, source }: CopyInChunk,
  slot: number,
): Promise<BatchResult | undefined> =>
  retryOnConflict(async (isFirst) => {
    const copy = isFirst ? read : (await loadCopies(context.table, [copyId])).get(copyId);
    const current = isFirst ? chunkWork : await withActivity(context, chunkWork);
    const made =
      copy && (!isFirst || chunkWork.suspect) ? await madeBefore(context, chunkWork, copy) : undefined;
    // Of what a worker left half done when somebody wanted it to stop, it only matters what was
    // done.
    if (made ?? (chunkWork.suspect && chunkWork.record.state.cancelled)) return made;
    const decision = await decide(context, current, copy, source);
    if (!decision) return undefined;
    if (!('change' in decision) || !copy)
      return resultOf(chunkWork.record, { copyId, copy }, decision, context.today);
    return write(context, current, { copy, change: decision.change }, slot).catch(superseded);
  });

/**
 * The same with the activity as it is now: its end may have changed, and that be what a write was
 * lost to.
 */
const withActivity = async (context: RequestContext, chunkWork: ChunkWork): Promise<ChunkWork> => {
  const { activity } = chunkWork.knowledge;
  if (!activity) return chunkWork;
  return {
    ...chunkWork,
    knowledge: { ...chunkWork.knowledge, activity: await loadActivity(context.table, activity.id) },
  };
};

const superseded = (error: unknown): never => {
  if (error instanceof WriteLost && error.lost.includes('superseded')) throw new Superseded();
  throw error;
};
