import { NotFound } from '../../domain/errors.ts';
import { loadCopies } from '../../store/copies.ts';
import { loadHistory } from '../../store/histories.ts';
import type { ReadRange } from '../../store/table.ts';
import type { RequestContext } from '../core/request-context.ts';

/**
 * A copy's history, newest first, with the place of each line for paging (rule B9). Throws
 * `NotFound`.
 */
export const readHistory = async (context: RequestContext, copyId: string, how: ReadRange) => {
  const lines = await loadHistory(context.table, copyId, how);
  if (lines.length === 0 && (await loadCopies(context.table, [copyId])).size === 0)
    throw new NotFound('copy');
  return lines;
};
