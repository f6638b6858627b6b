import type { Activity } from '../../lib/api/types.ts';
import { useActivitiesTexts } from './texts.ts';

/** What an activity still keeps apart, in words; nothing where it keeps nothing. */
export function useWhatIsLeft(): (activity: Pick<Activity, 'counts'>) => string {
  const t = useActivitiesTexts();
  return ({ counts: { blocked, onSpecialCards, flags } }) =>
    [
      blocked > 0 && t('blockedCopies', { count: blocked }),
      onSpecialCards > 0 && t('copiesOnCards', { count: onSpecialCards }),
      flags > 0 && t('flagged', { count: flags }),
    ]
      .filter(Boolean)
      .join(' · ');
}
