import { useEffect, useRef, useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { Button } from '@mantine/core';
import { answerOf } from '../../lib/api/client.ts';
import type { Activity } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { useChange } from '../../components/use-change.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { ActivityForm } from './activity-form.tsx';
import { CopyEarlier } from './copy-earlier.tsx';
import { emptyActivityDraft, activityRequestOf, type ActivityDraft } from './activity-draft.ts';
import { Themes } from './themes.tsx';
import { useActivitiesTexts } from './texts.ts';
import styles from './activities.module.css';

/** Creates an activity, from a theme, from another activity or from an empty form. */
export function NewActivity(props: { readonly all: readonly Activity[]; readonly cancel: () => void }) {
  const t = useActivitiesTexts();
  const common = useCommonTexts();
  const { person, branchId } = useSession();
  const [draft, setDraft] = useState<ActivityDraft>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const begin = (given: Partial<ActivityDraft>): void => {
    setDraft({ ...emptyActivityDraft(person.role === 'admin' ? [] : [branchId]), ...given });
  };
  return (
    <section className="panel stack" aria-label={t('newActivity')}>
      <div className="row apart">
        <h2 ref={heading} tabIndex={-1}>
          {t('newActivity')}
        </h2>
        <Button variant="default" size="sm" onClick={props.cancel}>
          {common('cancel')}
        </Button>
      </div>
      {draft ? (
        <Making
          draft={draft}
          set={setDraft}
          back={() => {
            setDraft(undefined);
          }}
        />
      ) : (
        <div className={styles.choices}>
          <Themes all={props.all} choose={begin} />
          <div className="stack">
            <CopyEarlier all={props.all} />
            <div className="stack tight">
              <h3>{t('blank')}</h3>
              <div>
                <Button
                  variant="default"
                  onClick={() => {
                    begin({});
                  }}
                >
                  {t('startBlank')}
                </Button>
              </div>
            </div>
          </div>
        </div>
      )}
    </section>
  );
}

function Making(props: {
  readonly draft: ActivityDraft;
  readonly set: (draft: ActivityDraft) => void;
  readonly back: () => void;
}) {
  const t = useActivitiesTexts();
  const navigate = useNavigate();
  const { draft } = props;
  const make = useChange(
    (act, wanted: ActivityDraft) =>
      answerOf(act.POST('/api/activities', { body: activityRequestOf(wanted) })),
    ({ id, name }) => {
      notify('done', t('made', { name }));
      void navigate({ to: '/activities/$id', params: { id } });
    },
  );
  return (
    <ActivityForm
      draft={draft}
      set={props.set}
      error={make.error}
      isBusy={make.isPending}
      submit={{
        label: t('make'),
        run: () => {
          make.mutate(draft);
        },
      }}
      back={{ label: t('back'), run: props.back }}
    />
  );
}
