import * as z from 'zod';
import { placeOf } from '../../lib/http/page.ts';
import { changeActivity } from '../../lib/usecases/activities/change-activity.ts';
import { closeActivity, type ActivityClosed } from '../../lib/usecases/activities/close-activity.ts';
import {
  activityToday,
  findActivity,
  listActivities,
} from '../../lib/usecases/activities/look-up-activities.ts';
import { copyActivity, makeActivity } from '../../lib/usecases/activities/make-activity.ts';
import { route, type Context } from '../http/context.ts';
import { tellWorker } from '../http/notify-worker.ts';
import { ActivityChange, ActivityRequest, changeOf, CopyRequest, planOf } from './activity-requests.ts';
import { presentActivity, presentCopy, presentPage } from './views.ts';
import { Activity, ActivityState, Copy, Id, pageOf, paging } from './schemas.ts';

const params = z.strictObject({ id: Id });

const Closed = z.object({ lifted: z.number(), remaining: z.array(Copy) }).meta({ id: 'ActivityClosed' });

/** What a request may take before the rest is done in the background. */
const PATIENCE_MS = 3000;

const created = (activity: Parameters<typeof activityToday>[0]['activity'], context: Context) => ({
  status: 201,
  body: presentActivity(activityToday({ activity, tally: {} }, context.act.today), context),
  version: activity.version,
  location: `/api/activities/${activity.id}`,
});

/** 200 with what was done, or 202 with how far it is: then the worker is told to go on. */
const closedAnswer = async ({ activity, workId, lifted, remaining }: ActivityClosed, context: Context) => {
  if (lifted !== undefined) {
    return { status: 200, body: { lifted, remaining: remaining.map((copy) => presentCopy(copy, context)) } };
  }
  await tellWorker(context.services, workId);
  return {
    status: 202,
    body: presentActivity(activity, context),
    location: `/api/activities/${activity.id}`,
  };
};

export const activityRoutes = [
  route({
    method: 'POST',
    path: '/api/activities',
    summary: 'Make an activity',
    roles: ['staff', 'admin'],
    limits: { staff: 'of their branches, without an agreement' },
    body: ActivityRequest,
    replies: { 201: Activity },
    handle: async ({ body }, context) => created(await makeActivity(context.act, planOf(body)), context),
  }),
  route({
    method: 'GET',
    path: '/api/activities',
    summary: 'Activities by their last day, of one state or all',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'without contacts' },
    query: z.strictObject({ ...paging, state: ActivityState.optional() }),
    replies: { 200: pageOf(Activity) },
    handle: async ({ query: { state, limit, cursor }, listQuery }, context) => {
      const page = await listActivities(context.act, state, { limit, after: placeOf(listQuery, cursor) });
      return { status: 200, body: presentPage(page, listQuery, (one) => presentActivity(one, context)) };
    },
  }),
  route({
    method: 'GET',
    path: '/api/activities/{id}',
    summary: 'An activity, with its counts',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'without contacts' },
    params,
    replies: { 200: Activity },
    handle: async ({ params: { id } }, context) => {
      const activity = await findActivity(context.act, id);
      return { status: 200, body: presentActivity(activity, context), version: activity.version };
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/activities/{id}',
    summary: 'Change an activity; null takes a field away',
    roles: ['staff', 'admin'],
    limits: { staff: 'of their branches; an agreement stays as it is' },
    params,
    body: ActivityChange,
    replies: { 200: Activity },
    handle: async ({ params: { id }, body, version }, context) => {
      const { act, services } = context;
      const { workId } = await changeActivity(act, id, changeOf(body), version);
      if (workId !== undefined) await tellWorker(services, workId);
      const today = await findActivity(act, id);
      return { status: 200, body: presentActivity(today, context), version: today.version };
    },
  }),
  route({
    method: 'POST',
    path: '/api/activities/{id}/close',
    summary: 'Close an activity: lift all its blocks',
    roles: ['staff', 'admin'],
    limits: { staff: 'of their branches' },
    params,
    body: z.strictObject({ force: z.boolean().optional() }),
    replies: { 200: Closed, 202: Activity },
    handle: async ({ params: { id }, body: { force = false } }, context) => {
      const started = performance.now();
      const isTimeUp = () => performance.now() - started > PATIENCE_MS;
      return closedAnswer(await closeActivity(context.act, id, force, isTimeUp), context);
    },
  }),
  route({
    method: 'POST',
    path: '/api/activities/{id}/copy',
    summary: 'Copy an activity to new days, without its blocks',
    roles: ['staff', 'admin'],
    limits: { staff: 'of their branches, without an agreement' },
    params,
    body: CopyRequest,
    replies: { 201: Activity },
    handle: async ({ params: { id }, body }, context) =>
      created(await copyActivity(context.act, id, body), context),
  }),
];
