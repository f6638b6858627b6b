import { useEffect, useRef, useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Activity } from '../../lib/api/types.ts';
import { Screen } from '../../components/screen.tsx';
import { notify } from '../../lib/notifications.ts';
import { useDays } from '../../lib/i18n/days.ts';
import { ActivityActions, type Mode } from './activity-actions.tsx';
import { ActivityFacts } from './activity-facts.tsx';
import { ActivityTabs } from './activity-tabs.tsx';
import { CloseActivity } from './close-activity.tsx';
import { ClosingProgress } from './closing-progress.tsx';
import { CopyForm } from './copy-form.tsx';
import { EditActivity } from './edit-activity.tsx';
import { focusHeading } from './focus-heading.ts';
import { OverdueNote } from './overdue-activities.tsx';
import { useActivityTexts } from './activity-texts.ts';
import { followedActivityQuery } from './queries.ts';
import { isLeftOn } from './rights.ts';
import { StateTag } from './state-tag.tsx';
import { useActivitiesTexts } from './texts.ts';

/** The screen of one activity; mails link to it. */
export function ActivityScreen() {
  const { id } = useParams({ from: '/activities/$id' });
  return <OneActivity key={id} id={id} />;
}

function OneActivity({ id }: { readonly id: string }) {
  const { data: activity } = useSuspenseQuery(followedActivityQuery(id));
  const { term } = useDays();
  const [mode, setMode] = useState<Mode>('view');
  useTellWhenClosed(activity);
  return (
    <Screen
      title={activity.name}
      lead={
        <>
          <StateTag activity={activity} /> {activity.state !== 'closed' && term(activity)}
        </>
      }
      actions={mode === 'view' && <ActivityActions activity={activity} choose={setMode} />}
    >
      {activity.closing && <ClosingProgress closing={activity.closing} />}
      <OpenAction
        mode={mode}
        activity={activity}
        done={() => {
          setMode('view');
          focusHeading();
        }}
      />
      {mode === 'view' && isLeftOn(activity) && <OverdueNote activity={activity} />}
      <ActivityFacts activity={activity} />
      <ActivityTabs activity={activity} />
    </Screen>
  );
}

/** The open action, above the facts. */
function OpenAction({
  mode,
  activity,
  done,
}: {
  readonly mode: Mode;
  readonly activity: Activity;
  readonly done: () => void;
}) {
  const t = useActivitiesTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A field with `autoFocus` keeps the focus.
    if (mode !== 'view' && box.current?.contains(document.activeElement) === false) box.current.focus();
  }, [mode]);
  if (mode === 'view') return null;
  return (
    <div ref={box} tabIndex={-1}>
      {mode === 'edit' && <EditActivity activity={activity} done={done} />}
      {mode === 'close' && <CloseActivity activity={activity} done={done} />}
      {mode === 'copy' && (
        <section className="panel stack" aria-label={t('copyTitle')}>
          <h2>{t('copyTitle')}</h2>
          <CopyForm activity={activity} back={done} />
        </section>
      )}
    </div>
  );
}

/** Reports that all blocks are lifted, to a user who watched the progress. */
function useTellWhenClosed({ closing, name }: Activity): void {
  const t = useActivityTexts();
  const was = useRef(false);
  const finished = t('closingFinished', { name });
  useEffect(() => {
    if (was.current && !closing) notify('done', finished);
    was.current = closing !== undefined;
  }, [closing, finished]);
}
