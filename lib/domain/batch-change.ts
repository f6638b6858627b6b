import { defined } from './defined.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Batch } from './batch-state.ts';
import { kindsOf, undoIdOf } from './batch.ts';
import { hasLapsed, slotKey, slotOf, type Block, type BlockKind, type Blocks } from './block.ts';
import { liftBlocks, putBlock, setBlock, type BlockChange } from './block-changes.ts';
import { dayOf, type Day, type Instant } from './calendar.ts';
import type { Author, HistoryLine } from './history.ts';

const pick = (blocks: Blocks, isMeant: (block: Block, key: string) => boolean): Blocks =>
  Object.fromEntries(Object.entries(blocks).filter(([key, block]) => isMeant(block, key)));

/** The blocks in force of the kinds that a batch changes: shown before and after (contract). */
export const blocksConcerned = ({ order }: Batch, blocks: Blocks, day: Day): Blocks => {
  const kinds = kindsOf(order.change);
  return pick(blocks, (block) => kinds.includes(block.kind) && !hasLapsed(block, day));
};

/**
 * Whether a block is in a slot of the batch: the slot of its activity, or without an activity; with
 * `includeRuled` also slots of rules, when it lifts (M1).
 */
const isInSlots = ({ order }: Batch, block: Block): boolean => {
  const { activityId, ruleId } = slotOf(block);
  if (!kindsOf(order.change).includes(block.kind) || activityId !== order.activityId) return false;
  return ruleId === undefined || (order.includeRuled && order.change[block.kind] === null);
};

/** The blocks in the slots of a batch. */
export const blocksInSlots = (batch: Batch, blocks: Blocks): Blocks =>
  pick(blocks, (block) => isInSlots(batch, block));

/**
 * Whether a history line changes a kind and slot of a batch (rule M5). Lifting a lapsed block is no
 * change (rule T2).
 */
export const concernsBatch = (batch: Batch, { at, before, after }: HistoryLine): boolean => {
  const block = after ?? before;
  const isLapse = after === undefined && before !== undefined && hasLapsed(before, dayOf(at));
  return block !== undefined && !isLapse && isInSlots(batch, block);
};

/** The blocks before a line of the history. */
const withoutLine = (blocks: Blocks, { before, after }: HistoryLine): Blocks => {
  const block = after ?? before;
  if (!block) return blocks;
  const slot = slotKey(block.kind, slotOf(block));
  const others = pick(blocks, (_, key) => key !== slot);
  return before ? { ...others, [slot]: before } : others;
};

/** The blocks before the lines of a history, oldest first, that led to these blocks (rule B9). */
export const blocksBefore = (blocks: Blocks, lines: readonly HistoryLine[]): Blocks =>
  lines.reduceRight(withoutLine, blocks);

/** Whether two versions of a copy have the same blocks in the slots of a batch. */
export const isSameInSlots = (batch: Batch, a: Blocks, b: Blocks): boolean =>
  isDeepStrictEqual(blocksInSlots(batch, a), blocksInSlots(batch, b));

/** The day on which a batch was started, or before that the one on which it was made. */
export const dayOfBatch = ({ order, state }: Batch): Day => dayOf(state.startedAt ?? order.createdAt);

/** The block that a batch sets: the same on every copy. */
const blockOf = ({ order, state }: Batch, kind: BlockKind): Block => {
  const origin = {
    ...defined({ activityId: order.activityId, reason: order.reason }),
    source: { type: 'batch' as const, id: order.id },
    placedBy: (state.runBy ?? order.createdBy).sub,
    placedAt: state.startedAt ?? order.createdAt,
  };
  return kind === 'reservation'
    ? { kind, code: order.change.reservation?.code ?? 8, ...origin }
    : { kind, ...origin };
};

/**
 * Whether an existing block has the effect of the batch's block: then it keeps its reason and
 * source (rule B9).
 */
const saysIt = (there: Block, wanted: Block): boolean => {
  if (there.kind === 'reservation') return wanted.kind === 'reservation' && there.code === wanted.code;
  return wanted.kind === 'loan' && there.endDate === wanted.endDate;
};

const setOne = (blocks: Blocks, block: Block, author: Author, day: Day): BlockChange => {
  const there = blocks[slotKey(block.kind, slotOf(block))];
  if (there && !hasLapsed(there, day) && saysIt(there, block)) return { blocks, lines: [] };
  return setBlock(blocks, block, author, day);
};

const liftKind = (
  batch: Batch,
  blocks: Blocks,
  kind: BlockKind,
  { author, day }: { readonly author: Author; readonly day: Day },
): BlockChange => {
  const meant = Object.entries(blocksInSlots(batch, blocks)).filter(
    ([, block]) => block.kind === kind && !hasLapsed(block, day),
  );
  return liftBlocks(
    blocks,
    meant.map(([key]) => key),
    author,
  );
};

/** The batch as the author of the lines in the histories of its copies (rule B9). */
export const authorOf = ({ order, state }: Batch, at: Instant): Author => ({
  at,
  by: (state.undoneBy ?? state.runBy ?? order.createdBy).sub,
  cause: { type: 'batch', id: state.undoneBy ? undoIdOf(order.id) : order.id },
});

/** Applies changes one after the other, and joins them into one. */
const inTurn = <T>(
  blocks: Blocks,
  things: readonly T[],
  change: (blocks: Blocks, thing: T) => BlockChange,
): BlockChange =>
  things.reduce<BlockChange>(
    (done, thing) => {
      const next = change(done.blocks, thing);
      return { blocks: next.blocks, lines: [...done.lines, ...next.lines] };
    },
    { blocks, lines: [] },
  );

/**
 * Applies a batch to the blocks of a copy on a day; without lines nothing changed (rules M1, M2,
 * B9).
 */
export const applyBatch = (
  batch: Batch,
  blocks: Blocks,
  at: Instant,
  day: Day = dayOfBatch(batch),
): BlockChange => {
  const { change } = batch.order;
  const author = authorOf(batch, at);
  return inTurn(blocks, kindsOf(change), (now, kind) =>
    change[kind] === null
      ? liftKind(batch, now, kind, { author, day })
      : setOne(now, blockOf(batch, kind), author, day),
  );
};

/**
 * Restores the blocks of a copy from before a batch (rule M5). A lapsed block is neither restored
 * nor lifted: it has no effect, and the night removes it (rule T2).
 */
export const putBack = (
  batch: Batch,
  blocks: Blocks,
  before: Blocks,
  { at, today }: { readonly at: Instant; readonly today: Day },
): BlockChange => {
  const author = authorOf(batch, at);
  const inForce = (all: Blocks) => pick(blocksInSlots(batch, all), (block) => !hasLapsed(block, today));
  const [there, wanted] = [inForce(blocks), inForce(before)];
  const keys = Object.keys({ ...there, ...wanted }).filter(
    (key) => !isDeepStrictEqual(there[key], wanted[key]),
  );
  return inTurn(blocks, keys, (now, key) =>
    wanted[key] ? putBlock(now, wanted[key], author, today) : liftBlocks(now, [key], author),
  );
};
