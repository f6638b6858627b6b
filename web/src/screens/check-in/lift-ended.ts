import type { Act } from '../../lib/api/act.ts';
import { answerOf, api } from '../../lib/api/client.ts';
import { isStale, isUnsure } from '../../lib/api/problem.ts';
import type { Copy } from '../../lib/api/types.ts';
import { liftBlocks } from '../../features/blocks/change-blocks.ts';
import { liftKeyOf } from '../../features/blocks/block-groups.ts';
import { slotOf } from '../../features/blocks/slot.ts';
import { endedBlocks, type CheckedIn } from '../../features/check-in/checked-in.ts';

/** The result of lifting, complete or up to the first error. */
export interface Lifted {
  readonly now: CheckedIn;
  readonly count: number;
  /** The error that stopped the rest. */
  readonly error?: unknown;
}

/** The check-in with the current copy. */
function withCopy(checkedIn: CheckedIn, copy: Copy): CheckedIn {
  const ended = new Set(endedBlocks(checkedIn).map(slotOf));
  const blocks = copy.blocks.map((block) => ({ ...block, activityOver: ended.has(slotOf(block)) }));
  return { ...checkedIn, answer: { ...checkedIn.answer, copy, blocks } };
}

/**
 * Lifts the blocks of ended activities, without checking the copy in again: it may have been lent
 * since. A copy that a colleague changed is shown as it is now.
 */
export async function liftEnded(act: Act, checkedIn: CheckedIn): Promise<Lifted> {
  const ended = endedBlocks(checkedIn);
  const { copy, error } = await liftBlocks(act, checkedIn.answer.copy, new Set(ended.map(liftKeyOf)));
  const left = new Set(copy.blocks.map(slotOf));
  const lifted = ended.filter((block) => !left.has(slotOf(block)));
  const { answer, ...rest } = withCopy(checkedIn, copy);
  const now = { ...rest, answer: { ...answer, lifted: [...answer.lifted, ...lifted] } };
  if (error === undefined) return { now, count: lifted.length };
  return { now: await afterError(now, error), count: lifted.length, error };
}

/** The copy as it is after an error: changed by a colleague, or perhaps by this very call. */
async function afterError(checkedIn: CheckedIn, error: unknown): Promise<CheckedIn> {
  if (!isStale(error) && !isUnsure(error)) return checkedIn;
  const { copy } = checkedIn.answer;
  const params = { path: { copyId: copy.copyId } };
  const now = withCopy(
    checkedIn,
    await answerOf(api.GET('/api/copies/{copyId}', { params })).catch(() => copy),
  );
  return isStale(error) ? { ...now, changed: true } : now;
}
