import { TextInput } from '@mantine/core';
import type { FieldsProps } from './fields.ts';
import { useActivitiesTexts } from './texts.ts';
import styles from './activities.module.css';

/** Name and dates of an activity. */
export function BasicFields({ draft, set, isOpen, errorOf }: FieldsProps) {
  const t = useActivitiesTexts();
  const field = (name: 'name' | 'startDate' | 'endDate') => (
    <TextInput
      type={name === 'name' ? 'text' : 'date'}
      label={t(name)}
      value={draft[name]}
      disabled={!isOpen(name)}
      error={errorOf(name)}
      required
      maxLength={500}
      autoFocus={name === 'name'}
      onChange={(event) => {
        set({ [name]: event.currentTarget.value });
      }}
    />
  );
  return (
    <div className={styles.basics}>
      {field('name')}
      {field('startDate')}
      {field('endDate')}
    </div>
  );
}
