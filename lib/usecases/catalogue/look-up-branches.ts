import type { Branch } from '../../domain/branch.ts';
import { NotFound } from '../../domain/errors.ts';
import { queryBranches, loadBranches } from '../../store/branches.ts';
import { pageOfRange, type PageRange } from '../../store/page.ts';
import type { RequestContext } from '../core/request-context.ts';

/** Throws `NotFound`. One request. */
export const findBranch = async (context: RequestContext, branchId: string): Promise<Branch> => {
  const branch = (await loadBranches(context.table, [branchId])).get(branchId);
  if (!branch) throw new NotFound('branch');
  return branch;
};

/** A page of branches by id. One request. */
export const listBranches = (context: RequestContext, part: PageRange) =>
  pageOfRange(part, (how) => queryBranches(context.table, how));
