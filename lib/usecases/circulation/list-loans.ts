import { denyCard, denyLoansOfActivity } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { copiesOnCardsOf } from '../../store/copy-lists.ts';
import { loadLoans, type PatronLoan } from '../../store/patrons.ts';
import { type Page, type PageRange, pageOfRange } from '../../store/page.ts';
import type { RequestContext } from '../core/request-context.ts';

/**
 * A page of the loans of a card, by barcode. Patrons see only their own (rule P1). Throws
 * `Forbidden`.
 */
export const listLoans = async (context: RequestContext, patronId: string, part: PageRange) => {
  permit(denyCard(context.caller, patronId));
  return pageOfRange(part, (how) => loadLoans(context.table, patronId, how));
};

/**
 * A page of the loans on special cards of an activity, by barcode (rule A3). Throws `Forbidden` for
 * patrons (P1).
 */
export const listLoansOfActivity = async (
  context: RequestContext,
  activityId: string,
  part: PageRange,
): Promise<Page<PatronLoan>> => {
  permit(denyLoansOfActivity(context.caller));
  const { items, ...more } = await copiesOnCardsOf(context.table, activityId, part);
  return { items: items.flatMap(({ copyId, loan }) => (loan ? [{ ...loan, copyId }] : [])), ...more };
};
