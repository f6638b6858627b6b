import type { Refusal } from '../../domain/refusal.ts';
import { Forbidden, type OtherBranch } from '../../domain/errors.ts';
import { loadBranches } from '../../store/branches.ts';
import type { RequestContext } from './request-context.ts';

const branchesIn = (refusal: Refusal): string[] => [
  ...(refusal.branchId === undefined ? [] : [refusal.branchId]),
  ...(refusal.copies ?? []).flatMap((copy) => copy.reasons.flatMap(branchesIn)),
];

/**
 * The refusals with the names of the branches they mention: only who is refused pays for looking
 * them up.
 */
export const withBranchNames = async (
  context: RequestContext,
  refusals: readonly Refusal[],
): Promise<readonly Refusal[]> => {
  const branchIds = refusals.flatMap(branchesIn);
  if (branchIds.length === 0) return refusals;
  const branches = await loadBranches(context.table, branchIds);
  const withNames = (refusal: Refusal): Refusal => {
    const name = branches.get(refusal.branchId ?? '')?.name;
    return {
      ...refusal,
      ...(name !== undefined && { branchName: name }),
      ...(refusal.copies && {
        copies: refusal.copies.map((copy) => ({ ...copy, reasons: copy.reasons.map(withNames) })),
      }),
    };
  };
  return refusals.map(withNames);
};

/**
 * That a copy, a special card or a desk belongs to another branch, by the branch's name (rule B8).
 */
export const otherBranch = async (
  context: RequestContext,
  branchId: string,
  what: OtherBranch['what'],
): Promise<Forbidden> => {
  const branch = (await loadBranches(context.table, [branchId])).get(branchId);
  return new Forbidden('other-branch', { what, branchName: branch?.name ?? branchId });
};
