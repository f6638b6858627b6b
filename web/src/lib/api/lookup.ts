import DataLoader from 'dataloader';
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import { everyPage } from './pages.ts';
import type { Activity, Copy, FoundTitle } from './types.ts';

/** The most ids that the API takes in one call. */
const AT_ONCE = 100;

/** Collects the ids that are loaded in one tick into one call; null for an unknown id. */
const loader = <T>(
  read: (query: { ids: string }) => Promise<{ readonly items: readonly T[] }>,
  idOf: (item: T) => string,
) =>
  new DataLoader<string, T | null>(
    async (ids) => {
      const { items } = await read({ ids: ids.join(',') });
      const found = new Map(items.map((item) => [idOf(item), item]));
      return ids.map((id) => found.get(id) ?? null);
    },
    { maxBatchSize: AT_ONCE, cache: false },
  );

const titles = loader<FoundTitle>(
  (query) => answerOf(api.GET('/api/titles', { params: { query } })),
  ({ titleId }) => titleId,
);

const copies = loader<Copy>(
  (query) => answerOf(api.GET('/api/copies', { params: { query } })),
  ({ copyId }) => copyId,
);

/** Name and author of a title; null for an unknown title. One call serves all rows of a screen. */
export const titleNameQuery = (titleId: string) =>
  queryOptions({
    queryKey: ['titles', 'name', titleId],
    queryFn: () => titles.load(titleId),
    staleTime: 10 * 60_000,
  });

/** A copy, null for an unknown one. One call serves all rows of a screen. */
export const copyAmongQuery = (copyId: string) =>
  queryOptions({ queryKey: ['copies', copyId, 'among'], queryFn: () => copies.load(copyId) });

/** All activities, by their last day: after years there are some hundreds. */
export const everyActivityQuery = queryOptions({
  queryKey: ['activities', 'list', 'every'],
  queryFn: () =>
    everyPage((cursor) =>
      answerOf(api.GET('/api/activities', { params: { query: { limit: 200, ...cursor } } })),
    ),
});

/**
 * An activity from the list of all; null when it is not there, as it may be new. One call serves a
 * whole screen.
 */
export const activityAmongQuery = (id: string) => ({
  ...everyActivityQuery,
  select: (all: readonly Activity[]) => all.find((activity) => activity.id === id) ?? null,
  // It is mostly used for the name, which hardly changes.
  staleTime: 5 * 60_000,
});
