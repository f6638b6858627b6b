import * as z from 'zod';
import { changeActivity } from '../../lib/usecases/activities/change-activity.ts';
import { closeActivity, type ActivityClosed } from '../../lib/usecases/activities/close-activity.ts';
import {
  findActivity,
  listActivities,
  type ActivityToday,
} from '../../lib/usecases/activities/look-up-activities.ts';
import { copyActivity, makeActivity } from '../../lib/usecases/activities/make-activity.ts';
import { route, type RouteCall } from '../http/route-call.ts';
import { notifyWorker } from '../http/notify-worker.ts';
import {
  ActivityChangeSchema,
  ActivityRequestSchema,
  changeOf,
  CopyRequestSchema,
  planOf,
} from './activity-requests.ts';
import { activityView, copyView, listReply } from './views.ts';
import { ActivitySchema, ActivityStateSchema, CopySchema, IdSchema, pageOf, paging } from './schemas.ts';

const params = z.strictObject({ id: IdSchema });

const Closed = z
  .object({ lifted: z.number(), remaining: z.array(CopySchema) })
  .meta({ id: 'ActivityClosed' });

/** Closing may keep a request this long; the worker does the rest. */
const PATIENCE_MS = 3000;

const created = (activity: ActivityToday, call: RouteCall) => ({
  status: 201,
  body: activityView(activity, call),
  version: activity.version,
  location: `/api/activities/${activity.id}`,
});

/** 200 with the result, or 202 with the progress after a message to the worker. */
const closedAnswer = async (closed: ActivityClosed, call: RouteCall) => {
  if ('lifted' in closed) {
    const { day, lifted, remaining } = closed;
    return { status: 200, body: { lifted, remaining: remaining.map((copy) => copyView(copy, call, day)) } };
  }
  await notifyWorker(call.services, closed.workId);
  return {
    status: 202,
    body: activityView(closed.activity, call),
    location: `/api/activities/${closed.activity.id}`,
  };
};

export const activityRoutes = [
  route({
    method: 'POST',
    path: '/api/activities',
    summary: 'Make an activity',
    roles: ['staff', 'admin'],
    limits: { staff: 'of their branches, without an agreement' },
    body: ActivityRequestSchema,
    replies: { 201: ActivitySchema },
    handle: async ({ body }, call) => created(await makeActivity(call.context, planOf(body)), call),
  }),
  route({
    method: 'GET',
    path: '/api/activities',
    summary: 'Activities by their last day, of one state or all',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'without contacts' },
    query: z.strictObject({ ...paging, state: ActivityStateSchema.optional() }),
    replies: { 200: pageOf(ActivitySchema) },
    handle: (input, call) =>
      listReply(
        input,
        (range) => listActivities(call.context, input.query.state, range),
        (activity) => activityView(activity, call),
      ),
  }),
  route({
    method: 'GET',
    path: '/api/activities/{id}',
    summary: 'An activity, with its counts',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'without contacts' },
    params,
    replies: { 200: ActivitySchema },
    handle: async ({ params: { id } }, call) => {
      const activity = await findActivity(call.context, id);
      return { status: 200, body: activityView(activity, call), version: activity.version };
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/activities/{id}',
    summary: 'Change an activity; null takes a field away',
    roles: ['staff', 'admin'],
    limits: { staff: 'of their branches; an agreement stays as it is' },
    params,
    body: ActivityChangeSchema,
    replies: { 200: ActivitySchema },
    handle: async ({ params: { id }, body, version }, call) => {
      const { context, services } = call;
      const { workId } = await changeActivity(context, id, changeOf(body), version);
      if (workId !== undefined) await notifyWorker(services, workId);
      const today = await findActivity(context, id);
      return { status: 200, body: activityView(today, call), version: today.version };
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
    replies: { 200: Closed, 202: ActivitySchema },
    handle: async ({ params: { id }, body: { force = false } }, call) => {
      const started = performance.now();
      const isTimeUp = () => performance.now() - started > PATIENCE_MS;
      return closedAnswer(await closeActivity(call.context, id, force, isTimeUp), call);
    },
  }),
  route({
    method: 'POST',
    path: '/api/activities/{id}/copy',
    summary: 'Copy an activity to new days, without its blocks',
    roles: ['staff', 'admin'],
    limits: { staff: 'of their branches, without an agreement' },
    params,
    body: CopyRequestSchema,
    replies: { 201: ActivitySchema },
    handle: async ({ params: { id }, body }, call) =>
      created(await copyActivity(call.context, id, body), call),
  }),
];
