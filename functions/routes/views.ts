import type { Block } from '../../lib/domain/block.ts';
import { describeCopy, type Copy } from '../../lib/domain/copy.ts';
import type { Branch } from '../../lib/domain/branch.ts';
import { cursorAt } from '../../lib/http/page.ts';
import type { ActivityToday } from '../../lib/usecases/activities/look-up-activities.ts';
import type { RouteCall } from '../http/route-call.ts';
import { omit } from '../../lib/domain/omit.ts';

/** Staff and admins see everything; patrons and the feed see nothing of other people (rule P1). */
const seesPeople = ({ context }: RouteCall): boolean =>
  context.caller.role === 'staff' || context.caller.role === 'admin';

/** A block without who set it and why, for those who do not see people (rule P1). */
const blockView = (block: Block, call: RouteCall): Partial<Block> =>
  seesPeople(call) ? block : omit(block, 'placedBy', 'reason');

/**
 * A copy as it is today; without its loan, and reasons and authors of blocks, for those who do not
 * see people (P1, T2).
 */
export const copyView = (copy: Copy, call: RouteCall) => {
  const { loan, ...shown } = describeCopy(copy, call.context.today);
  return {
    ...shown,
    blocks: shown.blocks.map((block) => blockView(block, call)),
    ...(loan && seesPeople(call) && { loan }),
  };
};

/** A branch; patrons see it without its contacts (rule P1). */
export const branchView = (branch: Branch, call: RouteCall): Branch =>
  call.context.caller.role === 'patron' ? omit(branch, 'contacts') : branch;

/** An activity; patrons see it without its contacts (rule P1). */
export const activityView = (activity: ActivityToday, call: RouteCall): ActivityToday =>
  call.context.caller.role === 'patron' ? omit(activity, 'contacts') : activity;

/** A page whose items are shown one by one, with the cursor of the next. */
export const pageView = <T, R>(
  { items, next }: { readonly items: readonly T[]; readonly next?: string },
  listQuery: string,
  present: (item: T) => R,
) => ({ items: items.map(present), ...(next !== undefined && { next: cursorAt(listQuery, next) }) });
