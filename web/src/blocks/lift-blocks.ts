import type { Block, Copy } from '../api/types.ts';
import { slotOf } from '../parts/copy-tags.tsx';
import { oneByOne, type Outcomes } from '../parts/one-by-one.ts';
import { changeBlocks, liftBlock, slotOfBlock, type BlockWish, type Changed } from './change-blocks.ts';

/** The same block on several copies: of one kind and slot. */
export interface BlockGroup {
  readonly slot: string;
  /** One of them, to say what they are. */
  readonly block: Block;
  readonly copyIds: readonly string[];
}

/** The blocks of these copies, together by kind and slot (rule B1): lifting one leaves the others. */
export function groupsOf(copies: readonly Copy[]): readonly BlockGroup[] {
  const groups = new Map<string, { slot: string; block: Block; copyIds: string[] }>();
  for (const copy of copies)
    for (const block of copy.blocks) {
      const slot = slotOf(block);
      const group = groups.get(slot) ?? { slot, block, copyIds: [] };
      group.copyIds.push(copy.copyId);
      groups.set(slot, group);
    }
  return [...groups.values()];
}

/** Lifts the blocks in these slots from a copy. */
async function liftSlots(copy: Copy, slots: ReadonlySet<string>): Promise<Changed> {
  let changed: Changed = { copy, affected: [] };
  for (const block of copy.blocks) {
    if (slots.has(slotOf(block))) changed = await liftBlock(changed.copy, slotOfBlock(block));
  }
  return changed;
}

/** Lifts the blocks in these slots from all copies that have them. */
export const liftFromAll = (
  copies: readonly Copy[],
  slots: ReadonlySet<string>,
): Promise<Outcomes<Copy, Changed>> =>
  oneByOne(
    copies.filter(({ blocks }) => blocks.some((block) => slots.has(slotOf(block)))),
    (copy) => liftSlots(copy, slots),
  );

const wishFor = ({ kind, code, endDate, activityId, reason }: Block): BlockWish => ({
  ...(activityId !== undefined && { activityId }),
  ...(kind === 'reservation'
    ? { reservation: code ?? 8 }
    : { loan: endDate === undefined ? {} : { endDate } }),
  ...(reason !== undefined && { reason }),
});

/** Sets blocks again that were lifted; that of a rule comes back as one of nobody's activity, which the rule takes as its own (C1). */
export async function setAgain(before: Copy, now: Copy, slots: ReadonlySet<string>): Promise<Changed> {
  let changed: Changed = { copy: now, affected: [] };
  for (const block of before.blocks) {
    if (slots.has(slotOf(block))) changed = await changeBlocks(changed.copy, wishFor(block));
  }
  return changed;
}
