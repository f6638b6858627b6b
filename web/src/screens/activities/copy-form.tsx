import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, TextInput } from '@mantine/core';
import { answerOf } from '../../lib/api/client.ts';
import type { Activity } from '../../lib/api/types.ts';
import { fieldErrors } from '../../components/field-errors.ts';
import { notify } from '../../lib/notifications.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { today } from '../../lib/i18n/days.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { themesQuery } from './queries.ts';
import { useActivitiesTexts } from './texts.ts';
import { nextTime, yearOf, type Term } from './year.ts';
import styles from './activities.module.css';

interface Wanted extends Term {
  readonly name: string;
}

/**
 * Copies an activity to other days. Proposes the dates of its theme in the next year, or else the
 * same dates.
 */
export function CopyForm({ activity, back }: { readonly activity: Activity; readonly back?: () => void }) {
  const t = useActivitiesTexts();
  const common = useCommonTexts();
  const [typed, setTyped] = useState<Partial<Wanted>>({});
  const { theme, ...proposed } = useProposal(activity);
  const wanted: Wanted = { ...proposed, ...typed };
  const copy = useCopy(activity);
  const errors = fieldErrors(copy.error, ['name', 'startDate', 'endDate']);
  const field = (name: keyof Wanted, type: 'text' | 'date') => (
    <TextInput
      type={type}
      label={t(name)}
      value={wanted[name]}
      error={errors.of(name)}
      required
      onChange={(event) => {
        setTyped({ ...typed, [name]: event.currentTarget.value });
      }}
    />
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        copy.mutate(wanted);
      }}
    >
      <p className="quiet">{t('copyHelp')}</p>
      <div className={styles.basics}>
        {field('name', 'text')}
        {field('startDate', 'date')}
        {field('endDate', 'date')}
      </div>
      {theme && (
        <p>
          {t('likeTheme', {
            theme: `${theme.name} ${yearOf(theme.startDate)}`,
            basis: t(`basis.${theme.basis}`),
          })}
        </p>
      )}
      <ProblemBox error={errors.rest} />
      <div className="row">
        <Button type="submit" loading={copy.isPending}>
          {t('makeCopy')}
        </Button>
        {back && (
          <Button variant="default" onClick={back}>
            {common('cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** The proposed dates of the copy, and the theme that they come from. */
function useProposal({ name, startDate, endDate }: Activity) {
  const same = nextTime({ startDate, endDate }, today());
  const { data: themes = [] } = useQuery(themesQuery(yearOf(same.startDate)));
  const theme = themes.find((one) => name.startsWith(one.name));
  const days = theme ? { startDate: theme.startDate, endDate: theme.endDate } : same;
  return { name, ...days, ...(theme && { theme }) };
}

function useCopy({ id }: Activity) {
  const t = useActivitiesTexts();
  const navigate = useNavigate();
  return useChange(
    (act, { name, startDate, endDate }: Wanted) => {
      const body = { name: name.trim(), startDate, endDate };
      return answerOf(act.POST('/api/activities/{id}/copy', { params: { path: { id } }, body }));
    },
    (made) => {
      notify('done', t('made', { name: made.name }));
      void navigate({ to: '/activities/$id', params: { id: made.id } });
    },
  );
}
