import type { Block, BlockKind, Copy } from '../../lib/api/types.ts';
import { blockInSlot, KINDS } from '../../features/blocks/slot.ts';
import type { BlockRequest } from '../../features/blocks/block-request.ts';
import type { Options } from './options.ts';

/** The blocks to set, and their activity. */
export interface WantedBlocks extends Options {
  readonly activityId: string;
}

/** The result of blocking a copy. */
export interface Blocked {
  /** The kinds of block that it now has for the activity. */
  readonly blocks: readonly BlockKind[];
  /** Existing blocks that stay, although the options ask for other ones. */
  readonly kept: readonly Block[];
  /** The error that stopped a step. */
  readonly problem?: unknown;
}

/**
 * The blocks to set beside those that the copy has for the activity. An existing block that is as
 * strict, or has its own end, stays.
 */
export function blockRequestFor({ activityId, code, loan }: WantedBlocks, copy: Copy): BlockRequest {
  const codeNow = blockInSlot(copy, 'reservation', activityId)?.code;
  const hasLoanBlock = blockInSlot(copy, 'loan', activityId) !== undefined;
  return {
    activityId,
    ...(codeNow !== 8 && codeNow !== code && { reservation: code }),
    ...(loan && !hasLoanBlock && { loan: {} }),
  };
}

/** The blocks of a copy for the activity, and those among them that differ from the options. */
export function blockedAs({ activityId, code, loan }: WantedBlocks, copy: Copy): Omit<Blocked, 'problem'> {
  const there = KINDS.flatMap((kind) => blockInSlot(copy, kind, activityId) ?? []);
  const isOther = (block: Block): boolean =>
    block.kind === 'reservation' ? block.code !== code : loan && block.endDate !== undefined;
  return { blocks: there.map(({ kind }) => kind), kept: there.filter(isOther) };
}
