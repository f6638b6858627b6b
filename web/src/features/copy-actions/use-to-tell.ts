import type { CheckOut } from '../../lib/api/types.ts';
import { texts } from '../../lib/i18n/language.ts';

const useTexts = texts(
  'toTell',
  {
    otherReady: 'De reservering van deze pas ligt klaar met een ander exemplaar: {{copyId}}.',
    waiting_one: 'Let op: {{count}} reservering wacht op deze titel.',
    waiting_other: 'Let op: {{count}} reserveringen wachten op deze titel.',
  },
  {
    otherReady: 'This card’s reservation lies ready with another copy: {{copyId}}.',
    waiting_one: 'Note: {{count}} reservation is waiting for this title.',
    waiting_other: 'Note: {{count}} reservations are waiting for this title.',
  },
);

/**
 * What staff tell with a new loan: the copy that lies ready for the card's own reservation, and how
 * many others wait for the title.
 */
export function useToTell(): (loan: CheckOut) => readonly string[] {
  const t = useTexts();
  return ({ otherReady, waiting }) => [
    ...(otherReady ? [t('otherReady', { copyId: otherReady.copyId })] : []),
    ...(waiting === undefined ? [] : [t('waiting', { count: waiting })]),
  ];
}
