import { useState } from 'react';
import { NativeSelect } from '@mantine/core';
import type { Activity } from '../../lib/api/types.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useDays } from '../../lib/i18n/days.ts';
import { CopyForm } from './copy-form.tsx';
import { mayMakeLike } from './rights.ts';
import { useActivitiesTexts } from './texts.ts';

/** Chooses an activity to copy to other days (rule A4), among those that this person may create. */
export function CopyEarlier({ all }: { readonly all: readonly Activity[] }) {
  const t = useActivitiesTexts();
  const { person } = useSession();
  const { day } = useDays();
  const [id, setId] = useState('');
  const choices = all
    .filter((activity) => mayMakeLike(person, activity))
    .sort((a, b) => b.startDate.localeCompare(a.startDate));
  const chosen = choices.find((activity) => activity.id === id);
  if (choices.length === 0) return null;
  return (
    <div className="stack tight">
      <h3>{t('copyOf')}</h3>
      <NativeSelect
        label={t('whichToCopy')}
        value={id}
        onChange={(event) => {
          setId(event.currentTarget.value);
        }}
        data={[
          { value: '', label: t('choose') },
          ...choices.map(({ id: value, name, startDate }) => ({
            value,
            label: `${name} (${day(startDate)})`,
          })),
        ]}
      />
      {chosen && <CopyForm key={chosen.id} activity={chosen} />}
    </div>
  );
}
