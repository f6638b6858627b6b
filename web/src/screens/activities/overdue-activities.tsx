import { Link } from '@tanstack/react-router';
import type { Activity } from '../../lib/api/types.ts';
import { useDays } from '../../lib/i18n/days.ts';
import { useActivityTexts } from './activity-texts.ts';
import { useActivitiesTexts } from './texts.ts';
import { useWhatIsLeft } from './what-is-left.ts';
import styles from './activities.module.css';

/** Activities that ended with blocks or loans left, oldest first: somebody must close them. */
export function OverdueActivities({ activities }: { readonly activities: readonly Activity[] }) {
  const t = useActivitiesTexts();
  if (activities.length === 0) return null;
  const title = t('leftOn', { count: activities.length });
  return (
    <section className={`panel ${styles.leftOn ?? ''}`} aria-label={title}>
      <h2>
        <span aria-hidden="true">! </span>
        {title}
      </h2>
      <ul className="plain">
        {[...activities]
          .sort((a, b) => a.endDate.localeCompare(b.endDate))
          .map((activity) => (
            <LeftOnLine key={activity.id} activity={activity} />
          ))}
      </ul>
    </section>
  );
}

function LeftOnLine({ activity }: { readonly activity: Activity }) {
  const t = useActivitiesTexts();
  const whatIsLeft = useWhatIsLeft();
  const { term } = useDays();
  const { id, name } = activity;
  return (
    <li className={styles.leftItem}>
      <span className={styles.strong}>{name}</span>
      <span>{term(activity)}</span>
      <span>{whatIsLeft(activity)}</span>
      <Link to="/activities/$id" params={{ id }} className="no-print" aria-label={t('clearUpOf', { name })}>
        {t('clearUp')}
      </Link>
    </li>
  );
}

/** Says on the activity's screen what it still holds, and how that ends. */
export function OverdueNote({ activity }: { readonly activity: Activity }) {
  const t = useActivityTexts();
  const whatIsLeft = useWhatIsLeft();
  return (
    <section className={`panel stack tight ${styles.leftOn ?? ''}`} aria-label={t('leftOn')}>
      <h2>
        <span aria-hidden="true">! </span>
        {t('leftOn')}
      </h2>
      <span className={styles.strong}>{whatIsLeft(activity)}</span>
      <span>{t(activity.state === 'over' ? 'howToClear' : 'howToEnd')}</span>
    </section>
  );
}
