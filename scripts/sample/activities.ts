/**
 * The activities of the sample library: one that runs, one that ended with things left on, one in
 * the future.
 */
import { addDays } from '../../lib/domain/calendar.ts';
import type { Ask } from './ask.ts';

/** A row of `activities.csv`; days count from today, or from the first day of a theme. */
export interface SampleActivity {
  /** The key by which other rows refer to the activity. */
  readonly key: string;
  readonly name: string;
  /** The theme whose next occurrence gives the days; empty for an activity without a theme. */
  readonly theme: string;
  readonly start: string;
  readonly end: string;
  /** The actual last day, which is set at the end: an activity that is over accepts no blocks. */
  readonly endedOn: string;
  readonly branchIds: string;
  readonly collections: string;
  readonly agreementFrom: string;
  readonly atEnd: string;
  readonly contacts: string;
  /** The special cards of the activity. */
  readonly cards: string;
}

/** The ids of the activities by key. */
export type ActivityIds = ReadonlyMap<string, string>;

/** Creates the activities, and gives their cards to them. */
export async function makeActivities(
  ask: Ask,
  activities: readonly SampleActivity[],
  today: string,
): Promise<ActivityIds> {
  const ids = new Map<string, string>();
  for (const activity of activities) {
    const { id } = await ask('POST', '/api/activities', await bodyOf(ask, activity, today));
    for (const card of list(activity.cards)) await giveCard(ask, card, String(id));
    ids.set(activity.key, String(id));
  }
  return ids;
}

/** Sets the actual last day of the activities that are over. */
export async function endActivities(
  ask: Ask,
  activities: readonly SampleActivity[],
  ids: ActivityIds,
  today: string,
): Promise<void> {
  for (const { key, endedOn } of activities.filter((activity) => activity.endedOn !== ''))
    await ask('PATCH', `/api/activities/${ids.get(key) ?? ''}`, { endDate: addDays(today, Number(endedOn)) });
}

const list = (cell: string): readonly string[] => cell.split(';').filter((each) => each !== '');

async function bodyOf(ask: Ask, activity: SampleActivity, today: string) {
  const days = activity.theme === '' ? daysOf(activity, today) : await nextTime(ask, activity.theme, today);
  const from = activity.agreementFrom;
  return {
    name: activity.name,
    ...days,
    branchIds: list(activity.branchIds),
    collections: list(activity.collections),
    ...(from !== '' && { agreement: true, agreementFrom: addDays(days.startDate, Number(from)) }),
    atEnd: activity.atEnd,
    contacts: list(activity.contacts),
  };
}

interface Days {
  readonly startDate: string;
  readonly endDate: string;
}

const daysOf = ({ start, end }: SampleActivity, today: string): Days => ({
  startDate: addDays(today, Number(start)),
  endDate: addDays(today, Number(end)),
});

/**
 * The days of the next occurrence of a theme, this year or the next. Throws for an unknown theme.
 */
async function nextTime(ask: Ask, theme: string, today: string): Promise<Days> {
  const year = Number(today.slice(0, 4));
  for (const one of [year, year + 1]) {
    const { items } = (await ask('GET', `/api/themes?year=${one}`)) as {
      readonly items: readonly (Days & { readonly key: string })[];
    };
    const found = items.find(({ key, startDate }) => key === theme && startDate > today);
    if (found) return { startDate: found.startDate, endDate: found.endDate };
  }
  throw new Error(`Nobody knows when ${theme} is next.`);
}

async function giveCard(ask: Ask, card: string, activityId: string): Promise<void> {
  const path = `/api/patrons/${card}`;
  const { branchId, kind, label } = await ask('GET', path);
  await ask('PUT', path, { branchId, kind, label, activityId });
}
