import { Forbidden } from '../../domain/errors.ts';
import { loadLoans, loansOfActivity } from '../../store/patrons.ts';
import type { PageRange } from '../../store/sharded-query.ts';
import type { ReadRange } from '../../store/table.ts';
import type { RequestContext } from '../core/request-context.ts';

/**
 * What a card has on loan, by barcode, with the place of each for paging; a patron sees their own
 * (rule P1).
 */
export const listLoans = async (context: RequestContext, patronId: string, how: ReadRange) => {
  if (context.caller.role === 'patron' && context.caller.patronId !== patronId)
    throw new Forbidden('other-patron');
  return loadLoans(context.table, patronId, how);
};

/**
 * What is still on the special cards of an activity, by barcode (rule A3). Throws `Forbidden` for
 * patrons (P1).
 */
export const listLoansOfActivity = async (context: RequestContext, activityId: string, part: PageRange) => {
  if (context.caller.role === 'patron') throw new Forbidden('role');
  return loansOfActivity(context.table, activityId, part);
};
