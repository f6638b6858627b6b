import type { Act } from '../../lib/api/act.ts';
import type { Copy, Flag } from '../../lib/api/types.ts';
import { perform, type FlagAction } from './flag-actions.ts';

/**
 * Performs an action on flags, each on the shown version of its copy. The flags of one copy run one
 * after another, as each creates the version that the next one needs. Returns the new copy; null
 * for an unknown one.
 */
export function serializePerCopy(
  act: Act,
  action: FlagAction,
  shown: (copyId: string) => Promise<Copy | null>,
): (flag: Flag) => Promise<Copy | null> {
  const latest = new Map<string, Promise<Copy | null>>();
  return (flag) => {
    const before = latest.get(flag.copyId) ?? shown(flag.copyId);
    const after = before.then((copy) => copy && perform(act, action, flag, copy));
    latest.set(
      flag.copyId,
      after.catch(() => before),
    );
    return after;
  };
}
