import { defined } from '../../domain/defined.ts';
import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_PICKUP_DAYS, DEFAULT_RESERVATION_LIMIT, type Branch } from '../../domain/branch.ts';
import { loadBranches, writeBranch } from '../../store/branches.ts';
import type { RequestContext } from '../core/request-context.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';
import type { PutResult } from './put-result.ts';
import { retryOnConflict } from '../core/retry.ts';

export interface WantedBranch {
  readonly branchId: string;
  readonly name: string;
  readonly contacts?: readonly string[] | undefined;
  readonly pickupDays?: number | undefined;
  readonly reservationLimit?: number | undefined;
}

/** The requested branch. A feed that omits a field keeps the value that staff entered. */
const described = (
  context: RequestContext,
  { branchId, name, ...wanted }: WantedBranch,
  before: Branch | undefined,
): Branch => {
  const kept = context.caller.role === 'feed' ? before : undefined;
  const contacts = wanted.contacts ?? kept?.contacts;
  return {
    branchId,
    name,
    ...defined({ contacts }),
    pickupDays: wanted.pickupDays ?? kept?.pickupDays ?? DEFAULT_PICKUP_DAYS,
    reservationLimit: wanted.reservationLimit ?? kept?.reservationLimit ?? DEFAULT_RESERVATION_LIMIT,
    version: before?.version ?? 1,
  };
};

/**
 * Creates or replaces a branch. A feed that omits a field keeps the value that staff entered.
 * Throws `VersionMismatch`.
 */
export const putBranch = (
  context: RequestContext,
  wanted: WantedBranch,
  seen?: Seen,
): Promise<PutResult<Branch>> =>
  retryOnConflict(async () => {
    const before = (await loadBranches(context.table, [wanted.branchId])).get(wanted.branchId);
    mustMatch(seen, before?.version);
    const after = described(context, wanted, before);
    if (before && isDeepStrictEqual(before, after)) return { thing: before, created: false };
    const thing = { ...after, version: (before?.version ?? 0) + 1 };
    await context.table.write(writeBranch(before, thing));
    return { thing, created: !before };
  });
