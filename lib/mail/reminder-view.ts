import { mailText, oneLine, mailDay } from './texts.ts';
import { daysBetween, type Day } from '../domain/calendar.ts';
import type { FlagKind } from '../domain/flag-key.ts';
import type { Reminder, ReminderGroup, ReminderLine, ReminderRule } from '../domain/reminder.ts';

/** Limit of copies per group, which may have thousands; the mail says how many more there are. */
const LINES_SHOWN = 100;

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** A copy in the mail. */
export interface CopyView {
  readonly link: Link;
  /** Barcode, shelf mark, special card. */
  readonly place: readonly string[];
  /** The blocks that are still on, and since when. */
  readonly flags: readonly { readonly what: string; readonly since: string }[];
}

/** A group in the mail. */
export interface GroupView {
  readonly name: string;
  readonly note?: string;
  readonly link?: Link;
  readonly copies: readonly CopyView[];
  readonly more?: Link;
}

/** The contents of a reminder, in order; the same for text and HTML. */
export interface ReminderView {
  readonly subject: string;
  readonly fact: string;
  readonly action: string;
  readonly groups: readonly GroupView[];
  readonly closing: readonly string[];
}

const sinceOf = (kind: FlagKind, day: Day): string =>
  // A block without an end is older than its flag (rule N2).
  mailText(kind === 'block-without-end' ? 'reported-on' : 'since', { day: mailDay(day) });

const copyView = ({ copyId, title, shelfmark, label, flags }: ReminderLine, webUrl: string): CopyView => ({
  link: { label: oneLine(title), url: `${webUrl}copies/${encodeURIComponent(copyId)}` },
  place: [
    mailText('barcode', { copyId }),
    ...(shelfmark === undefined ? [] : [mailText('shelfmark', { shelfmark: oneLine(shelfmark) })]),
    ...(label === undefined ? [] : [mailText('card', { label: oneLine(label) })]),
  ],
  flags: flags.map(({ kind, since }) => ({ what: mailText(kind), since: sinceOf(kind, since) })),
});

const endOf = (lastDay: Day, today: Day): string => {
  const days = daysBetween(lastDay, today);
  return mailText(days > 0 ? 'over' : 'running', { day: mailDay(lastDay), days });
};

const kindsIn = (lines: readonly ReminderLine[]): Set<FlagKind> =>
  new Set(lines.flatMap(({ flags }) => flags.map(({ kind }) => kind)));

const ruleHead = ({ collection, code, activity }: ReminderRule): Pick<GroupView, 'name' | 'note'> => ({
  name: mailText('rule', { collection }),
  note: mailText('rule-note', {
    code,
    belongs: activity === undefined ? 'no' : 'yes',
    activity: oneLine(activity ?? ''),
  }),
});

const headOf = (
  { activity, rule, lines }: ReminderGroup,
  day: Day,
  webUrl: string,
): Pick<GroupView, 'name' | 'note' | 'link'> => {
  if (rule) return ruleHead(rule);
  if (!activity) {
    const endless = kindsIn(lines).has('block-without-end');
    return { name: mailText('endless'), ...(endless && { note: mailText('endless-note') }) };
  }
  return {
    name: oneLine(activity.name),
    note: endOf(activity.lastDay, day),
    link: {
      label: mailText('open-activity'),
      url: `${webUrl}activities/${encodeURIComponent(activity.id)}`,
    },
  };
};

const groupView = (group: ReminderGroup, day: Day, webUrl: string): GroupView => {
  const head = headOf(group, day, webUrl);
  const hidden = group.lines.length - LINES_SHOWN;
  return {
    ...head,
    copies: group.lines.slice(0, LINES_SHOWN).map((line) => copyView(line, webUrl)),
    ...(hidden > 0 && { more: { label: mailText('more', { n: hidden }), url: head.link?.url ?? webUrl } }),
  };
};

/**
 * The fact: copies that are still set apart, copies that lack the block of their standing rule, or
 * both.
 */
const factOf = ({ branchName, apart, lacking }: Reminder): string => {
  const facts = { branch: oneLine(branchName), apart, lacking };
  if (apart === 0) return mailText('fact-lacking', facts);
  return mailText(lacking === 0 ? 'fact' : 'fact-both', facts);
};

/**
 * The action for all copies together: check in, lift blocks, both, set blocks, or look at each
 * copy.
 */
const actionOf = ({ groups, apart, lacking }: Reminder): string => {
  if (lacking > 0) return mailText(apart === 0 ? 'do-rule' : 'do-look');
  const kinds = kindsIn(groups.flatMap(({ lines }) => lines));
  if (!kinds.delete('special-card-not-checked-in')) return mailText('do-blocks');
  return mailText(kinds.size === 0 ? 'do-cards' : 'do-both');
};

const closingOf = ({ branchName, groups, cc }: Reminder): readonly string[] => [
  mailText('why', {
    branch: oneLine(branchName),
    activities: groups.some(({ activity, rule }) => activity ?? rule?.activity) ? 'yes' : 'no',
  }),
  mailText('next'),
  ...(cc.length > 0 ? [mailText('admins-too')] : []),
];

/**
 * The subject of a reminder: branch, activity and number of copies (rule N3). It names the activity
 * that ended first, and standing rules only when nothing else is left on.
 */
export const subjectOf = ({ branchName, day, tone, groups, apart, lacking }: Reminder): string => {
  const branch = oneLine(branchName);
  if (apart === 0) return mailText(`subject-${tone}-lacking`, { branch, n: lacking });
  const activities = groups.flatMap(({ activity }) => activity ?? []);
  const [longestOver, ...others] = activities;
  const facts = {
    branch,
    activity: oneLine(longestOver?.name ?? ''),
    others: others.length,
    days: longestOver ? daysBetween(longestOver.lastDay, day) : 0,
    n: apart,
  };
  if (tone === 'again') return mailText('subject-again', facts);
  return mailText(longestOver ? `subject-${tone}` : `subject-${tone}-endless`, facts);
};

/**
 * The contents of a reminder: the fact, the action, every copy by activity or rule, and why it was
 * sent (rule N3).
 */
export const viewOf = (reminder: Reminder, webUrl: string): ReminderView => ({
  subject: subjectOf(reminder),
  fact: factOf(reminder),
  action: actionOf(reminder),
  groups: reminder.groups.map((group) => groupView(group, reminder.day, webUrl)),
  closing: closingOf(reminder),
});
