import { useEffect } from 'react';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { flagsQuery, type Filter } from './queries.ts';

/** All flags that match, page after page; `readOn` retries a failed page. */
export function useAllFlags(filter: Filter) {
  const { data, error, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } =
    useSuspenseInfiniteQuery(flagsQuery(filter));
  const goesOn = hasNextPage && !isFetching && !isFetchNextPageError;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
  return {
    flags: data,
    isComplete: !hasNextPage,
    error: isFetchNextPageError && !isFetching ? error : null,
    readOn: () => void fetchNextPage(),
  };
}
