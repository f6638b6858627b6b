import {
  hasLapsed,
  saysTheSame,
  slotKey,
  slotOf,
  type Block,
  type BlockKind,
  type Blocks,
  type Slot,
} from './block.ts';
import type { Day } from './calendar.ts';
import { changeLine, type Author, type HistoryLine } from './history.ts';

/** The blocks after a change, and its history lines; without lines nothing changed (rule B9). */
export interface BlockChange {
  readonly blocks: Blocks;
  readonly lines: readonly HistoryLine[];
}

/**
 * The night is the author of a lapse, also when a new block replaces the lapsed one first (rule
 * B9).
 */
const lapse = (author: Author, block: Block): HistoryLine =>
  changeLine({ at: author.at, by: 'nightly', cause: { type: 'nightly' } }, block, undefined);

/**
 * Puts a block in its slot, without a comparison. A lapsed block there is lifted first (rule B9).
 */
export const putBlock = (blocks: Blocks, block: Block, author: Author, today: Day): BlockChange => {
  const key = slotKey(block.kind, slotOf(block));
  const found = blocks[key];
  const lapsed = found && hasLapsed(found, today) ? [lapse(author, found)] : [];
  const current = lapsed.length > 0 ? undefined : found;
  return { blocks: { ...blocks, [key]: block }, lines: [...lapsed, changeLine(author, current, block)] };
};

/**
 * Sets a block in its slot. A lapsed block there is lifted first; a block with the same effect
 * stays (rules B1, B9).
 */
export const setBlock = (blocks: Blocks, block: Block, author: Author, today: Day): BlockChange => {
  const there = blocks[slotKey(block.kind, slotOf(block))];
  const stays = there && !hasLapsed(there, today) && saysTheSame(there, block);
  return stays ? { blocks, lines: [] } : putBlock(blocks, block, author, today);
};

const without = (blocks: Blocks, keys: readonly string[]): Blocks =>
  Object.fromEntries(Object.entries(blocks).filter(([key]) => !keys.includes(key)));

/** Lifts the blocks under these keys; the others stay (rule B1). */
export const liftBlocks = (blocks: Blocks, keys: readonly string[], author: Author): BlockChange => ({
  blocks: without(blocks, keys),
  lines: keys.flatMap((key) => (blocks[key] ? [changeLine(author, blocks[key], undefined)] : [])),
});

/**
 * Lifts the block of a kind in one slot, and keeps the others. A lapsed block does not count (rules
 * B1, T2).
 */
export const liftBlock = (
  blocks: Blocks,
  { kind, slot }: { readonly kind: BlockKind; readonly slot: Slot },
  author: Author,
  today: Day,
): BlockChange => {
  const key = slotKey(kind, slot);
  const block = blocks[key];
  return liftBlocks(blocks, block && !hasLapsed(block, today) ? [key] : [], author);
};

/**
 * Lifts the blocks of a kind in the slots of standing rules, of every rule (contract `?rule=true`).
 */
export const liftRuledBlocks = (blocks: Blocks, kind: BlockKind, author: Author): BlockChange => {
  const ruled = Object.entries(blocks).filter(
    ([, block]) => block.kind === kind && slotOf(block).ruleId !== undefined,
  );
  return liftBlocks(
    blocks,
    ruled.map(([key]) => key),
    author,
  );
};

/** Lifts lapsed blocks, as the night does, up to a limit (rule N1). */
export const liftLapsed = (blocks: Blocks, author: Author, today: Day, most = Infinity): BlockChange => {
  const lapsed = Object.entries(blocks).filter(([, block]) => hasLapsed(block, today));
  return liftBlocks(
    blocks,
    lapsed.slice(0, most).map(([key]) => key),
    author,
  );
};
