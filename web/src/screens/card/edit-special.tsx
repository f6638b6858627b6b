import type { SyntheticEvent } from 'react';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Act } from '../../lib/api/act.ts';
import { answerOf, ifMatch } from '../../lib/api/client.ts';
import { activitiesQuery, activityQuery } from '../../lib/api/queries.ts';
import type { Patron } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { useRebased } from '../../lib/use-rebased.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import styles from './card.module.css';
import { useCardTexts } from './texts.ts';

/** The fields of the form; an empty `activityId` is no activity. */
interface TypedCard {
  readonly label: string;
  readonly activityId: string;
}

const putCard = (act: Act, card: Patron, { label, activityId }: TypedCard) => {
  const { patronId, branchId, blocked, version } = card;
  const body = {
    branchId,
    kind: 'special' as const,
    label: label.trim(),
    blocked,
    ...(activityId !== '' && { activityId }),
  };
  return answerOf(
    act.PUT('/api/patrons/{patronId}', { params: { path: { patronId }, header: ifMatch(version) }, body }),
  );
};

const typedOf = ({ label = '', activityId = '' }: Patron): TypedCard => ({ label, activityId });

/**
 * Changes the name or the activity of a special card (rule S0). Shows what a colleague changed
 * meanwhile, before it can be overwritten.
 */
export function EditSpecial({ card, close }: { readonly card: Patron; readonly close: () => void }) {
  const t = useCardTexts();
  const common = useCommonTexts();
  const { base, typed, type, changedByOthers } = useRebased(card, typedOf);
  const activities = useActivitiesFor(card);
  const change = useChange(
    (act) => putCard(act, base, typed),
    () => {
      notify('done', t('saved'));
      close();
    },
  );
  const save = (event: SyntheticEvent): void => {
    event.preventDefault();
    change.mutate(undefined);
  };
  const nameOf = (id = '') => activities.find(({ value }) => value === id)?.label ?? id;
  return (
    <form
      className="panel stack"
      aria-labelledby="edit-card"
      onSubmit={save}
      onKeyDown={({ key }) => {
        if (key === 'Escape') close();
      }}
    >
      <h2 id="edit-card">{t('editTitle')}</h2>
      <div className="row low">
        <SpecialCardFields typed={typed} type={type} activities={activities} />
        <Button type="submit" loading={change.isPending}>
          {common('save')}
        </Button>
        <Button variant="default" onClick={close}>
          {common('cancel')}
        </Button>
      </div>
      <ProblemBox error={change.error} />
      {changedByOthers.length > 0 && (
        <p role="alert">{t('nowIs', { label: base.label ?? '', activity: nameOf(base.activityId) })}</p>
      )}
    </form>
  );
}

function SpecialCardFields(props: {
  readonly typed: TypedCard;
  readonly type: (change: Partial<TypedCard>) => void;
  readonly activities: readonly { readonly value: string; readonly label: string }[];
}) {
  const { typed, type, activities } = props;
  const t = useCardTexts();
  const common = useCommonTexts();
  return (
    <>
      <TextInput
        label={t('label')}
        className={styles.reason ?? ''}
        value={typed.label}
        maxLength={200}
        required
        autoFocus
        onChange={(event) => {
          type({ label: event.currentTarget.value });
        }}
      />
      <NativeSelect
        label={common('activity')}
        value={typed.activityId}
        data={activities}
        onChange={(event) => {
          type({ activityId: event.currentTarget.value });
        }}
      />
    </>
  );
}

/** The activities that a card may get: those of its branch that run or come, and its own. */
function useActivitiesFor({ branchId, activityId = '' }: Patron) {
  const t = useCardTexts();
  const { data: running = [] } = useQuery(activitiesQuery('running'));
  const { data: coming = [] } = useQuery(activitiesQuery('coming'));
  const { data: own } = useQuery({ ...activityQuery(activityId), enabled: activityId !== '' });
  const here = [...running, ...coming].filter(({ branchIds }) => branchIds?.includes(branchId) ?? true);
  const all = new Map([...(own ? [own] : []), ...here].map(({ id, name }) => [id, name]));
  return [{ value: '', label: t('noActivity') }, ...[...all].map(([value, label]) => ({ value, label }))];
}
