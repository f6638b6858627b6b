import { useQueryClient } from '@tanstack/react-query';
import type { Act } from '../../lib/api/act.ts';
import { buzz } from '../scanning/sound.ts';
import { checkCopyIn, isUnexpected, type CheckedIn, type CheckInPlace } from './checked-in.ts';
import { useRefusal } from './use-refusal.ts';

/**
 * Checks a copy in (rule S3). Buzzes when the API refuses it, and when the outcome is not what it
 * seems (rule R11).
 */
export function useCheckCopyIn(): (act: Act, wanted: CheckInPlace) => Promise<CheckedIn> {
  const client = useQueryClient();
  const refused = useRefusal();
  return async (act, wanted) => {
    const checkedIn = await refused(checkCopyIn(act, client, wanted));
    if (isUnexpected(checkedIn)) buzz();
    return checkedIn;
  };
}
