import type { Patron } from '../../domain/patron.ts';
import { queryCardsOfActivity, queryCardsOfBranch } from '../../store/cards.ts';
import type { PageRange, Page } from '../../store/page.ts';
import type { RequestContext } from '../core/request-context.ts';
import { patronsToday } from '../core/recount.ts';

/** Exactly one of the two. */
export interface CardsOf {
  readonly branchId?: string | undefined;
  readonly activityId?: string | undefined;
}

/**
 * The special cards of an activity or of any branch. Staff of all branches may see them: a copy
 * shows its card too (rule S2).
 */
export const listSpecialCards = async (
  context: RequestContext,
  { branchId = '', activityId }: CardsOf,
  part: PageRange,
): Promise<Page<Patron>> => {
  const page = await (activityId === undefined
    ? queryCardsOfBranch(context.table, branchId, part)
    : queryCardsOfActivity(context.table, activityId, part));
  return { ...page, items: await patronsToday(context, page.items) };
};
