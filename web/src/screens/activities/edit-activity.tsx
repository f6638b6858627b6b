import { answerOf, ifMatch } from '../../lib/api/client.ts';
import type { Activity } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { useChange } from '../../components/use-change.ts';
import { useRebased } from '../../lib/use-rebased.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { ActivityForm } from './activity-form.tsx';
import { changeBetween, activityDraftOf } from './activity-draft.ts';
import { lockOf } from './rights.ts';
import { useActivitiesTexts } from './texts.ts';
import styles from './activities.module.css';

type Named = Parameters<ReturnType<typeof useActivitiesTexts>>[0];

const LABELS: Readonly<Record<string, Named>> = {
  everywhere: 'branches',
  branchIds: 'branches',
  titleIds: 'titles',
  agreement: 'agreementLegend',
};

/**
 * Changes an activity. After a conflict it lists what a colleague changed; the typed fields stay,
 * the other fields follow the colleague.
 */
export function EditActivity({ activity, done }: { readonly activity: Activity; readonly done: () => void }) {
  const t = useActivitiesTexts();
  const common = useCommonTexts();
  const { person } = useSession();
  const { base, typed, type, changedByOthers } = useRebased(activity, activityDraftOf);
  const lock = lockOf(person, activity);
  const save = useSave(base, done);
  const changed = new Set(changedByOthers.map((field) => t(LABELS[field] ?? (field as Named))));
  return (
    <section className="panel stack" aria-label={t('edit')}>
      <h2>{t('edit')}</h2>
      {lock && <p>{t(lock.why)}</p>}
      {changed.size > 0 && (
        <p role="alert" className={styles.note}>
          {t('changedMeanwhile', { fields: [...changed].join(', ') })}
        </p>
      )}
      <ActivityForm
        draft={typed}
        set={type}
        open={lock?.open}
        error={save.error}
        isBusy={save.isPending}
        submit={{
          label: common('save'),
          run: () => {
            save.mutate(changeBetween(activityDraftOf(base), typed));
          },
        }}
        back={{ label: common('cancel'), run: done }}
      />
    </section>
  );
}

function useSave({ id, version }: Activity, done: () => void) {
  const t = useActivitiesTexts();
  return useChange(
    (act, body: ReturnType<typeof changeBetween>) => {
      const params = { path: { id }, header: ifMatch(version) };
      return answerOf(act.PATCH('/api/activities/{id}', { params, body }));
    },
    ({ name }) => {
      notify('done', t('saved', { name }));
      done();
    },
  );
}
