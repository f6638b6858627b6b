import DataLoader from 'dataloader';
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import type { Activity, Copy, FoundTitle } from './types.ts';

/** The API gives as many things by their ids in one call. */
const AT_ONCE = 100;

const inOrder = <T>(ids: readonly string[], items: readonly T[], idOf: (item: T) => string) => {
  const found = new Map(items.map((item) => [idOf(item), item]));
  return ids.map((id) => found.get(id) ?? null);
};

const titles = new DataLoader<string, FoundTitle | null>(
  async (ids) => {
    const query = { ids: ids.join(',') };
    const { items } = await answerOf(api.GET('/api/titles', { params: { query } }));
    return inOrder(ids, items, ({ titleId }) => titleId);
  },
  { maxBatchSize: AT_ONCE, cache: false },
);

const copies = new DataLoader<string, Copy | null>(
  async (ids) => {
    const query = { ids: ids.join(',') };
    const { items } = await answerOf(api.GET('/api/copies', { params: { query } }));
    return inOrder(ids, items, ({ copyId }) => copyId);
  },
  { maxBatchSize: AT_ONCE, cache: false },
);

/**
 * What a title is called; all that one screen asks for goes in one call. Null where there is none.
 */
export const titleNameQuery = (titleId: string) =>
  queryOptions({
    queryKey: ['titles', 'name', titleId],
    queryFn: () => titles.load(titleId),
    staleTime: 10 * 60_000,
  });

/** A copy among many; all that one screen asks for goes in one call. Null where there is none. */
export const copyAmongQuery = (copyId: string) =>
  queryOptions({ queryKey: ['copies', copyId, 'among'], queryFn: () => copies.load(copyId) });

const PAGE = 200;

/**
 * All activities there are, by their last day, page after page: there are some hundreds after
 * years.
 */
export const everyActivityQuery = queryOptions({
  queryKey: ['activities', 'list', 'every'],
  queryFn: async () => {
    const all: Activity[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: PAGE, ...(cursor !== undefined && { cursor }) };
      const page = await answerOf(api.GET('/api/activities', { params: { query } }));
      all.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return all;
  },
});

/**
 * An activity among all of them; null where it is not there, as one may have been made since. One
 * call for a whole screen.
 */
export const activityAmongQuery = (id: string) => ({
  ...everyActivityQuery,
  select: (all: readonly Activity[]) => all.find((activity) => activity.id === id) ?? null,
  // What is mostly asked is what it is called.
  staleTime: 5 * 60_000,
});
