import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Checkbox } from '@mantine/core';
import { activitiesQuery } from '../../lib/api/queries.ts';
import type { Activity } from '../../lib/api/types.ts';
import { Screen } from '../../components/screen.tsx';
import { worksFor } from '../../lib/session/person.ts';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { useDisplayTexts } from './texts.ts';
import styles from './display.module.css';

/** The first step: a running or coming activity, of the user's branches or of all. */
export function ChooseActivity() {
  const t = useDisplayTexts();
  const { person } = useSession();
  const [everywhere, setEverywhere] = useState(false);
  const { data: running } = useSuspenseQuery(activitiesQuery('running'));
  const { data: coming } = useSuspenseQuery(activitiesQuery('coming'));
  const isHere = ({ branchIds }: Activity): boolean =>
    branchIds === undefined || branchIds.some((branchId) => worksFor(person, branchId));
  const all = [...running, ...coming];
  const shown = everywhere ? all : all.filter(isHere);
  return (
    <Screen title={t('title')}>
      <h2>{t('chooseActivity')}</h2>
      {shown.length === 0 && (
        <p className="row">
          {t('noActivities')} <Link to="/activities">{t('toActivities')}</Link>
        </p>
      )}
      {shown.length > 0 && (
        <ul className={styles.choices}>
          {shown.map((activity) => (
            <li key={activity.id}>
              <ActivityChoice activity={activity} />
            </li>
          ))}
        </ul>
      )}
      {!all.every(isHere) && (
        <Checkbox
          label={t('everywhere')}
          checked={everywhere}
          onChange={(event) => {
            setEverywhere(event.currentTarget.checked);
          }}
        />
      )}
    </Screen>
  );
}

function ActivityChoice({ activity }: { readonly activity: Activity }) {
  const t = useDisplayTexts();
  const branchName = useBranchName();
  const { day, term } = useDays();
  const { id, name, startDate, endDate, branchIds } = activity;
  return (
    <Link to="/display" search={{ activityId: id }} className={styles.choice}>
      <span>
        <span className={styles.name}>{name}</span>
        <br />
        <span className="quiet">{branchIds?.map(branchName).join(', ') ?? t('allBranches')}</span>
      </span>
      <span>
        {term(activity)}
        <br />
        <span className="quiet">{t('untilDay', { from: day(startDate), to: day(endDate) })}</span>
      </span>
    </Link>
  );
}
