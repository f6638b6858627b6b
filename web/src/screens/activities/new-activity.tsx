import { useEffect, useRef, useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { Button } from '@mantine/core';
import { answerOf, api } from '../../lib/api/client.ts';
import type { Activity } from '../../lib/api/types.ts';
import { tell } from '../../lib/notifications.ts';
import { useChange } from '../../components/use-change.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useWords } from '../../lib/i18n/common-texts.ts';
import { ActivityForm } from './activity-form.tsx';
import { CopyEarlier } from './copy-earlier.tsx';
import { emptyDraft, requestOf, type Draft } from './activity-draft.ts';
import { Themes } from './themes.tsx';
import { useActivityTexts } from './texts.ts';
import styles from './activities.module.css';

/** Making an activity: from a theme, as a copy, or from nothing; then the form. */
export function NewActivity(props: { readonly all: readonly Activity[]; readonly cancel: () => void }) {
  const say = useActivityTexts();
  const words = useWords();
  const { person, branchId } = useSession();
  const [draft, setDraft] = useState<Draft>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const begin = (given: Partial<Draft>): void => {
    setDraft({ ...emptyDraft(person.role === 'admin' ? [] : [branchId]), ...given });
  };
  return (
    <section className="panel stack" aria-label={say('newActivity')}>
      <div className="row apart">
        <h2 ref={heading} tabIndex={-1}>
          {say('newActivity')}
        </h2>
        <Button variant="default" size="sm" onClick={props.cancel}>
          {words('cancel')}
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
              <h3>{say('blank')}</h3>
              <div>
                <Button
                  variant="default"
                  onClick={() => {
                    begin({});
                  }}
                >
                  {say('startBlank')}
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
  readonly draft: Draft;
  readonly set: (draft: Draft) => void;
  readonly back: () => void;
}) {
  const say = useActivityTexts();
  const navigate = useNavigate();
  const { draft } = props;
  const make = useChange(
    (wanted: Draft) => answerOf(api.POST('/api/activities', { body: requestOf(wanted) })),
    ({ id, name }) => {
      tell('done', say('made', { name }));
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
        label: say('make'),
        run: () => {
          make.mutate(draft);
        },
      }}
      back={{ label: say('back'), run: props.back }}
    />
  );
}
