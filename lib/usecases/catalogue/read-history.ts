import { NotFound } from '../../domain/errors.ts';
import { loadCopies } from '../../store/copies.ts';
import { loadHistory } from '../../store/histories.ts';
import { pageOfRange, type PageRange } from '../../store/page.ts';
import type { RequestContext } from '../core/request-context.ts';

/** A page of the history of a copy, newest first (rule B9). Throws `NotFound`. */
export const readHistory = async (context: RequestContext, copyId: string, part: PageRange) => {
  const page = await pageOfRange(part, (how) => loadHistory(context.table, copyId, how));
  if (page.items.length === 0 && (await loadCopies(context.table, [copyId])).size === 0)
    throw new NotFound('copy');
  return page;
};
