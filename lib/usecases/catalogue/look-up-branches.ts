import type { Branch } from '../../domain/branch.ts';
import { NotFound } from '../../domain/errors.ts';
import { queryBranches as readBranches, loadBranches } from '../../store/branches.ts';
import type { ReadRange } from '../../store/table.ts';
import type { RequestContext } from '../core/request-context.ts';

/** A branch. Throws `NotFound`. */
export const findBranch = async (context: RequestContext, branchId: string): Promise<Branch> => {
  const branch = (await loadBranches(context.table, [branchId])).get(branchId);
  if (!branch) throw new NotFound('branch');
  return branch;
};

/** Branches in the order of their ids, with the place of each for paging. */
export const listBranches = (context: RequestContext, how: ReadRange) => readBranches(context.table, how);
