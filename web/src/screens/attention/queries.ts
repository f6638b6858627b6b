import { answerOf, api } from '../../lib/api/client.ts';
import { listQuery } from '../../lib/api/queries.ts';
import type { Flag } from '../../lib/api/types.ts';

/** The filter of the flags; without a value all of the user's branches or all kinds. */
export interface Filter {
  readonly branchId?: string;
  readonly kind?: Flag['kind'];
}

const PAGE = 200;

/** The flags that match a filter. */
export const flagsQuery = (filter: Filter) =>
  listQuery(['flags', 'list', filter], (cursor) =>
    answerOf(api.GET('/api/flags', { params: { query: { limit: PAGE, ...filter, ...cursor } } })),
  );
