import { InfiniteQueryObserver, type QueryClient } from '@tanstack/react-query';
import { pullListQuery, type Pull } from './queries.ts';

/**
 * Finds a copy on the pull list of a branch, also when another list is shown. Loads pages until the
 * copy is found; without a copy it loads all pages.
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
