import { defined } from './defined.ts';
import { createStore } from './store.ts';

/** What has just happened, for the status bar; it stays until something else happens. */
export interface Notification {
  readonly tone: 'done' | 'warning' | 'error';
  readonly text: string;
  /** What can be done about it, such as taking it back. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** The notice that the status bar shows. */
export const notification = createStore<Notification | undefined>(undefined);

/** Shows this in the status bar, and has screen readers read it. */
export const notify = (tone: Notification['tone'], text: string, action?: Notification['action']): void => {
  notification.set(defined({ tone, text, action }));
};
