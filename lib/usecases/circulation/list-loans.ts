import { Forbidden } from '../../domain/refusal.ts';
import { loadLoans, loansOfActivity } from '../../store/patrons.ts';
import type { Part } from '../../store/sharded-query.ts';
import type { ReadRange } from '../../store/table.ts';
import type { Act } from '../core/request-context.ts';

/** What a card has on loan, by barcode, with the place of each for paging; a patron sees their own (rule P1). */
export const listLoans = async (act: Act, patronId: string, how: ReadRange) => {
  if (act.caller.role === 'patron' && act.caller.patronId !== patronId) throw new Forbidden('other-patron');
  return loadLoans(act.table, patronId, how);
};

/** What is still on the special cards of an activity, by barcode (rule A3). Throws `Forbidden` for patrons (P1). */
export const listLoansOfActivity = async (act: Act, activityId: string, part: Part) => {
  if (act.caller.role === 'patron') throw new Forbidden('role');
  return loansOfActivity(act.table, activityId, part);
};
