import { useRef } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useScans } from './use-keys.ts';
import styles from './scan-field.module.css';

/** A field to type barcodes; takes scans anywhere on the screen too. */
export function ScanField(props: {
  readonly label: string;
  readonly button: string;
  readonly disabled?: boolean;
  readonly onScan: (code: string) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const scan = (text: string): void => {
    const code = text.trim();
    if (code !== '') props.onScan(code);
  };
  useScans(scan);
  return (
    <form
      className={`row low no-print ${styles.form ?? ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        scan(field.current?.value ?? '');
        event.currentTarget.reset();
        field.current?.focus();
      }}
    >
      <TextInput
        ref={field}
        data-scan-field
        label={props.label}
        className={styles.field ?? ''}
        size="md"
        autoComplete="off"
        spellCheck={false}
        disabled={props.disabled ?? false}
        autoFocus
      />
      <Button type="submit" size="md" disabled={props.disabled ?? false}>
        {props.button}
      </Button>
    </form>
  );
}
