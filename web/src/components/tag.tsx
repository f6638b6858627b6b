import type { ReactNode } from 'react';
import styles from './tag.module.css';

/** The meaning of a tag. Each has a colour and a mark, for those who do not see the colour. */
export type Tone = 'done' | 'warning' | 'error' | 'note' | 'loan' | 'plain';

const MARKS: Readonly<Record<Tone, string>> = {
  done: '✓',
  warning: '!',
  error: '✕',
  note: 'i',
  loan: '‖',
  plain: '',
};

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
