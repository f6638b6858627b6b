import type { CopyView, GroupView, ReminderView } from './reminder-view.ts';

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

/** A reminder as plain text, for whoever reads mail without HTML. */
export const reminderText = ({ fact, action, groups, closing }: ReminderView): string =>
  `${[`${fact}\n${action}`, ...groups.map(groupText), `----\n${closing.join('\n')}`].join('\n\n')}\n`;
