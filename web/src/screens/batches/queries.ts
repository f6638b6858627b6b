import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../lib/api/client.ts';
import { listQuery } from '../../lib/api/queries.ts';
import type { Batch, BatchResult } from '../../lib/api/types.ts';
import { defined } from '../../lib/defined.ts';
import { isGoing, phaseOf } from './batch-state.ts';

const POLL_MS = 1_000;

/** The list of batches, newest first; polled while one is running. */
export const batchesQuery = () => ({
  ...listQuery(['batches', 'list'], (cursor) =>
    answerOf(api.GET('/api/batches', { params: { query: { limit: 50, ...cursor } } })),
  ),
});

/** A batch; polled every second while it is running. */
export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ['batches', id],
    queryFn: () => answerOf(api.GET('/api/batches/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) => (data && isGoing(data) ? POLL_MS : false),
  });

const PAGE = 100;

/** The results of a batch in its current phase, all or those with one outcome. */
export const resultsQuery = (batch: Batch, outcome: BatchResult['outcome'] | undefined) =>
  listQuery(
    ['batches', batch.id, 'results', phaseOf(batch), batch.status, outcome ?? 'all'],
    async (cursor) => {
      const query = defined({ limit: PAGE, outcome, ...cursor });
      const page = await answerOf(
        api.GET('/api/batches/{id}/results', { params: { path: { id: batch.id }, query } }),
      );
      // The API answers with text to a request for CSV.
      return typeof page === 'string' ? { items: [] } : page;
    },
  );
