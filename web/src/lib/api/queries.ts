/** The queries that several screens share. Their keys decide which ones are read again. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { defined } from '../defined.ts';
import { answerOf, api } from './client.ts';
import { everyPage, type Page } from './pages.ts';

export const copyQuery = (copyId: string) =>
  queryOptions({
    queryKey: ['copies', copyId],
    queryFn: () => answerOf(api.GET('/api/copies/{copyId}', { params: { path: { copyId } } })),
  });

export const titleQuery = (titleId: string) =>
  queryOptions({
    queryKey: ['titles', titleId],
    queryFn: () => answerOf(api.GET('/api/titles/{titleId}', { params: { path: { titleId } } })),
  });

export const patronQuery = (patronId: string) =>
  queryOptions({
    queryKey: ['patrons', patronId],
    queryFn: () => answerOf(api.GET('/api/patrons/{patronId}', { params: { path: { patronId } } })),
  });

/** All branches; there are few, and they hardly change. */
export const branchesQuery = queryOptions({
  queryKey: ['branches'],
  queryFn: async () =>
    (await answerOf(api.GET('/api/branches', { params: { query: { limit: 200 } } }))).items,
  staleTime: 10 * 60_000,
});

export const activityQuery = (id: string) =>
  queryOptions({
    queryKey: ['activities', id],
    queryFn: () => answerOf(api.GET('/api/activities/{id}', { params: { path: { id } } })),
  });

/** Activities in one state, or all of them; the first 200. */
export const activitiesQuery = (state?: 'coming' | 'running' | 'over' | 'closed') =>
  queryOptions({
    queryKey: ['activities', 'list', state ?? 'all'],
    queryFn: async () => {
      const query = defined({ limit: 200, state });
      return (await answerOf(api.GET('/api/activities', { params: { query } }))).items;
    },
  });

/** All collections with their standing rules: some hundreds at most. */
export const collectionsQuery = queryOptions({
  queryKey: ['collections'],
  queryFn: () =>
    everyPage((cursor) =>
      answerOf(api.GET('/api/collections', { params: { query: { limit: 200, ...cursor } } })),
    ),
});

/** A query of a list in pages; `read` gets the cursor of the next page. */
export const listQuery = <T>(
  key: readonly unknown[],
  read: (cursor: { cursor?: string }) => Promise<Page<T>>,
) =>
  infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam === undefined ? {} : { cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });

/** The history of a copy, newest first. */
export const historyQuery = (copyId: string) =>
  listQuery(['copies', copyId, 'history'], (cursor) =>
    answerOf(
      api.GET('/api/copies/{copyId}/history', {
        params: { path: { copyId }, query: { limit: 50, ...cursor } },
      }),
    ),
  );

type ReservationsOf = (
  { readonly copyId: string } | { readonly titleId: string } | { readonly patronId: string }
) & { readonly open?: true };

/** The reservations of a copy, a title or a card; `open` leaves out the closed ones. */
export const reservationsQuery = (of: ReservationsOf) =>
  listQuery(['reservations', of], (cursor) => {
    const { open, ...whose } = of;
    const query = { limit: 100, ...whose, ...(open && { open: 'true' as const }), ...cursor };
    return answerOf(api.GET('/api/reservations', { params: { query } }));
  });

const COUNTED = 200;

/** The number of flags for the menu: `200+` when there is more than one page. */
export const flagCountQuery = queryOptions({
  queryKey: ['flags', 'count'],
  queryFn: async () => {
    const { items, next } = await answerOf(api.GET('/api/flags', { params: { query: { limit: COUNTED } } }));
    return `${items.length}${next === undefined ? '' : '+'}`;
  },
  refetchInterval: 5 * 60_000,
});

const MANY = 200;

export const cardsQuery = (of: { readonly activityId: string } | { readonly branchId: string }) =>
  listQuery(['patrons', 'special', of], (cursor) =>
    answerOf(api.GET('/api/patrons', { params: { query: { limit: MANY, ...of, ...cursor } } })),
  );

export const loansOfCardQuery = (patronId: string) =>
  listQuery(['loans', { patronId }], (cursor) =>
    answerOf(api.GET('/api/loans', { params: { query: { limit: MANY, patronId, ...cursor } } })),
  );
