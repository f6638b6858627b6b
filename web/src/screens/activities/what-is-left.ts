import type { Activity } from '../../lib/api/types.ts';
import { useActivityTexts } from './texts.ts';

/** What an activity still keeps apart, in words; nothing where it keeps nothing. */
export function useWhatIsLeft(): (activity: Pick<Activity, 'counts'>) => string {
  const say = useActivityTexts();
  return ({ counts: { blocked, onSpecialCards, flags } }) =>
    [
      blocked > 0 && say('blockedCopies', { count: blocked }),
      onSpecialCards > 0 && say('copiesOnCards', { count: onSpecialCards }),
      flags > 0 && say('flagged', { count: flags }),
    ]
      .filter(Boolean)
      .join(' · ');
}
