import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../lib/api/client.ts';
import { Problem } from '../../lib/api/problem.ts';
import { listQuery } from '../../lib/api/queries.ts';
import type { Copy, FoundTitle, Patron } from '../../lib/api/types.ts';
import { isIsbn } from './isbn.ts';

/** A match of a number or code. */
export type Hit =
  | { readonly kind: 'copy'; readonly copy: Copy }
  | { readonly kind: 'card'; readonly card: Patron }
  | { readonly kind: 'title'; readonly title: FoundTitle };

/** The format of the API's ids; another text is no barcode or card number. */
const ID = /^[A-Za-z0-9._-]{1,40}$/;

/** Looks a number up as barcode, ISBN and card number at once; no matches for other texts. */
export const hitsQuery = (q: string) =>
  queryOptions({
    queryKey: ['hits', q],
    queryFn: async (): Promise<readonly Hit[]> =>
      (await Promise.all([copyHits(q), cardHits(q), isbnHits(q)])).flat(),
  });

async function copyHits(copyId: string): Promise<readonly Hit[]> {
  if (!ID.test(copyId)) return [];
  const copy = await known(answerOf(api.GET('/api/copies/{copyId}', { params: { path: { copyId } } })));
  return copy ? [{ kind: 'copy', copy }] : [];
}

async function cardHits(patronId: string): Promise<readonly Hit[]> {
  if (!ID.test(patronId)) return [];
  const card = await known(answerOf(api.GET('/api/patrons/{patronId}', { params: { path: { patronId } } })));
  return card ? [{ kind: 'card', card }] : [];
}

async function isbnHits(isbn: string): Promise<readonly Hit[]> {
  if (!isIsbn(isbn)) return [];
  const { items } = await answerOf(api.GET('/api/titles', { params: { query: { isbn } } }));
  return items.map((title) => ({ kind: 'title', title }));
}

/** Undefined for a 404, which is an answer here. */
const known = <T>(answer: Promise<T>): Promise<T | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  });

/** The longest text that the API searches for. */
const LONGEST = 200;

export const titlesQuery = (start: string) =>
  listQuery(['titles', 'start', start], (cursor) =>
    answerOf(
      api.GET('/api/titles', {
        params: { query: { prefix: start.slice(0, LONGEST), limit: 50, ...cursor } },
      }),
    ),
  );

const COUNTED = 100;

interface Page {
  readonly items: readonly unknown[];
  readonly next?: string;
}

/** A count from the first page. */
export interface Count {
  readonly count: number;
  readonly more: boolean;
}

const countOf = ({ items, next }: Page): Count => ({ count: items.length, more: next !== undefined });

/** The number of flags of a branch. */
export const flagsAtQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['flags', 'at', branchId],
    queryFn: async () =>
      countOf(await answerOf(api.GET('/api/flags', { params: { query: { branchId, limit: COUNTED } } }))),
    enabled: branchId !== '',
  });

/** The number of copies that a branch has to fetch. */
export const pullsAtQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['pull-list', branchId, 'count'],
    queryFn: async () => {
      const params = { path: { branchId }, query: { limit: COUNTED } };
      return countOf(await answerOf(api.GET('/api/branches/{branchId}/pull-list', { params })));
    },
    enabled: branchId !== '',
  });
