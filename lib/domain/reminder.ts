import { lastDayOfActivity, type Activity } from './activity.ts';
import type { Branch } from './branch.ts';
import type { Day } from './calendar.ts';
import type { Copy } from './copy.ts';
import type { Flag } from './flag.ts';
import type { FlagKind } from './flag-key.ts';
import { recipientsOf, toneOf, type ReminderTone } from './reminding.ts';

/** One copy that was left on, with every reason why it is flagged, oldest first. */
export interface ReminderLine {
  readonly copyId: string;
  readonly title: string;
  readonly shelfmark?: string;
  /** The label of the special card that it is still on. */
  readonly label?: string;
  readonly flags: readonly { readonly kind: FlagKind; readonly since: Day }[];
}

/** What was left on after one activity; without an activity: blocks without an end. */
export interface ReminderGroup {
  /** The activity and the last day on which it was there. */
  readonly activity?: { readonly id: string; readonly name: string; readonly lastDay: Day };
  readonly lines: readonly ReminderLine[];
}

/** What the contacts of a branch are told in one night (rule N3). Nothing in it is about patrons (rule P2). */
export interface Reminder {
  readonly branchId: string;
  readonly branchName: string;
  /** The day of the night. */
  readonly day: Day;
  readonly tone: ReminderTone;
  readonly to: readonly string[];
  /** The network's admins, where they are to see it too. */
  readonly cc: readonly string[];
  /** The activity that has been over longest first; blocks without an end last. */
  readonly groups: readonly ReminderGroup[];
  /** Different copies in it. */
  readonly copies: number;
}

/** What a reminder is put together from. */
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
    ...(label !== undefined && { label }),
    flags: flags
      .map(({ kind, since }) => ({ kind, since }))
      .sort((a, b) => a.since.localeCompare(b.since) || a.kind.localeCompare(b.kind)),
  };
};

const groupOf = (activityId: string, flags: ReminderParts['flags'], parts: ReminderParts): ReminderGroup => {
  const activity = parts.activities.get(activityId);
  const lines = [...Map.groupBy(flags, ({ copyId }) => copyId)]
    .map(([copyId, own]) => lineOf(copyId, own, parts))
    .sort((a, b) => a.title.localeCompare(b.title, 'nl') || a.copyId.localeCompare(b.copyId));
  return {
    ...(activity && {
      activity: { id: activity.id, name: activity.name, lastDay: lastDayOfActivity(activity) },
    }),
    lines,
  };
};

/** What has been over longest first; what belongs to no activity last. */
const longestOver = (a: ReminderGroup, b: ReminderGroup): number =>
  (a.activity?.lastDay ?? '9999').localeCompare(b.activity?.lastDay ?? '9999') ||
  (a.activity?.name ?? '').localeCompare(b.activity?.name ?? '', 'nl');

/** The reminder about flags of one branch, and who gets it; nobody where nobody is known (rule N3). */
export const reminderOf = (parts: ReminderParts): Reminder => {
  const { branch, day, flags, activities, admins } = parts;
  const tone = toneOf(
    flags.map(({ remindedOn }) => remindedOn),
    day,
  );
  const byActivity = Map.groupBy(flags, ({ activityId = '' }) => activityId);
  const contacts = {
    branch: branch.contacts ?? [],
    activities: [...byActivity.keys()].flatMap((id) => activities.get(id)?.contacts ?? []),
  };
  return {
    branchId: branch.branchId,
    branchName: branch.name,
    day,
    tone,
    ...recipientsOf(contacts, admins, tone),
    groups: [...byActivity].map(([id, own]) => groupOf(id, own, parts)).sort(longestOver),
    copies: new Set(flags.map(({ copyId }) => copyId)).size,
  };
};
