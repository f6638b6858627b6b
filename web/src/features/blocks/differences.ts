import type { Block, Copy } from '../../lib/api/types.ts';
import { sayTheSame, slotOf } from './slot.ts';

export interface CopyDifferences {
  readonly set: readonly Block[];
  readonly lifted: readonly Block[];
  /** The new status, if it changed. */
  readonly status?: Copy['status'];
  readonly reservations?: number;
}

/** Compares a copy with the version that was shown before. */
export function differencesOf(shown: Copy, now: Copy): CopyDifferences {
  const before = new Map(shown.blocks.map((block) => [slotOf(block), block]));
  const after = new Map(now.blocks.map((block) => [slotOf(block), block]));
  const set = now.blocks.filter((block) => {
    const old = before.get(slotOf(block));
    return old === undefined || !sayTheSame(old, block);
  });
  return {
    set,
    lifted: shown.blocks.filter((block) => !after.has(slotOf(block))),
    ...(shown.status !== now.status && { status: now.status }),
    ...(shown.reservations !== now.reservations && { reservations: now.reservations }),
  };
}
