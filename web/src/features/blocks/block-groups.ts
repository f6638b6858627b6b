import type { Block, Copy } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';
import { blockInSlot, contentOf, isRuled, type WantedSlot } from './slot.ts';

/** The same block on several copies, which the same call lifts from each. */
export interface BlockGroup {
  readonly lifted: string;
  /** One of the blocks, to show what they are. */
  readonly block: Block;
  readonly copyIds: readonly string[];
}

/**
 * The key by which blocks are lifted together: the API lifts the blocks of all standing rules of a
 * kind in one call.
 */
export const liftKeyOf = (block: Block): string =>
  [block.kind, block.activityId ?? '', isRuled(block) ? 'rule' : ''].join('|');

/** Groups the blocks of copies by lift key. Lifting one group leaves the others (rule B1). */
export function blockGroupsOf(copies: readonly Copy[]): readonly BlockGroup[] {
  const groups = new Map<string, { lifted: string; block: Block; copyIds: string[] }>();
  for (const copy of copies)
    for (const block of copy.blocks) {
      const lifted = liftKeyOf(block);
      const group = groups.get(lifted) ?? { lifted, block, copyIds: [] };
      if (!group.copyIds.includes(copy.copyId)) group.copyIds.push(copy.copyId);
      group.block = strictest(group.block, block);
      groups.set(lifted, group);
    }
  return [...groups.values()];
}

/** The blocks of a copy to lift for these keys, one for each call. */
export const toLift = (copy: Copy, keys: ReadonlySet<string>): readonly { key: string; block: Block }[] =>
  [...new Map(copy.blocks.map((block) => [liftKeyOf(block), block]))]
    .filter(([key]) => keys.has(key))
    .map(([key, block]) => ({ key, block }));

/**
 * The slots to fill again when a lift is undone. A rule's slot cannot be filled by hand: its block
 * goes to the slot without an activity, which the rule takes over (rule C1). Of two blocks that end
 * up in one slot, the strictest stays.
 */
export function blockRequestBack(before: Copy, keys: ReadonlySet<string>): readonly WantedSlot[] {
  const back = new Map<string, Block>();
  for (const block of before.blocks.filter((one) => keys.has(liftKeyOf(one)))) {
    const { kind, activityId } = block;
    const key = `${kind}|${activityId ?? ''}`;
    const there = back.get(key) ?? blockInSlot(before, kind, activityId) ?? block;
    back.set(key, strictest(there, block));
  }
  return [...back.values()].map((block) =>
    defined({ kind: block.kind, activityId: block.activityId, content: contentOf(block) }),
  );
}

const strictest = (one: Block, other: Block): Block => ((other.code ?? 0) > (one.code ?? 0) ? other : one);
