import { daysBetween, addDays, type Day } from './calendar.ts';

/**
 * `first`: nothing in it was mailed before; `escalated`: something in it was first mailed 14 days
 * ago (rule N3).
 */
export type ReminderTone = 'first' | 'again' | 'escalated';

/** Days between the mails about a flag, counted from the first mail (rule N3). */
const EVERY_DAYS = 7;
/** Days after the first mail from which the admins of the network get it too (rule N3). */
const ADMINS_AFTER_DAYS = 14;

/** The day of the next mail about a flag with these mails; the first night when there was none. */
export const nextReminderDay = (since: Day, remindedOn: readonly Day[]): Day => {
  const first = remindedOn[0];
  const last = remindedOn.at(-1);
  if (first === undefined || last === undefined) return since;
  const passed = Math.floor(daysBetween(first, last) / EVERY_DAYS);
  return addDays(first, (passed + 1) * EVERY_DAYS);
};

/** Whether the admins of the network get a mail on this day about a flag with these mails. */
const isEscalated = (remindedOn: readonly Day[], day: Day): boolean =>
  remindedOn[0] !== undefined && daysBetween(remindedOn[0], day) >= ADMINS_AFTER_DAYS;

/** The tone of a mail about flags with these mails (rule N3). */
export const toneOf = (mailed: readonly (readonly Day[])[], day: Day): ReminderTone => {
  if (mailed.some((remindedOn) => isEscalated(remindedOn, day))) return 'escalated';
  return mailed.some((remindedOn) => remindedOn.length > 0) ? 'again' : 'first';
};

/** SES accepts at most this many addresses per mail. */
const MOST_RECIPIENTS = 50;
/** Addresses reserved for the admins of the network. */
const MOST_ADMINS = 10;

/** Who gets a reminder (rule N3). */
export interface Recipients {
  readonly to: readonly string[];
  readonly cc: readonly string[];
}

const unique = (addresses: readonly string[]): readonly string[] => [
  ...new Map(addresses.map((address) => [address.toLowerCase(), address])).values(),
];

/**
 * The contacts of the branch and of its activities; the network's admins too after 14 days, or at
 * once where the branch has no contacts (rule N3). Nobody is named twice.
 */
export const recipientsOf = (
  contacts: { readonly branch: readonly string[]; readonly activities: readonly string[] },
  admins: readonly string[],
  tone: ReminderTone,
): Recipients => {
  const own = unique([...contacts.branch, ...contacts.activities]);
  const wanted = tone === 'escalated' || contacts.branch.length === 0 ? unique(admins) : [];
  const known = new Set(own.map((address) => address.toLowerCase()));
  const others = wanted.filter((address) => !known.has(address.toLowerCase())).slice(0, MOST_ADMINS);
  if (own.length === 0) return { to: others, cc: [] };
  return { to: own.slice(0, MOST_RECIPIENTS - others.length), cc: others };
};
