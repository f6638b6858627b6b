import { defined } from './defined.ts';
import { createStore } from './store.ts';

/** A message in the status bar, until the next one replaces it. */
export interface Notification {
  readonly tone: 'done' | 'warning' | 'error';
  readonly text: string;
  /** A button beside the text, such as undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** The message that the status bar shows. */
export const notification = createStore<Notification | undefined>(undefined);

/**
 * A message inside the open dialog, which covers the status bar and keeps screen readers away from
 * it.
 */
export const dialogNotice = createStore<string | undefined>(undefined);

/** Shows a message in the status bar, which screen readers announce. */
export const notify = (tone: Notification['tone'], text: string, action?: Notification['action']): void => {
  notification.set(defined({ tone, text, action }));
};
