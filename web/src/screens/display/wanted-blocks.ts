import type { Block, BlockKind, Copy } from '../../lib/api/types.ts';
import { blockInSlot, KINDS } from '../../features/blocks/slot.ts';
import type { BlockRequest } from '../../features/blocks/block-request.ts';
import type { Options } from './options.ts';

/** Which blocks, for which activity. */
export interface WantedBlocks extends Options {
  readonly activityId: string;
}

/** What came of blocking a copy. */
export interface Blocked {
  /** The kinds that are on it now for the activity. */
  readonly blocks: readonly BlockKind[];
  /** What was on it already and stays, though it says something else than was asked for. */
  readonly kept: readonly Block[];
  /** Why not all of it was done. */
  readonly problem?: unknown;
}

/**
 * What is still asked for on a copy, beside what it has for the activity: a block that is as
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

/** What a copy has for the activity, and what of it is other than asked for. */
export function blockedAs({ activityId, code, loan }: WantedBlocks, copy: Copy): Omit<Blocked, 'problem'> {
  const there = KINDS.flatMap((kind) => blockInSlot(copy, kind, activityId) ?? []);
  const isOther = (block: Block): boolean =>
    block.kind === 'reservation' ? block.code !== code : loan && block.endDate !== undefined;
  return { blocks: there.map(({ kind }) => kind), kept: there.filter(isOther) };
}
