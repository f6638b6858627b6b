import type { LoanOfCard } from '../../lib/api/types.ts';
import { useDays } from '../../lib/i18n/days.ts';
import { useCardTexts } from './texts.ts';

/** Formats a new loan. */
export function useLoanText(): (loan: LoanOfCard) => string {
  const t = useCardTexts();
  const { day } = useDays();
  return ({ dueDate, special }) => {
    if (dueDate !== undefined) return t('lentUntil', { day: day(dueDate) });
    return t(special ? 'onCard' : 'lent');
  };
}
