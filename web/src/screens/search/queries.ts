import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../lib/api/client.ts';
import { Problem } from '../../lib/api/problem.ts';
import { listQuery } from '../../lib/api/queries.ts';
import type { Copy, FoundTitle, Patron } from '../../lib/api/types.ts';
import { isIsbn } from './isbn.ts';

/** One thing that a number or code stands for. */
export type Hit =
  | { readonly kind: 'copy'; readonly copy: Copy }
  | { readonly kind: 'card'; readonly card: Patron }
  | { readonly kind: 'title'; readonly title: FoundTitle };

/** How the API writes ids; what is no id cannot be a barcode or a card number. */
const ID = /^[A-Za-z0-9._-]{1,40}$/;

/** All that this may be a number or code of, asked at once; nothing for what is no number. */
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

/** That there is no such thing is an answer too. */
const known = <T>(answer: Promise<T>): Promise<T | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  });

/** The longest start of a title that the API takes. */
const LONGEST = 200;

/** The titles that start with a text. */
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

/** How many there are of something, as far as one page tells. */
export interface Count {
  readonly count: number;
  /** Whether there are more. */
  readonly more: boolean;
}

const countOf = ({ items, next }: Page): Count => ({ count: items.length, more: next !== undefined });

/** How much asks for attention at a branch. */
export const flagsAtQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['flags', 'at', branchId],
    queryFn: async () =>
      countOf(await answerOf(api.GET('/api/flags', { params: { query: { branchId, limit: COUNTED } } }))),
    enabled: branchId !== '',
  });

/** How many copies a branch has to fetch from its shelves. */
export const pullsAtQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['pull-list', branchId, 'count'],
    queryFn: async () => {
      const params = { path: { branchId }, query: { limit: COUNTED } };
      return countOf(await answerOf(api.GET('/api/branches/{branchId}/pull-list', { params })));
    },
    enabled: branchId !== '',
  });
