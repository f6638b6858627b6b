import { useRef } from 'react';
import { Button, TextInput } from '@mantine/core';
import { SCAN_FIELD } from './fields.ts';
import { withoutStars } from './reading.ts';
import { useScans } from './use-keys.ts';
import { useUnsentNotice } from './use-unsent-notice.ts';
import styles from './scan-field.module.css';

/** A field to type barcodes; takes scans anywhere on the screen too. */
export function ScanField(props: {
  readonly label: string;
  readonly button: string;
  readonly onScan: (code: string) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const { onScan } = props;
  const scan = (text: string): void => {
    const code = withoutStars(text.trim());
    if (code !== '') onScan(code);
  };
  useScans(onScan);
  const unsent = useUnsentNotice();
  return (
    <form
      className={`row low no-print ${styles.form ?? ''}`}
      onInput={unsent.onInput}
      onSubmit={(event) => {
        event.preventDefault();
        scan(field.current?.value ?? '');
        event.currentTarget.reset();
        unsent.clear();
        field.current?.focus();
      }}
    >
      <TextInput
        ref={field}
        {...SCAN_FIELD}
        label={props.label}
        className={styles.field ?? ''}
        size="md"
        autoComplete="off"
        spellCheck={false}
        autoFocus
      />
      <Button type="submit" size="md">
        {props.button}
      </Button>
    </form>
  );
}
