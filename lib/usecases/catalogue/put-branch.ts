import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_PICKUP_DAYS, DEFAULT_RESERVATION_LIMIT, type Branch } from '../../domain/branch.ts';
import { loadBranches, writeBranch } from '../../store/branches.ts';
import type { Act } from '../core/request-context.ts';
import { mustMatch, type Seen } from '../core/if-match.ts';
import type { PutResult } from './put-result.ts';
import { untilSettled } from '../core/retry.ts';

export interface WantedBranch {
  readonly branchId: string;
  readonly name: string;
  readonly contacts?: readonly string[] | undefined;
  readonly pickupDays?: number | undefined;
  readonly reservationLimit?: number | undefined;
}

/** Makes or replaces a branch. From the feed, what staff look after stays as it is where it is left out. */
export const putBranch = (act: Act, wanted: WantedBranch, seen?: Seen): Promise<PutResult<Branch>> =>
  untilSettled(async () => {
    const before = (await loadBranches(act.table, [wanted.branchId])).get(wanted.branchId);
    mustMatch(seen, before?.version);
    const kept = act.caller.role === 'feed' ? before : undefined;
    const contacts = wanted.contacts ?? kept?.contacts;
    const after: Branch = {
      branchId: wanted.branchId,
      name: wanted.name,
      ...(contacts && { contacts }),
      pickupDays: wanted.pickupDays ?? kept?.pickupDays ?? DEFAULT_PICKUP_DAYS,
      reservationLimit: wanted.reservationLimit ?? kept?.reservationLimit ?? DEFAULT_RESERVATION_LIMIT,
      version: before?.version ?? 1,
    };
    if (before && isDeepStrictEqual(before, after)) return { thing: before, created: false };
    const thing = { ...after, version: (before?.version ?? 0) + 1 };
    await act.table.write(writeBranch(before, thing));
    return { thing, created: !before };
  });
