import { useSearch } from '@tanstack/react-router';
import { ChooseActivity } from './choose-activity.tsx';
import { ChooseCard } from './choose-card.tsx';
import { SetUp } from './set-up.tsx';

/**
 * Putting an exhibition together: the activity, its card, and then scan after scan. The choice is
 * in the address.
 */
export function Display() {
  const { activityId, cardId } = useSearch({ from: '/display' });
  if (activityId === undefined) return <ChooseActivity />;
  if (cardId === undefined) return <ChooseCard key={activityId} activityId={activityId} />;
  return <SetUp key={`${activityId} ${cardId}`} activityId={activityId} cardId={cardId} />;
}
