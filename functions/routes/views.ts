import type { Block } from '../../lib/domain/block.ts';
import { describeCopy, type Copy } from '../../lib/domain/copy.ts';
import type { Branch } from '../../lib/domain/branch.ts';
import { cursorAt, placeOf } from '../../lib/http/page.ts';
import type { Reply } from '../../lib/http/route.ts';
import { defined } from '../../lib/domain/defined.ts';
import type { Page, PageRange } from '../../lib/store/page.ts';
import type { ActivityToday } from '../../lib/usecases/activities/look-up-activities.ts';
import type { RouteCall } from '../http/route-call.ts';
import { omit } from '../../lib/domain/omit.ts';

/** Staff and admins see people; patrons and the feed do not (rule P1). */
const seesPeople = ({ context }: RouteCall): boolean =>
  context.caller.role === 'staff' || context.caller.role === 'admin';

/** Hides author and reason from readers who may not see people (rule P1). */
const blockView = (block: Block, call: RouteCall): Partial<Block> =>
  seesPeople(call) ? block : omit(block, 'placedBy', 'reason');

/**
 * A copy on a day, by default today. Hides its loan, and the authors and reasons of its blocks,
 * from readers who may not see people (P1, T2).
 */
export const copyView = (copy: Copy, call: RouteCall, day = call.context.today) => {
  const { loan, ...shown } = describeCopy(copy, day);
  return {
    ...shown,
    blocks: shown.blocks.map((block) => blockView(block, call)),
    ...(loan && seesPeople(call) && { loan }),
  };
};

/** Hides the contacts from patrons (rule P1). */
export const branchView = (branch: Branch, call: RouteCall): Branch =>
  call.context.caller.role === 'patron' ? omit(branch, 'contacts') : branch;

/** Hides the contacts from patrons (rule P1). */
export const activityView = (activity: ActivityToday, call: RouteCall): ActivityToday =>
  call.context.caller.role === 'patron' ? omit(activity, 'contacts') : activity;

interface ListInput {
  readonly query: { readonly limit: number; readonly cursor?: string | undefined };
  readonly listQuery: string;
}

/**
 * Answers a page of a list, each item as `view` shows it, with the cursor of the next page. Throws
 * 400 for a cursor of another list.
 */
export const listReply = async <T>(
  { query: { limit, cursor }, listQuery }: ListInput,
  list: (range: PageRange) => Promise<Page<T>>,
  view: (item: T) => unknown,
): Promise<Reply> => {
  const { items, next } = await list({ limit, after: placeOf(listQuery, cursor) });
  const more = defined({ next: next === undefined ? undefined : cursorAt(listQuery, next) });
  return { status: 200, body: { items: items.map(view), ...more } };
};
