import { defined } from '../../domain/defined.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { Forbidden, Refused } from '../../domain/errors.ts';
import { loadBranches } from '../../store/branches.ts';
import type { Table } from '../../store/table.ts';

/** An unknown branch has no name. */
const branchesIn = (refusal: Refusal): string[] => [
  ...(refusal.branchId === undefined || refusal.code === 'unknown-branch' ? [] : [refusal.branchId]),
  ...(refusal.copies ?? []).flatMap((copy) => copy.reasons.flatMap(branchesIn)),
];

/** Adds branch names to refusals. One request, and only for refusals that mention a branch. */
export const withBranchNames = async (
  table: Table,
  refusals: readonly Refusal[],
): Promise<readonly Refusal[]> => {
  const branchIds = refusals.flatMap(branchesIn);
  if (branchIds.length === 0) return refusals;
  const branches = await loadBranches(table, branchIds);
  const withNames = (refusal: Refusal): Refusal => {
    const name = branches.get(refusal.branchId ?? '')?.name;
    return {
      ...refusal,
      ...defined({ branchName: name }),
      ...(refusal.copies && {
        copies: refusal.copies.map((copy) => ({ ...copy, reasons: copy.reasons.map(withNames) })),
      }),
    };
  };
  return refusals.map(withNames);
};

/**
 * Adds branch names to a `Refused` or `Forbidden`; other errors stay as they are. At most one
 * request.
 */
export const namingBranches = async (table: Table, error: unknown): Promise<unknown> => {
  if (error instanceof Refused) return new Refused(await withBranchNames(table, error.reasons));
  if (!(error instanceof Forbidden) || !error.branch) return error;
  const { branchId } = error.branch;
  const name = (await loadBranches(table, [branchId])).get(branchId)?.name;
  return name === undefined ? error : new Forbidden(error.code, { ...error.branch, branchName: name });
};
