import type { Block, BlockKind, Copy } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';

/** The kinds of block. */
export const KINDS: readonly BlockKind[] = ['reservation', 'loan'];

/** What tells a block from the others of its copy (rule B1): kind, and slot. */
export const slotOf = ({ kind, activityId, source }: Block): string =>
  [kind, activityId ?? '', activityId === undefined && source.type === 'rule' ? (source.id ?? '') : ''].join(
    '|',
  );

/** The colour of a block: what it keeps from happening. */
export const toneOf = ({ kind, code }: Pick<Block, 'kind' | 'code'>): 'loan' | 'warning' | 'error' => {
  if (kind === 'loan') return 'loan';
  return code === 7 ? 'warning' : 'error';
};

/**
 * Whether a standing rule set it, in a slot of the rule: one with an activity sets it in the slot
 * of that (rule C1).
 */
export const isRuled = ({ activityId, source }: Block): boolean =>
  activityId === undefined && source.type === 'rule';

/** The block of a kind in the slot of an activity, or in that of none; never that of a rule. */
export const blockInSlot = (copy: Copy, kind: BlockKind, activityId?: string): Block | undefined =>
  copy.blocks.find((block) => block.kind === kind && block.activityId === activityId && !isRuled(block));

/** What a block says, apart from who set it when. */
export type Content = Pick<Block, 'code' | 'endDate' | 'reason'>;

/** What a slot is to hold: a block that says this, or none (`null`). */
export interface WantedSlot {
  readonly kind: BlockKind;
  readonly activityId?: string;
  readonly content: Content | null;
}

/** What a block says. */
export const contentOf = ({ code, endDate, reason }: Block): Content => defined({ code, endDate, reason });

/** Whether two say the same to a librarian; no reason is the same as an empty one. */
export const sayTheSame = (a: Content | null, b: Content | null): boolean =>
  a === null || b === null
    ? a === b
    : a.code === b.code && a.endDate === b.endDate && (a.reason ?? '') === (b.reason ?? '');

/** What a slot of a copy holds now: to be asked for where it is to be put back (undo). */
export const slotNow = (copy: Copy, { kind, activityId }: Omit<WantedSlot, 'content'>): WantedSlot => {
  const block = blockInSlot(copy, kind, activityId);
  return defined({ kind, activityId, content: block === undefined ? null : contentOf(block) });
};

/** Whether a slot of a copy holds something else than is wanted. */
export const differs = (copy: Copy, wanted: WantedSlot): boolean =>
  !sayTheSame(slotNow(copy, wanted).content, wanted.content);
