import * as z from 'zod';
import { findReport, listReports, startNight } from '../../lib/usecases/jobs/start-night.ts';
import { route } from '../http/route-call.ts';
import { listReply } from './views.ts';
import { DaySchema, IdSchema, pageOf, paging } from './schemas.ts';

const counts = z.object({
  loanBlocksLifted: z.number(),
  activityBlocksLifted: z.number(),
  reservationsExpired: z.number(),
  patronsForgotten: z.number(),
  flagsRaised: z.number(),
  flagsResolved: z.number(),
  mailsSent: z.number(),
  setAside: z.number(),
});

const Report = z
  .object({
    id: z.string(),
    job: z.string(),
    day: z.string(),
    startedAt: z.string(),
    endedAt: z.string().optional(),
    counts,
    setAside: z.array(z.object({ key: z.string(), reason: z.string() })),
  })
  .meta({ id: 'Report' });

const Started = z.object({ id: z.string() });

export const jobRoutes = [
  route({
    method: 'POST',
    path: '/api/jobs/nightly',
    summary: 'Run the night for a day, today or before',
    roles: ['admin'],
    body: z.strictObject({ day: DaySchema.optional() }),
    replies: { 200: Report, 202: Started },
    handle: async ({ body: { day } }, { context, services }) => {
      const started = await startNight(context, day, services.startNight);
      if (!('jobId' in started)) return { status: 200, body: started };
      return { status: 202, body: { id: started.jobId }, location: `/api/jobs/${started.jobId}` };
    },
  }),
  route({
    method: 'GET',
    path: '/api/jobs',
    summary: 'Reports of the nights, newest first',
    roles: ['admin'],
    query: z.strictObject(paging),
    replies: { 200: pageOf(Report) },
    handle: (input, { context }) =>
      listReply(
        input,
        (range) => listReports(context, range),
        ({ report }) => report,
      ),
  }),
  route({
    method: 'GET',
    path: '/api/jobs/{id}',
    summary: 'The report of one run',
    roles: ['admin'],
    params: z.strictObject({ id: IdSchema }),
    replies: { 200: Report },
    handle: async ({ params: { id } }, { context }) => ({ status: 200, body: await findReport(context, id) }),
  }),
];
