import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../lib/api/client.ts';
import { Problem } from '../../lib/api/problem.ts';
import { untilSomeFound, type Page } from '../../lib/api/pages.ts';
import { listQuery } from '../../lib/api/queries.ts';
import type { Copy, FoundTitle, Patron } from '../../lib/api/types.ts';
import { mayHoldIsbn } from './isbn.ts';

/** A match of a number or code. */
export type Hit =
  | { readonly kind: 'copy'; readonly copy: Copy }
  | { readonly kind: 'card'; readonly card: Patron }
  | { readonly kind: 'title'; readonly title: FoundTitle };

/** The format of the API's ids; another text is no barcode or card number. */
const ID = /^[A-Za-z0-9._-]{1,40}$/;

/** The longest text that the API searches for. */
const LONGEST = 200;

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

async function isbnHits(q: string): Promise<readonly Hit[]> {
  if (!mayHoldIsbn(q)) return [];
  const query = { isbn: q.slice(0, LONGEST) };
  const { items } = await answerOf(api.GET('/api/titles', { params: { query } }));
  return items.map((title) => ({ kind: 'title', title }));
}

/** Undefined for a 404, which is an answer here. */
const known = <T>(answer: Promise<T>): Promise<T | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  });

/** Titles with all these words. */
export const titlesQuery = (text: string) =>
  listQuery(['titles', 'words', text], (cursor) =>
    untilSomeFound((next) => {
      const query = { words: text.slice(0, LONGEST), limit: 50, ...next };
      return answerOf(api.GET('/api/titles', { params: { query } }));
    }, cursor),
  );

const COUNTED = 100;

/** A count from the first page. */
export interface Count {
  readonly count: number;
  readonly more: boolean;
}

const countOf = ({ items, next }: Page<unknown>): Count => ({
  count: items.length,
  more: next !== undefined,
});

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
