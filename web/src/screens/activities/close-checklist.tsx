import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { cardsQuery } from '../../lib/api/queries.ts';
import type { Activity } from '../../lib/api/types.ts';
import { useActivityTexts } from './activity-texts.ts';
import styles from './activities.module.css';

/** Lists what prevents the closing of an activity, and what closing will do. */
export function CloseChecklist({ activity }: { readonly activity: Activity }) {
  const t = useActivityTexts();
  const { state, counts } = activity;
  const { blocked, onSpecialCards: onCards } = counts;
  const lines = [
    { isWell: state === 'over', text: t(state === 'over' ? 'checkOver' : 'checkNotOver') },
    {
      isWell: onCards === 0,
      text: onCards === 0 ? t('checkCardsNone') : t('checkCards', { count: onCards }),
    },
    { isWell: true, text: blocked === 0 ? t('checkBlocksNone') : t('checkBlocks', { count: blocked }) },
  ];
  return (
    <ul className={styles.checklist}>
      {lines.map(({ isWell, text }) => (
        <li key={text}>
          <span aria-hidden="true" className={`${styles.mark ?? ''} ${isWell ? '' : (styles.wrong ?? '')}`}>
            {isWell ? '✓' : '!'}
          </span>
          {text}
        </li>
      ))}
      <OpenReservations activityId={activity.id} />
    </ul>
  );
}

/**
 * The open reservations of its special cards: closing leaves them, and they keep claiming copies
 * (rule R7).
 */
function OpenReservations({ activityId }: { readonly activityId: string }) {
  const t = useActivityTexts();
  const { data: cards = [] } = useInfiniteQuery(cardsQuery({ activityId }));
  return cards
    .filter(({ openReservations }) => openReservations > 0)
    .map(({ patronId, label = patronId, openReservations: count }) => (
      <li key={patronId}>
        <span aria-hidden="true" className={`${styles.mark ?? ''} ${styles.wrong ?? ''}`}>
          !
        </span>
        {t('checkReservations', { count })}{' '}
        <Link to="/cards/$patronId" params={{ patronId }}>
          {label}
        </Link>
      </li>
    ));
}
