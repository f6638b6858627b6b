import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../lib/api/client.ts';
import { listQuery } from '../../lib/api/queries.ts';

const NIGHTS = 30;
const POLL_MS = 1_000;

/** The nightly reports, newest first; the chart shows the first page. */
export const reportsQuery = listQuery(['jobs'], (cursor) =>
  answerOf(api.GET('/api/jobs', { params: { query: { limit: NIGHTS, ...cursor } } })),
);

/** The report of a run, polled every second until it has ended. */
export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', id],
    queryFn: () => answerOf(api.GET('/api/jobs/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) => (data?.endedAt === undefined ? POLL_MS : false),
  });
