import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { everyActivityQuery } from '../../lib/api/lookup.ts';
import { Screen } from '../../components/screen.tsx';
import { today } from '../../lib/i18n/days.ts';
import { focusHeading } from './focus-heading.ts';
import { OverdueActivities } from './overdue-activities.tsx';
import { NewActivity } from './new-activity.tsx';
import { isLeftOn } from './rights.ts';
import { useActivitiesTexts } from './texts.ts';
import { YearTable } from './year-table.tsx';
import { isIn, yearOf } from './year.ts';

/** A year of activities, above it those that ended with blocks or loans left. */
export function Activities() {
  const t = useActivitiesTexts();
  const { data: all } = useSuspenseQuery(everyActivityQuery);
  const [year, setYear] = useState(() => yearOf(today()));
  const [isMaking, setMaking] = useState(false);
  const ofYear = all
    .filter((activity) => isIn(year, activity))
    .sort((a, b) => a.startDate.localeCompare(b.startDate) || a.endDate.localeCompare(b.endDate));
  return (
    <Screen
      title={t('title')}
      actions={
        !isMaking && (
          <Button
            onClick={() => {
              setMaking(true);
            }}
          >
            {t('newActivity')}
          </Button>
        )
      }
    >
      {isMaking && (
        <NewActivity
          all={all}
          cancel={() => {
            setMaking(false);
            focusHeading();
          }}
        />
      )}
      <OverdueActivities activities={all.filter(isLeftOn)} />
      <YearTable year={year} activities={ofYear} choose={setYear} />
    </Screen>
  );
}
