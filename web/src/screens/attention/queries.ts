import { answerOf, api } from '../../lib/api/client.ts';
import { listQuery } from '../../lib/api/queries.ts';
import type { Flag } from '../../lib/api/types.ts';

/** Which flags are shown; all of one's branches and kinds where nothing is said. */
export interface Filter {
  readonly branchId?: string;
  readonly kind?: Flag['kind'];
}

const PAGE = 200;

/** The flags that fit a filter. */
export const flagsQuery = (filter: Filter) =>
  listQuery(['flags', 'list', filter], (cursor) =>
    answerOf(api.GET('/api/flags', { params: { query: { limit: PAGE, ...filter, ...cursor } } })),
  );
