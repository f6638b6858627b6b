import { useState } from 'react';
import { answerOf, api, ifMatch } from '../../api/client.ts';
import type { Activity } from '../../api/types.ts';
import { tell } from '../../parts/notice.ts';
import { useChange } from '../../parts/use-change.ts';
import { useSession } from '../../session/session.tsx';
import { useWords } from '../../texts/words.ts';
import { ActivityForm } from './activity-form.tsx';
import { changeBetween, changedFields, draftOf, rebased } from './draft.ts';
import { lockOf } from './rights.ts';
import { useActivityTexts } from './texts.ts';
import styles from './activities.module.css';

type Named = Parameters<ReturnType<typeof useActivityTexts>>[0];

const LABELS: Readonly<Record<string, Named>> = {
  branchIds: 'branches',
  titleIds: 'titles',
  agreement: 'agreementLegend',
};

/**
 * Changes an activity. Where a colleague was first, it says what is different now; what was typed stays, over what the
 * colleague made of the rest.
 */
export function EditActivity({ activity, done }: { readonly activity: Activity; readonly done: () => void }) {
  const say = useActivityTexts();
  const words = useWords();
  const { person } = useSession();
  const [base, setBase] = useState(activity);
  const [draft, setDraft] = useState(() => draftOf(activity));
  const [others, setOthers] = useState<readonly string[]>([]);
  if (activity.version !== base.version) {
    const [older, newer] = [draftOf(base), draftOf(activity)];
    setBase(activity);
    setOthers(changedFields(older, newer));
    setDraft(rebased(draft, older, newer));
  }
  const lock = lockOf(person, activity);
  const save = useSave(activity, done);
  const changed = others.map((field) => say(LABELS[field] ?? (field as Named)));
  return (
    <section className="panel stack" aria-label={say('edit')}>
      <h2>{say('edit')}</h2>
      {lock && <p>{say(lock.why)}</p>}
      {changed.length > 0 && (
        <p role="alert" className={styles.note}>
          {say('changedMeanwhile', { fields: changed.join(', ') })}
        </p>
      )}
      <ActivityForm
        draft={draft}
        set={setDraft}
        open={lock?.open}
        error={save.error}
        isBusy={save.isPending}
        submit={{
          label: words('save'),
          run: () => {
            save.mutate(changeBetween(draftOf(base), draft));
          },
        }}
        back={{ label: words('cancel'), run: done }}
      />
    </section>
  );
}

function useSave({ id, version }: Activity, done: () => void) {
  const say = useActivityTexts();
  return useChange(
    (body: ReturnType<typeof changeBetween>) => {
      const params = { path: { id }, header: ifMatch(version) };
      return answerOf(api.PATCH('/api/activities/{id}', { params, body }));
    },
    ({ name }) => {
      tell('done', say('saved', { name }));
      done();
    },
  );
}
