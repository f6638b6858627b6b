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

/**
 * A copy's blocks in force of the kinds that a batch changes: what people see of a copy before and
 * after (contract).
 */
export const blocksConcerned = ({ order }: Batch, blocks: Blocks, day: Day): Blocks => {
  const kinds = kindsOf(order.change);
  return pick(blocks, (block) => kinds.includes(block.kind) && !hasLapsed(block, day));
};

/**
 * Whether a block is in a slot that a batch is about: its activity's, or none's, and perhaps the
 * rules' to lift (M1).
 */
const isInSlots = ({ order }: Batch, block: Block): boolean => {
  const { activityId, ruleId } = slotOf(block);
  if (!kindsOf(order.change).includes(block.kind) || activityId !== order.activityId) return false;
  return ruleId === undefined || (order.includeRuled && order.change[block.kind] === null);
};

/** The blocks among these that are in the slots a batch is about. */
export const blocksInSlots = (batch: Batch, blocks: Blocks): Blocks =>
  pick(blocks, (block) => isInSlots(batch, block));

/**
 * Whether a line of a copy's history is a change of the kinds and slots that a batch is about (rule
 * M5). That a block had come to its own end when it was lifted is none (rule T2).
 */
export const concernsBatch = (batch: Batch, { at, before, after }: HistoryLine): boolean => {
  const block = after ?? before;
  const isLapse = after === undefined && before !== undefined && hasLapsed(before, dayOf(at));
  return block !== undefined && !isLapse && isInSlots(batch, block);
};

/** A copy's blocks on one side of a change: those of its lines, and what they leave alone. */
export const sideOf = (blocks: Blocks, lines: readonly HistoryLine[], side: 'before' | 'after'): Blocks => {
  const keyOf = ({ before, after }: HistoryLine): string => {
    const block = after ?? before;
    return block ? slotKey(block.kind, slotOf(block)) : '';
  };
  const keys = lines.map(keyOf);
  const others = pick(blocks, (_, key) => !keys.includes(key));
  const own = lines.flatMap((line) => (line[side] ? [[keyOf(line), line[side]] as const] : []));
  return { ...others, ...Object.fromEntries(own) };
};

/** Whether two copies of the same look the same in the slots that a batch is about. */
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
 * Whether a block that is there says what the batch would: then it, its reason and its source stay
 * (rule B9).
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

/** Several changes one after the other, as one. */
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
 * What a batch makes of the blocks of a copy on a day; no lines where it changes nothing (rules M1,
 * M2, B9).
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
 * Puts back what a batch has changed of a copy, given its blocks before (rule M5). What is past its
 * own end date by now is not put back, nor is it lifted: it has no effect, and is the night's (rule
 * T2).
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
