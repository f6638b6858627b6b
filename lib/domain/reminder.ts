import { defined } from './defined.ts';
import { lastDayOfActivity, type Activity } from './activity.ts';
import type { ReservationCode } from './block.ts';
import type { Branch } from './branch.ts';
import type { Day } from './calendar.ts';
import type { Copy } from './copy.ts';
import type { Flag } from './flag.ts';
import type { FlaggedRule, FlagKind } from './flag-key.ts';
import { recipientsOf, toneOf, type ReminderTone } from './reminder-schedule.ts';

/** One copy that was left on, with every reason why it is flagged, oldest first. */
export interface ReminderLine {
  readonly copyId: string;
  readonly title: string;
  readonly shelfmark?: string;
  /** The label of the special card that it is still on. */
  readonly label?: string;
  readonly flags: readonly { readonly kind: FlagKind; readonly since: Day }[];
}

/** A standing rule, for the mail about copies that lack its block. */
export interface ReminderRule {
  readonly collection: string;
  readonly code: ReservationCode;
  /** The name of the activity of its block. */
  readonly activity?: string;
}

/**
 * The flagged copies of one activity, or of the standing rule of one collection; with neither,
 * those with a block without an end.
 */
export interface ReminderGroup {
  /** The activity, and the last day that it ran. */
  readonly activity?: { readonly id: string; readonly name: string; readonly lastDay: Day };
  readonly rule?: ReminderRule;
  readonly lines: readonly ReminderLine[];
}

/**
 * The mail to the contacts of a branch in one night (rule N3). It contains nothing about patrons
 * (rule P2).
 */
export interface Reminder {
  readonly branchId: string;
  readonly branchName: string;
  /** The day of the night. */
  readonly day: Day;
  readonly tone: ReminderTone;
  readonly to: readonly string[];
  /** The admins of the network, when they get it too. */
  readonly cc: readonly string[];
  /**
   * Activities first, the one that ended first at the top; then standing rules; blocks without an
   * end last.
   */
  readonly groups: readonly ReminderGroup[];
  /** Different copies that are still set apart. */
  readonly apart: number;
  /** Different copies that lack the block of their standing rule. */
  readonly lacking: number;
}

/** The facts for a reminder. */
export interface ReminderParts {
  readonly branch: Branch;
  readonly day: Day;
  readonly flags: readonly (Flag & { readonly remindedOn: readonly Day[] })[];
  readonly activities: ReadonlyMap<string, Activity>;
  readonly copies: ReadonlyMap<string, Copy>;
  /** Titles by id. */
  readonly titles: ReadonlyMap<string, string>;
  /** The network's admins. */
  readonly admins: readonly string[];
}

const lineOf = (
  copyId: string,
  flags: ReminderParts['flags'],
  { copies, titles }: ReminderParts,
): ReminderLine => {
  const copy = copies.get(copyId);
  const label = copy?.loan?.special ? copy.loan.label : undefined;
  return {
    copyId,
    title: titles.get(copy?.titleId ?? '') ?? copyId,
    ...(copy?.shelfmark !== undefined && { shelfmark: copy.shelfmark }),
    ...defined({ label }),
    flags: flags
      .map(({ kind, since }) => ({ kind, since }))
      .sort((a, b) => a.since.localeCompare(b.since) || a.kind.localeCompare(b.kind)),
  };
};

/**
 * The group of a flag: its activity, the collection of its rule, or neither. Ids contain no spaces.
 */
const groupKey = ({ activityId = '', rule }: Flag): string =>
  rule ? `collection ${rule.collection}` : activityId;

const ruleOf = (
  { collection, code, activityId }: FlaggedRule,
  { activities }: ReminderParts,
): ReminderRule => ({
  collection,
  code,
  ...(activityId !== undefined && { activity: activities.get(activityId)?.name ?? activityId }),
});

const groupOf = (flags: ReminderParts['flags'], parts: ReminderParts): ReminderGroup => {
  const activity = parts.activities.get(flags[0]?.activityId ?? '');
  // A branch has one rule per collection, so all flags of the group have the same (rule C1).
  const rule = flags[0]?.rule;
  const lines = [...Map.groupBy(flags, ({ copyId }) => copyId)]
    .map(([copyId, own]) => lineOf(copyId, own, parts))
    .sort((a, b) => a.title.localeCompare(b.title, 'nl') || a.copyId.localeCompare(b.copyId));
  return {
    ...(activity && {
      activity: { id: activity.id, name: activity.name, lastDay: lastDayOfActivity(activity) },
    }),
    ...(rule && { rule: ruleOf(rule, parts) }),
    lines,
  };
};

/** Sorts activities by last day, then standing rules by collection, then the rest. */
const placeOf = ({ activity, rule }: ReminderGroup): string => {
  if (activity) return `1 ${activity.lastDay}`;
  return rule ? `2 ${rule.collection}` : '3';
};

const inOrder = (a: ReminderGroup, b: ReminderGroup): number =>
  placeOf(a).localeCompare(placeOf(b)) ||
  (a.activity?.name ?? '').localeCompare(b.activity?.name ?? '', 'nl');

const countCopies = (flags: ReminderParts['flags']): number =>
  new Set(flags.map(({ copyId }) => copyId)).size;

/**
 * The reminder about the flags of one branch, with its recipients; `to` is empty when nobody is
 * known (rule N3).
 */
export const reminderOf = (parts: ReminderParts): Reminder => {
  const { branch, day, flags, activities, admins } = parts;
  const tone = toneOf(
    flags.map(({ remindedOn }) => remindedOn),
    day,
  );
  const activityIds = new Set(flags.map(({ activityId, rule }) => activityId ?? rule?.activityId ?? ''));
  const contacts = {
    branch: branch.contacts ?? [],
    activities: [...activityIds].flatMap((id) => activities.get(id)?.contacts ?? []),
  };
  return {
    branchId: branch.branchId,
    branchName: branch.name,
    day,
    tone,
    ...recipientsOf(contacts, admins, tone),
    groups: [...Map.groupBy(flags, groupKey).values()].map((own) => groupOf(own, parts)).sort(inOrder),
    apart: countCopies(flags.filter(({ rule }) => !rule)),
    lacking: countCopies(flags.filter(({ rule }) => rule)),
  };
};
