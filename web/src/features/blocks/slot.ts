import type { Block, BlockKind, Copy } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';

export const KINDS: readonly BlockKind[] = ['reservation', 'loan'];

/** The key of a block among the blocks of its copy: kind and slot (rule B1). */
export const slotOf = ({ kind, activityId, source }: Block): string =>
  [kind, activityId ?? '', activityId === undefined && source.type === 'rule' ? (source.id ?? '') : ''].join(
    '|',
  );

/** The colour of a block, by what it prevents. */
export const toneOf = ({ kind, code }: Pick<Block, 'kind' | 'code'>): 'loan' | 'warning' | 'error' => {
  if (kind === 'loan') return 'loan';
  return code === 7 ? 'warning' : 'error';
};

/**
 * Whether a block is in a rule's slot. A rule with an activity sets its block in the slot of the
 * activity instead (rule C1).
 */
export const isRuled = ({ activityId, source }: Block): boolean =>
  activityId === undefined && source.type === 'rule';

/**
 * The block of a kind in the slot of an activity, or in the slot without one; never in a rule's
 * slot.
 */
export const blockInSlot = (copy: Copy, kind: BlockKind, activityId?: string): Block | undefined =>
  copy.blocks.find((block) => block.kind === kind && block.activityId === activityId && !isRuled(block));

/** The fields of a block that staff can set. */
export type Content = Pick<Block, 'code' | 'endDate' | 'reason'>;

/** The wanted content of a slot; `null` for no block. */
export interface WantedSlot {
  readonly kind: BlockKind;
  readonly activityId?: string;
  readonly content: Content | null;
}

export const contentOf = ({ code, endDate, reason }: Block): Content => defined({ code, endDate, reason });

/** Whether two contents mean the same; no reason equals an empty reason. */
export const sayTheSame = (a: Content | null, b: Content | null): boolean =>
  a === null || b === null
    ? a === b
    : a.code === b.code && a.endDate === b.endDate && (a.reason ?? '') === (b.reason ?? '');

/** The current content of a slot, to restore it on undo. */
export const slotNow = (copy: Copy, { kind, activityId }: Omit<WantedSlot, 'content'>): WantedSlot => {
  const block = blockInSlot(copy, kind, activityId);
  return defined({ kind, activityId, content: block === undefined ? null : contentOf(block) });
};

/** Whether the content of a slot differs from what is wanted. */
export const differs = (copy: Copy, wanted: WantedSlot): boolean =>
  !sayTheSame(slotNow(copy, wanted).content, wanted.content);
