import type { Activity } from '../../lib/api/types.ts';
import { useActivitiesTexts } from './texts.ts';

/** Formats what an activity still holds; an empty text for nothing. */
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
