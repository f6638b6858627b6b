import type { ReactNode } from 'react';
import styles from './tag.module.css';

/** What a tag is about; each has its colour and its own mark, so that the colour is not alone. */
export type Tone = 'done' | 'warning' | 'error' | 'note' | 'loan' | 'plain';

const MARKS: Readonly<Record<Tone, string>> = {
  done: '✓',
  warning: '!',
  error: '✕',
  note: 'i',
  loan: '‖',
  plain: '',
};

/** A few words that must be seen in a glance. */
export function Tag(props: { readonly tone: Tone; readonly mark?: string; readonly children: ReactNode }) {
  const mark = props.mark ?? MARKS[props.tone];
  return (
    <span className={`${styles.tag ?? ''} ${styles[props.tone] ?? ''}`}>
      {mark !== '' && (
        <span aria-hidden="true" className={styles.mark}>
          {mark}
        </span>
      )}
      {props.children}
    </span>
  );
}
