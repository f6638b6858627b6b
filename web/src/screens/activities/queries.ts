import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../lib/api/client.ts';
import { activityQuery, listQuery } from '../../lib/api/queries.ts';
import type { Activity } from '../../lib/api/types.ts';

const POLL_MS = 1000;

/** An activity, polled while its blocks are being lifted. */
export const followedActivityQuery = (id: string) => ({
  ...activityQuery(id),
  refetchInterval: (query: { readonly state: { readonly data?: Activity | undefined } }) =>
    query.state.data?.closing ? POLL_MS : (false as const),
});

export const themesQuery = (year: number) =>
  queryOptions({
    queryKey: ['themes', year],
    queryFn: async () => (await answerOf(api.GET('/api/themes', { params: { query: { year } } }))).items,
    staleTime: 10 * 60_000,
  });

/** The copies with a block of an activity. */
export const copiesOfActivityQuery = (activityId: string) =>
  listQuery(['copies', 'list', { activityId }], (cursor) =>
    answerOf(api.GET('/api/copies', { params: { query: { limit: 50, activityId, ...cursor } } })),
  );

/** The copies on the special cards of an activity. */
export const loansOfActivityQuery = (activityId: string) =>
  listQuery(['loans', { activityId }], (cursor) =>
    answerOf(api.GET('/api/loans', { params: { query: { limit: 50, activityId, ...cursor } } })),
  );

/** The flags of an activity. */
export const flagsOfActivityQuery = (activityId: string) =>
  listQuery(['flags', { activityId }], (cursor) =>
    answerOf(api.GET('/api/flags', { params: { query: { limit: 50, activityId, ...cursor } } })),
  );
