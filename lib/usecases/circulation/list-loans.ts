import { denyCard, denyLoansOfActivity } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { loadLoans, loansOfActivity } from '../../store/patrons.ts';
import type { PageRange } from '../../store/sharded-query.ts';
import { pageOfRange } from '../core/page.ts';
import type { RequestContext } from '../core/request-context.ts';

/** What a card has on loan, by barcode; a patron sees their own (rule P1). */
export const listLoans = async (context: RequestContext, patronId: string, part: PageRange) => {
  permit(denyCard(context.caller, patronId));
  return pageOfRange(part, (how) => loadLoans(context.table, patronId, how));
};

/**
 * What is still on the special cards of an activity, by barcode (rule A3). Throws `Forbidden` for
 * patrons (P1).
 */
export const listLoansOfActivity = async (context: RequestContext, activityId: string, part: PageRange) => {
  permit(denyLoansOfActivity(context.caller));
  return loansOfActivity(context.table, activityId, part);
};
