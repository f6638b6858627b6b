import { useState, type SyntheticEvent } from 'react';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api, ifMatch } from '../../api/client.ts';
import { isStale } from '../../api/problem.ts';
import { activitiesQuery, activityQuery } from '../../api/queries.ts';
import type { Patron } from '../../api/types.ts';
import { tell } from '../../parts/notice.ts';
import { ProblemBox } from '../../parts/problem-box.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useWords } from '../../texts/words.ts';
import styles from './card.module.css';
import { useCardTexts } from './texts.ts';

const putCard = (card: Patron, label: string, activityId: string) => {
  const { patronId, branchId, blocked, version } = card;
  const body = {
    branchId,
    kind: 'special' as const,
    label,
    blocked,
    ...(activityId !== '' && { activityId }),
  };
  return answerOf(
    api.PUT('/api/patrons/{patronId}', { params: { path: { patronId }, header: ifMatch(version) }, body }),
  );
};

/** Another name or activity for a special card (rule S0). */
export function EditSpecial({ card, close }: { readonly card: Patron; readonly close: () => void }) {
  const say = useCardTexts();
  const words = useWords();
  const [label, setLabel] = useState(card.label ?? '');
  const [activityId, setActivity] = useState(card.activityId ?? '');
  const activities = useActivitiesFor(card);
  const change = useChange(
    () => putCard(card, label.trim(), activityId),
    () => {
      tell('done', say('saved'));
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
      <h2 id="edit-card">{say('editTitle')}</h2>
      <div className="row low">
        <TextInput
          label={say('label')}
          className={styles.reason ?? ''}
          value={label}
          maxLength={200}
          required
          autoFocus
          onChange={(event) => {
            setLabel(event.currentTarget.value);
          }}
        />
        <NativeSelect
          label={words('activity')}
          value={activityId}
          data={activities}
          onChange={(event) => {
            setActivity(event.currentTarget.value);
          }}
        />
        <Button type="submit" loading={change.isPending}>
          {words('save')}
        </Button>
        <Button variant="default" onClick={close}>
          {words('cancel')}
        </Button>
      </div>
      <ProblemBox error={change.error} />
      {isStale(change.error) && (
        <p role="status">{say('nowIs', { label: card.label ?? '', activity: nameOf(card.activityId) })}</p>
      )}
    </form>
  );
}

/** The activities that a card may get: those of its branch that run or come, and the one it has. */
function useActivitiesFor({ branchId, activityId = '' }: Patron) {
  const say = useCardTexts();
  const { data: running = [] } = useQuery(activitiesQuery('running'));
  const { data: coming = [] } = useQuery(activitiesQuery('coming'));
  const { data: own } = useQuery({ ...activityQuery(activityId), enabled: activityId !== '' });
  const here = [...running, ...coming].filter(({ branchIds }) => branchIds?.includes(branchId) ?? true);
  const all = new Map([...(own ? [own] : []), ...here].map(({ id, name }) => [id, name]));
  return [{ value: '', label: say('noActivity') }, ...[...all].map(([value, label]) => ({ value, label }))];
}
