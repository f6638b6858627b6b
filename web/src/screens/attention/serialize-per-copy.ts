import type { Copy, Flag } from '../../lib/api/types.ts';
import { perform, type FlagAction } from './flag-actions.ts';

/**
 * Acts on one flag after another, each on its copy as it is shown. The flags of one copy wait for
 * each other: each makes another version of it, which the next one is to be about. Answers the copy
 * as it is then; null where there is none.
 */
export function serializePerCopy(
  action: FlagAction,
  shown: (copyId: string) => Promise<Copy | null>,
): (flag: Flag) => Promise<Copy | null> {
  const latest = new Map<string, Promise<Copy | null>>();
  return (flag) => {
    const before = latest.get(flag.copyId) ?? shown(flag.copyId);
    const after = before.then((copy) => copy && perform(action, flag, copy));
    latest.set(
      flag.copyId,
      after.catch(() => before),
    );
    return after;
  };
}
