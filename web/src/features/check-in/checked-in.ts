import type { QueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../lib/api/client.ts';
import { patronQuery } from '../../lib/api/queries.ts';
import type { CheckIn } from '../../lib/api/types.ts';
import { useBranchName } from '../../lib/session/session.tsx';
import { defined } from '../../lib/defined.ts';
import { useCheckingInTexts } from './texts.ts';

/** What came of checking a copy in, with the label of the special card that it is for. */
export interface CheckedIn {
  readonly answer: CheckIn;
  readonly label?: string;
  /** Whether a colleague changed the copy since: it is shown as it is now. */
  readonly changed?: boolean;
}

interface Wanted {
  readonly copyId: string;
  readonly branchId: string;
}

/**
 * Checks a copy in (rule S3). The same key is the same check-in, however often the call is tried.
 */
export async function checkCopyIn(client: QueryClient, wanted: Wanted, key: string): Promise<CheckedIn> {
  const params = { header: { 'Idempotency-Key': key } };
  const answer = await answerOf(api.POST('/api/check-ins', { params, body: wanted }));
  const cardId = answer.next === 'special-card' ? answer.reservation?.patronId : undefined;
  if (cardId === undefined) return { answer };
  // The copy is in, whether or not the card can be named.
  const card = await client.query(patronQuery(cardId)).catch(() => undefined);
  return defined({ answer, label: card?.label });
}

/** The blocks of a copy whose activities are over. */
export const endedBlocks = ({ answer }: CheckedIn): CheckIn['blocks'] =>
  answer.blocks.filter(({ activityOver }) => activityOver);

/** Where a copy goes now, in words, as a hook. */
export function useDestination(): (checkedIn: CheckedIn) => string {
  const t = useCheckingInTexts();
  const branchName = useBranchName();
  return ({ answer, label }) => {
    const { next, copy, toBranchId = copy.branchId } = answer;
    if (next === 'transit') return t('transit', { branch: branchName(toBranchId) });
    if (next === 'special-card') return t('special-card', { label: label ?? t('aSpecialCard') });
    return t(next);
  };
}
