import { useQueryClient } from '@tanstack/react-query';
import type { Act } from '../../lib/api/act.ts';
import { answerOf } from '../../lib/api/client.ts';
import type { CheckOut } from '../../lib/api/types.ts';
import { readAgain } from '../../features/check-in/read-again.ts';
import { useRefusal } from '../../features/check-in/use-refusal.ts';
import { buzz } from '../../features/scanning/sound.ts';
import { notify } from '../../lib/notifications.ts';
import { defined } from '../../lib/defined.ts';
import { useToTell } from '../../features/copy-actions/use-to-tell.ts';
import { useLoanText } from './use-loan-text.ts';

/** The branch and the card of a loan. */
export interface LendingAt {
  readonly branchId: string;
  readonly patronId: string;
}

/** Checks a copy out, with a reason to override a refusal (rule S5); reports the result. */
export function useLend(): (act: Act, copyId: string, at: LendingAt, reason?: string) => Promise<CheckOut> {
  const client = useQueryClient();
  const refused = useRefusal();
  const text = useLoanText();
  const toTell = useToTell();
  return async (act, copyId, at, reason) => {
    const body = defined({ copyId, ...at, override: reason === undefined ? undefined : { reason } });
    const loan = await refused(answerOf(act.POST('/api/loans', { body })));
    const told = toTell(loan);
    notify(told.length > 0 ? 'warning' : 'done', [`${text(loan)} · ${copyId}.`, ...told].join(' '));
    if (loan.otherReady) buzz();
    const ofCard = ['loans', { patronId: at.patronId }];
    void readAgain(client, [ofCard, ['reservations'], ['copies', copyId], ['flags']]);
    return loan;
  };
}
