import { answerOf, api, ifMatch } from '../../lib/api/client.ts';
import type { Activity } from '../../lib/api/types.ts';
import { tell } from '../../lib/notifications.ts';
import { useChange } from '../../components/use-change.ts';
import { useRebased } from '../../components/use-rebased.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useWords } from '../../lib/i18n/common-texts.ts';
import { ActivityForm } from './activity-form.tsx';
import { changeBetween, draftOf } from './activity-draft.ts';
import { lockOf } from './rights.ts';
import { useActivityTexts } from './texts.ts';
import styles from './activities.module.css';

type Named = Parameters<ReturnType<typeof useActivityTexts>>[0];

const LABELS: Readonly<Record<string, Named>> = {
  everywhere: 'branches',
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
  const { base, typed, type, others } = useRebased(activity, draftOf);
  const lock = lockOf(person, activity);
  const save = useSave(base, done);
  const changed = new Set(others.map((field) => say(LABELS[field] ?? (field as Named))));
  return (
    <section className="panel stack" aria-label={say('edit')}>
      <h2>{say('edit')}</h2>
      {lock && <p>{say(lock.why)}</p>}
      {changed.size > 0 && (
        <p role="alert" className={styles.note}>
          {say('changedMeanwhile', { fields: [...changed].join(', ') })}
        </p>
      )}
      <ActivityForm
        draft={typed}
        set={type}
        open={lock?.open}
        error={save.error}
        isBusy={save.isPending}
        submit={{
          label: words('save'),
          run: () => {
            save.mutate(changeBetween(draftOf(base), typed));
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
