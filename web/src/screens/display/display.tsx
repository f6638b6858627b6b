import { useSearch } from '@tanstack/react-router';
import { ChooseActivity } from './choose-activity.tsx';
import { ChooseCard } from './choose-card.tsx';
import { SetUp } from './set-up.tsx';

/** Sets up an exhibition in three steps: activity, card, scans. The address holds the choices. */
export function Display() {
  const { activityId, cardId } = useSearch({ from: '/display' });
  if (activityId === undefined) return <ChooseActivity />;
  if (cardId === undefined) return <ChooseCard key={activityId} activityId={activityId} />;
  return <SetUp key={`${activityId} ${cardId}`} activityId={activityId} cardId={cardId} />;
}
