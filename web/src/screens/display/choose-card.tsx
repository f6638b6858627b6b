import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { activityQuery, cardsQuery } from '../../lib/api/queries.ts';
import type { Activity, Patron } from '../../lib/api/types.ts';
import { More } from '../../components/more.tsx';
import { Screen } from '../../components/screen.tsx';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { CannotSetUp } from './cannot-set-up.tsx';
import { NewCard } from './new-card.tsx';
import { OtherCards } from './other-cards.tsx';
import { useDisplayTexts } from './texts.ts';
import styles from './display.module.css';

/**
 * The second step: a special card of the activity at this branch, another card of the branch, or a
 * new one.
 */
export function ChooseCard({ activityId }: { readonly activityId: string }) {
  const { data: activity } = useSuspenseQuery(activityQuery(activityId));
  const t = useDisplayTexts();
  if (activity.state === 'over' || activity.state === 'closed') {
    return <CannotSetUp why={t('cannotOver', { activity: activity.name })} />;
  }
  return <Choice activity={activity} />;
}

function Choice({ activity }: { readonly activity: Activity }) {
  const t = useDisplayTexts();
  const branch = useBranchName()(useSession().branchId);
  const { branchId } = useSession();
  const { term } = useDays();
  const cards = useSuspenseInfiniteQuery(cardsQuery({ activityId: activity.id }));
  const here = cards.data.filter((card) => card.branchId === branchId);
  return (
    <Screen
      title={t('title')}
      lead={`${activity.name} · ${term(activity)}`}
      actions={<Link to="/display">{t('other')}</Link>}
    >
      <h2>{t('chooseCard')}</h2>
      {here.length === 0 ? (
        <p>{t('noCardsHere', { branch })}</p>
      ) : (
        <ul className={styles.choices} aria-label={t('cardsHere', { branch })}>
          {here.map((card) => (
            <li key={card.patronId}>
              <CardChoice card={card} activityId={activity.id} />
            </li>
          ))}
        </ul>
      )}
      <More of={cards} />
      <NewCard activity={activity} isFirst={here.length === 0} />
      <OtherCards activity={activity} />
    </Screen>
  );
}

function CardChoice({ card, activityId }: { readonly card: Patron; readonly activityId: string }) {
  const t = useDisplayTexts();
  const { patronId, label, openReservations } = card;
  return (
    <Link to="/display" search={{ activityId, cardId: patronId }} className={styles.choice}>
      <span className={styles.name}>{label ?? t('unnamed')}</span>
      <span className="row">
        {openReservations > 0 && t('openReservations', { count: openReservations })}
        <span className="mono quiet">{patronId}</span>
      </span>
    </Link>
  );
}
