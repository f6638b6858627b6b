import { Forbidden } from '../domain/refusal.ts';
import { loadLoans } from '../store/patrons.ts';
import type { ReadRange } from '../store/table.ts';
import type { Act } from './act.ts';

/** What a card has on loan, by barcode, with the place of each for paging; a patron sees their own (rule P1). */
export const listLoans = async (act: Act, patronId: string, how: ReadRange) => {
  if (act.caller.role === 'patron' && act.caller.patronId !== patronId) throw new Forbidden('other-patron');
  return loadLoans(act.table, patronId, how);
};
