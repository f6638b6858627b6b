import { reminderHtml } from './reminder-html.ts';
import { viewOf, type CopyView, type GroupView, type ReminderView } from './reminder-view.ts';
import type { Reminder } from '../domain/reminder.ts';

/**
 * A reminder as text and as HTML, in the same words. It contains nothing about patrons (rules N3,
 * P2).
 */
export const renderReminder = (
  reminder: Reminder,
  webUrl: string,
): { readonly subject: string; readonly text: string; readonly html: string } => {
  const view = viewOf(reminder, webUrl);
  return { subject: view.subject, text: reminderText(view), html: reminderHtml(view) };
};

const copyText = ({ link, place, flags }: CopyView): string =>
  [
    `- ${link.label}`,
    `  ${place.join(' · ')}`,
    ...flags.map(({ what, since }) => `  ${what}, ${since}`),
    `  ${link.url}`,
  ].join('\n');

const groupText = ({ name, note, link, copies, more }: GroupView): string =>
  [
    [
      `== ${name} ==`,
      ...(note === undefined ? [] : [note]),
      ...(link ? [`${link.label}: ${link.url}`] : []),
    ].join('\n'),
    ...copies.map(copyText),
    ...(more ? [`${more.label}: ${more.url}`] : []),
  ].join('\n\n');

/** For mail clients that show no HTML. */
const reminderText = ({ fact, action, groups, closing }: ReminderView): string =>
  `${[`${fact}\n${action}`, ...groups.map(groupText), `----\n${closing.join('\n')}`].join('\n\n')}\n`;
