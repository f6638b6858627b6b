import { blocksBefore, blocksConcerned, concernsBatch } from '../../domain/batch-change.ts';
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
import { askedWhereAwaited } from '../core/serving-copies.ts';

/** Another worker has taken over this batch: stop. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** The input of a worker for one chunk. */
export interface ChunkWork {
  readonly record: BatchRecord;
  /** The name of this worker in the fence. */
  readonly holder: string;
  readonly knowledge: Knowledge;
  /**
   * The standing rule of each copy of the chunk; lifting may make the copy an exception (rule C3).
   */
  readonly rules: ReadonlyMap<string, BlockingRule>;
  /** Whether an interrupted worker may have changed copies without recording it. */
  readonly suspect: boolean;
}

export interface CopyInChunk {
  readonly copyId: string;
  /** The copy as it was read with its chunk. */
  readonly read: Copy | undefined;
  /** The result of the previous phase for this copy. */
  readonly source: BatchResult | undefined;
}

const isUndo = ({ state }: BatchRecord): boolean => phaseOf(state) === 'undo';

/** A copy after a change, with its blocks before and after. */
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
 * The result of an earlier change by this batch, from the history of the copy; undefined when there
 * is no such change.
 */
const madeBefore = async (context: RequestContext, chunkWork: ChunkWork, { copyId, blocks }: Copy) => {
  const { record } = chunkWork;
  const { id, createdAt } = record.order;
  const made = await changeBy(context.table, copyId, isUndo(record) ? undoIdOf(id) : id, createdAt);
  if (!made) return undefined;
  const { lines, since, version } = made;
  const after = blocksBefore(blocks, since);
  return changed(chunkWork, { copyId, before: blocksBefore(after, lines), after, version });
};

/** Whether a block that the batch concerns changed after the batch changed this copy (rule M5). */
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
  const asked = await askedWhereAwaited(context, copy, after);
  const change = changeCopy(copy, asked, lines, sets && activity ? [activity] : []);
  await context.table.write(together(change, holdsFence(record.order.id, slot, holder)));
  const { copyId, version } = copy;
  return changed(chunkWork, { copyId, before: copy.blocks, after: blocks, version: version + 1 });
};

/**
 * Runs or undoes a batch on one copy, in one write with its history, and answers its outcome;
 * undefined when the copy does not belong to the batch. After a lost write it checks whether this
 * batch made the other change, and then decides on the current copy. Throws `Superseded` when
 * another worker has taken over.
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
    // After a cancel request, only changes that an interrupted worker already made still count.
    if (made ?? (chunkWork.suspect && chunkWork.record.state.cancelled)) return made;
    const decision = await decide(context, current, copy, source);
    if (!decision) return undefined;
    if (!('change' in decision) || !copy)
      return resultOf(chunkWork.record, { copyId, copy }, decision, context.today);
    return write(context, current, { copy, change: decision.change }, slot).catch(superseded);
  });

/** Reads the activity again: a change of its end may have caused the lost write. */
const withActivity = async (context: RequestContext, chunkWork: ChunkWork): Promise<ChunkWork> => {
  const { activity } = chunkWork.knowledge;
  if (!activity) return chunkWork;
  return {
    ...chunkWork,
    knowledge: { ...chunkWork.knowledge, activity: await loadActivity(context.table, activity.id) },
  };
};

/** Turns a write that lost the fence into `Superseded`; throws other errors on. */
export const superseded = (error: unknown): never => {
  if (error instanceof WriteLost && error.lost.includes('superseded')) throw new Superseded();
  throw error;
};
