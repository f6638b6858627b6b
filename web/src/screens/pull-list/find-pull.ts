import { InfiniteQueryObserver, type QueryClient } from '@tanstack/react-query';
import { pullListQuery, type Pull } from './queries.ts';

/**
 * The line of a copy on the pull list of a branch, which need not be the list that is shown. Reads
 * on where it may be on a page that is not read yet: with no copy, all of the list.
 */
export async function findPull(
  client: QueryClient,
  branchId: string,
  copyId?: string,
): Promise<Pull | undefined> {
  const list = new InfiniteQueryObserver(client, pullListQuery(branchId));
  for (let { data, hasNextPage } = list.getCurrentResult(); ;) {
    const pull = data?.find(({ copy }) => copy.copyId === copyId);
    if (pull !== undefined || (data !== undefined && !hasNextPage)) return pull;
    ({ data, hasNextPage } = await list.fetchNextPage({ throwOnError: true }));
  }
}
