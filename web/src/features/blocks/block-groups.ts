import type { Block, Copy } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';
import { blockInSlot, contentOf, isRuled, type WantedSlot } from './slot.ts';

/** The same block on several copies: what is lifted by one and the same call. */
export interface BlockGroup {
  readonly lifted: string;
  /** One of them, to say what they are. */
  readonly block: Block;
  readonly copyIds: readonly string[];
}

/**
 * What tells blocks apart when they are lifted: the API lifts those of every standing rule of a
 * kind at once.
 */
export const liftKeyOf = (block: Block): string =>
  [block.kind, block.activityId ?? '', isRuled(block) ? 'rule' : ''].join('|');

/**
 * The blocks of these copies, together by what is lifted with one call (rule B1): lifting one
 * leaves the others.
 */
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

/** What is to be lifted from a copy with these keys: one block for each call. */
export const toLift = (copy: Copy, keys: ReadonlySet<string>): readonly { key: string; block: Block }[] =>
  [...new Map(copy.blocks.map((block) => [liftKeyOf(block), block]))]
    .filter(([key]) => keys.has(key))
    .map(([key, block]) => ({ key, block }));

/**
 * What a copy is to hold again of the blocks that were lifted with these keys. A rule's slot cannot
 * be filled by hand: its block comes back in the slot of no activity, which the rule takes as its
 * own (rule C1); of two that meet there, the strictest.
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
