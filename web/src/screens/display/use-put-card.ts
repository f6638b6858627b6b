import { useNavigate } from '@tanstack/react-router';
import { answerOf, api, ifMatch } from '../../lib/api/client.ts';
import { Problem } from '../../lib/api/problem.ts';
import type { Patron } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { useChange } from '../../components/use-change.ts';
import { useSession } from '../../lib/session/session.tsx';
import { defined } from '../../lib/defined.ts';
import { useDisplayTexts } from './texts.ts';

/** A special card for an activity, existing or new. */
export interface WantedCard {
  readonly patronId: string;
  readonly label?: string | undefined;
  readonly activityId: string;
  /** The existing card; left out for a new one. */
  readonly before?: Patron;
}

const isFree = async (patronId: string): Promise<boolean> => {
  try {
    await answerOf(api.GET('/api/patrons/{patronId}', { params: { path: { patronId } } }));
    return false;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return true;
    throw error;
  }
};

/**
 * Creates a special card of this branch, or assigns one to an activity (rule S0); then opens the
 * scans.
 */
export function usePutCard() {
  const t = useDisplayTexts();
  const { branchId } = useSession();
  const navigate = useNavigate();
  return useChange(
    async (act, { patronId, label, activityId, before }: WantedCard) => {
      // A PUT would replace an existing card with this number.
      if (!before && !(await isFree(patronId))) {
        throw new Problem(409, { errors: [{ pointer: '/patronId', detail: t('numberTaken') }] });
      }
      const params = { path: { patronId }, header: before ? ifMatch(before.version) : {} };
      const blocked = before?.blocked === true ? true : undefined;
      const body = defined({ branchId, kind: 'special' as const, activityId, label, blocked });
      return answerOf(act.PUT('/api/patrons/{patronId}', { params, body }));
    },
    (card, { activityId, before }) => {
      if (!before) notify('done', t('cardMade', { label: card.label ?? '' }));
      void navigate({ to: '/display', search: { activityId, cardId: card.patronId } });
    },
  );
}
