import type { Act } from '../../lib/api/act.ts';
import { answerOf, api, ifMatch } from '../../lib/api/client.ts';
import { Problem } from '../../lib/api/problem.ts';
import type { Branch } from '../../lib/api/types.ts';
import { listed } from '../../lib/listed.ts';

/** The form of a branch. */
export interface BranchFormState {
  readonly branchId: string;
  readonly name: string;
  readonly contacts: string;
  readonly pickupDays: string;
  readonly reservationLimit: string;
}

/** The form filled in from a branch, or empty for a new one. */
export const formStateOf = (branch: Branch | undefined): BranchFormState => ({
  branchId: branch?.branchId ?? '',
  name: branch?.name ?? '',
  contacts: (branch?.contacts ?? []).join('\n'),
  pickupDays: String(branch?.pickupDays ?? 7),
  reservationLimit: String(branch?.reservationLimit ?? 15),
});

/**
 * Saves a branch; throws when somebody else changed the version that was shown. Null when the code
 * of a new branch is taken: it is looked up first, as the list of branches may be old.
 */
export async function saveBranch(
  act: Act,
  typed: BranchFormState,
  shown: Branch | undefined,
): Promise<Branch | null> {
  const path = { branchId: typed.branchId.trim() };
  if (!shown && (await isThere(path.branchId))) return null;
  return answerOf(
    act.PUT('/api/branches/{branchId}', {
      params: { path, ...(shown && { header: ifMatch(shown.version) }) },
      body: {
        name: typed.name.trim(),
        contacts: listed(typed.contacts),
        pickupDays: Number(typed.pickupDays),
        reservationLimit: Number(typed.reservationLimit),
      },
    }),
  );
}

const isThere = (branchId: string): Promise<boolean> =>
  answerOf(api.GET('/api/branches/{branchId}', { params: { path: { branchId } } })).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Problem && error.status === 404) return false;
      throw error;
    },
  );
