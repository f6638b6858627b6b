import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { activitiesQuery } from '../../lib/api/queries.ts';
import type { Activity } from '../../lib/api/types.ts';
import { Tag } from '../../components/tag.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import styles from './start.module.css';
import { useSearchTexts } from './texts.ts';

const MOST = 6;

const isAt = (branchId: string) => (activity: Activity) => activity.branchIds?.includes(branchId) ?? true;

/**
 * The running activities of this branch, the earliest end first, and the coming ones, the earliest
 * start first.
 */
export function ActivitiesNow({ branchId }: { readonly branchId: string }) {
  const t = useSearchTexts();
  const { data: running } = useQuery(activitiesQuery('running'));
  const { data: coming } = useQuery(activitiesQuery('coming'));
  const known = running !== undefined && coming !== undefined;
  const now = (running ?? []).filter(isAt(branchId)).toSorted((a, b) => a.endDate.localeCompare(b.endDate));
  const next = (coming ?? [])
    .filter(isAt(branchId))
    .toSorted((a, b) => a.startDate.localeCompare(b.startDate));
  return (
    <section className="panel stack" aria-labelledby="activities-now">
      <div className="row apart">
        <h2 id="activities-now">{t('activities')}</h2>
        <Link to="/activities">{t('allActivities')}</Link>
      </div>
      {known && now.length + next.length === 0 && <p className="quiet">{t('noActivities')}</p>}
      <Some name={t('running')} activities={now.slice(0, MOST)} />
      <Some name={t('coming')} activities={next.slice(0, MOST)} />
    </section>
  );
}

function Some(props: { readonly name: string; readonly activities: readonly Activity[] }) {
  if (props.activities.length === 0) return null;
  return (
    <div>
      <h3 className={styles.group}>{props.name}</h3>
      <ul className="plain">
        {props.activities.map((activity) => (
          <ActivityLine key={activity.id} activity={activity} />
        ))}
      </ul>
    </div>
  );
}

function ActivityLine({ activity }: { readonly activity: Activity }) {
  const t = useSearchTexts();
  const { day, term } = useDays();
  const { id, name, startDate, endDate, state, counts } = activity;
  const days =
    state === 'running'
      ? t('until', { day: day(endDate) })
      : t('from', { from: day(startDate), until: day(endDate) });
  const has = [
    days,
    ...(counts.blocked > 0 ? [t('blocked', { count: counts.blocked })] : []),
    ...(counts.onSpecialCards > 0 ? [t('onCards', { count: counts.onSpecialCards })] : []),
  ];
  return (
    <li className={styles.line}>
      <div>
        <Link to="/activities/$id" params={{ id }} className={styles.activity}>
          {name}
        </Link>
        <div className="quiet">{has.join(' · ')}</div>
      </div>
      <Tag tone={state === 'running' ? 'done' : 'note'} mark={state === 'running' ? '▶' : '◷'}>
        {term(activity)}
      </Tag>
    </li>
  );
}
