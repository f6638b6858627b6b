/** The activities of the sample library: one that runs, one that ended with things left on, and one to come. */

import { daysAfter } from './days.ts';
import { StopError } from './failures.ts';
import { ask } from './sample-ask.ts';
import type { Api } from './send.ts';

/** One line of `activities.csv`; days are counted from today, or from the first day of a theme. */
export interface SampleActivity {
  /** What other lines call it. */
  readonly key: string;
  readonly name: string;
  /** Its days are those of the next time that this theme comes. */
  readonly theme: string;
  readonly start: string;
  readonly end: string;
  /** The last day that it turns out to have had: blocks can't be set for an activity that is over. */
  readonly endedOn: string;
  readonly branchIds: string;
  readonly collections: string;
  readonly agreementFrom: string;
  readonly atEnd: string;
  readonly contacts: string;
  /** The special cards that get it. */
  readonly cards: string;
}

/** What the API knows the activities by, under their keys. */
export type ActivityIds = ReadonlyMap<string, string>;

/** Makes the activities that are not there yet, and gives their cards to them. */
export async function makeActivities(
  api: Api,
  activities: readonly SampleActivity[],
  today: string,
  onDone: () => void,
): Promise<ActivityIds> {
  const known = await namesOf(api);
  const ids = new Map<string, string>();
  for (const activity of activities) {
    const id = known.get(activity.name) ?? (await make(api, activity, today));
    for (const card of list(activity.cards)) await giveCard(api, card, id);
    ids.set(activity.key, id);
    onDone();
  }
  return ids;
}

/** Lets those end that have ended by now. */
export async function endActivities(
  api: Api,
  activities: readonly SampleActivity[],
  ids: ActivityIds,
  today: string,
): Promise<void> {
  for (const { key, endedOn } of activities.filter((activity) => activity.endedOn !== '')) {
    const path = `/api/activities/${ids.get(key) ?? ''}`;
    await ask(api, { method: 'PATCH', path, body: { endDate: daysAfter(today, Number(endedOn)) } });
  }
}

const list = (cell: string): readonly string[] => cell.split(';').filter((each) => each !== '');

async function namesOf(api: Api): Promise<ReadonlyMap<string, string>> {
  const { items } = (await ask(api, { method: 'GET', path: '/api/activities?limit=200' })) as {
    readonly items?: readonly { readonly id: string; readonly name: string }[];
  };
  return new Map((items ?? []).map(({ id, name }) => [name, id]));
}

async function make(api: Api, activity: SampleActivity, today: string): Promise<string> {
  const { key, name, branchIds, collections, atEnd, contacts } = activity;
  const days = activity.theme === '' ? daysOf(activity, today) : await nextTime(api, activity.theme, today);
  const agreed = activity.agreementFrom !== '';
  const body = {
    name,
    ...days,
    branchIds: list(branchIds),
    collections: list(collections),
    ...(agreed && {
      agreement: true,
      agreementFrom: daysAfter(days.startDate, Number(activity.agreementFrom)),
    }),
    atEnd,
    contacts: list(contacts),
  };
  const idempotencyKey = `sample-activity-${key}`;
  const made = await ask(api, { method: 'POST', path: '/api/activities', body, idempotencyKey });
  return String(made.id);
}

interface Days {
  readonly startDate: string;
  readonly endDate: string;
}

const daysOf = ({ start, end }: SampleActivity, today: string): Days => ({
  startDate: daysAfter(today, Number(start)),
  endDate: daysAfter(today, Number(end)),
});

/** The days of a theme when it next begins: this year, or the next. */
async function nextTime(api: Api, theme: string, today: string): Promise<Days> {
  const year = Number(today.slice(0, 4));
  for (const path of [year, year + 1].map((one) => `/api/themes?year=${one}`)) {
    const { items } = (await ask(api, { method: 'GET', path })) as {
      readonly items?: readonly (Days & { readonly key: string })[];
    };
    const found = (items ?? []).find(({ key, startDate }) => key === theme && startDate > today);
    if (found) return { startDate: found.startDate, endDate: found.endDate };
  }
  throw new StopError(`The sample library cannot be loaded: nobody knows when ${theme} is.`);
}

async function giveCard(api: Api, card: string, activityId: string): Promise<void> {
  const path = `/api/patrons/${card}`;
  const { branchId, kind, label } = await ask(api, { method: 'GET', path });
  await ask(api, { method: 'PUT', path, body: { branchId, kind, label, activityId } });
}
