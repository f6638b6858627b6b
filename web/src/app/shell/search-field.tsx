import { useRef } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { Button, TextInput } from '@mantine/core';
import { SCAN_FIELD } from '../../features/scanning/fields.ts';
import { withoutStars } from '../../features/scanning/reading.ts';
import { useScans } from '../../features/scanning/use-keys.ts';
import { useShellTexts } from './texts.ts';
import styles from './search-field.module.css';

/**
 * Looks up barcodes, ISBNs, card numbers and titles. Takes every scan on a screen that does not
 * handle scans itself.
 */
export function SearchField() {
  const t = useShellTexts();
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const find = (text: string): void => {
    const q = withoutStars(text.trim());
    if (q !== '') void navigate({ to: '/', search: { q } });
  };
  useScans(find);
  return (
    <search className={styles.search}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          find(field.current?.value ?? '');
          field.current?.select();
        }}
      >
        <TextInput
          ref={field}
          {...SCAN_FIELD}
          className={styles.field ?? ''}
          aria-label={t('searchFor')}
          placeholder={t('searchFor')}
          name="q"
          type="search"
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit" variant="default">
          {t('go')}
        </Button>
      </form>
    </search>
  );
}
