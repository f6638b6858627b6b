import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import type { Activity } from '../../lib/api/types.ts';
import { fieldErrors } from '../../components/field-errors.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { CODE_FIELD } from '../../features/scanning/fields.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useDisplayTexts } from './texts.ts';
import { usePutCard } from './use-put-card.ts';
import styles from './display.module.css';

const LONGEST = 40;

/** Proposes a card number from the label, such as `PAS-CEN-VITRINE-HAL`. */
const numberFor = (branchId: string, label: string): string => {
  const words = label
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z0-9\s-]/g, '')
    .trim()
    .split(/[\s-]+/);
  return ['PAS', branchId, ...words].join('-').slice(0, LONGEST).replace(/-+$/, '');
};

/** Creates a special card of this branch for the activity. */
export function NewCard({ activity, isFirst }: { readonly activity: Activity; readonly isFirst: boolean }) {
  const t = useDisplayTexts();
  const { branchId } = useSession();
  const [label, setLabel] = useState(isFirst ? activity.name : '');
  const [typed, setTyped] = useState<string>();
  const change = usePutCard();
  const number = typed ?? numberFor(branchId, label);
  const errors = fieldErrors(change.error, ['label', 'patronId']);
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ patronId: number.trim(), label: label.trim(), activityId: activity.id });
      }}
    >
      <h2>{t('newCard')}</h2>
      <div className={`row low ${styles.form ?? ''}`}>
        <TextInput
          label={t('label')}
          value={label}
          error={errors.of('label')}
          required
          maxLength={100}
          onChange={(event) => {
            setLabel(event.currentTarget.value);
          }}
        />
        <TextInput
          label={t('number')}
          {...CODE_FIELD}
          value={number}
          error={errors.of('patronId')}
          required
          maxLength={LONGEST}
          pattern="[A-Za-z0-9._\-]+"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
          }}
        />
        <Button type="submit" className={styles.button ?? ''} loading={change.isPending}>
          {t('makeCard')}
        </Button>
      </div>
      <ProblemBox error={errors.rest} />
    </form>
  );
}
