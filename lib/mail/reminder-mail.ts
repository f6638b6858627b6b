import type { Reminder } from '../domain/reminder.ts';
import { reminderHtml } from './reminder-html.ts';
import { reminderText } from './reminder-text.ts';
import { viewOf } from './reminder-view.ts';

/**
 * The mail of a reminder: the same words as text and as HTML. Nothing in it is about patrons (rules
 * N3, P2).
 */
export const renderReminder = (
  reminder: Reminder,
  webUrl: string,
): { readonly subject: string; readonly text: string; readonly html: string } => {
  const view = viewOf(reminder, webUrl);
  return { subject: view.subject, text: reminderText(view), html: reminderHtml(view) };
};
