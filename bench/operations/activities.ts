import { addDays } from '../../lib/domain/calendar.ts';
import { omit } from '../../lib/domain/omit.ts';
import { writeActivity } from '../../lib/store/activities.ts';
import { changeCopy } from '../../lib/store/copies.ts';
import type { Writes } from '../../lib/store/writes.ts';
import { OWN } from '../../testing/builders.ts';
import type { Prepared } from '../operation.ts';
import { activityOf, copyOf, easterBlock, TODAY } from '../fixtures.ts';
import { countsOf, withoutCounters } from '../without-counters.ts';

const days = { startDate: TODAY, endDate: addDays(TODAY, 20) };

const there = (id: string) => {
  const activity = activityOf(id);
  return { path: `/api/activities/${activity.id}`, items: [writeActivity(undefined, activity)] };
};

export const makeActivity = (id: string): Prepared => ({
  items: [],
  ours: {
    method: 'POST',
    path: '/api/activities',
    body: { name: `Griffels ${id}`, ...days, branchIds: [OWN], collections: ['GRIFFELS'] },
    status: 201,
  },
});

export const listActivities = (): Prepared => ({
  items: [],
  ours: { method: 'GET', path: '/api/activities', status: 200 },
});

export const viewActivity = (id: string): Prepared => {
  const { path, items } = there(id);
  return { items, ours: { method: 'GET', path, status: 200 } };
};

/** A new name and a new end date, which writes that rely on the old date must notice. */
export const prolongActivity = (id: string): Prepared => {
  const { path, items } = there(id);
  const body = { name: 'Zilveren Griffels', endDate: days.endDate };
  return { items, ours: { method: 'PATCH', path, body, status: 200 } };
};

export const copyActivity = (id: string): Prepared => {
  const { path, items } = there(id);
  return { items, ours: { method: 'POST', path: `${path}/copy`, body: days, status: 201 } };
};

/** Copies with a block of an activity of their own. */
export const blockedFor = (id: string, count: number): readonly Writes[] => {
  const activity = activityOf(id);
  const block = { ...omit(easterBlock, 'endDate'), activityId: activity.id };
  const blocks = { [`loan#activity#${activity.id}`]: block };
  return [
    writeActivity(undefined, activity),
    countsOf(activity.id, count),
    ...Array.from({ length: count }, (_, n) =>
      withoutCounters(changeCopy(undefined, copyOf(`${id}.${n}`, { titleId: `T${id}`, blocks }))),
    ),
  ];
};

/** An activity with ten blocked copies. */
export const closeActivity = (id: string): Prepared => ({
  items: blockedFor(id, 10),
  ours: { method: 'POST', path: `/api/activities/${activityOf(id).id}/close`, body: {}, status: 200 },
});
