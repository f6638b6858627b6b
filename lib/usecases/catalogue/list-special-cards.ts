import type { Patron } from '../../domain/patron.ts';
import { listCardsOfActivity, listCardsOfBranch } from '../../store/cards.ts';
import type { Part } from '../../store/sharded-query.ts';
import type { Act } from '../core/request-context.ts';
import { patronsToday } from '../core/recount.ts';
import type { Page } from './look-up.ts';

/** Whose special cards: one of the two. */
export interface CardsOf {
  readonly branchId?: string | undefined;
  readonly activityId?: string | undefined;
}

/** The special cards of an activity or of a branch, any branch: staff read on which card a copy is anyway (rule S2). */
export const listSpecialCards = async (
  act: Act,
  { branchId = '', activityId }: CardsOf,
  part: Part,
): Promise<Page<Patron>> => {
  const page = await (activityId === undefined
    ? listCardsOfBranch(act.table, branchId, part)
    : listCardsOfActivity(act.table, activityId, part));
  return { ...page, items: await patronsToday(act, page.items) };
};
