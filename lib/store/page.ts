import { defined } from '../domain/defined.ts';
import type { ReadRange } from './table.ts';

/** A page of a list: `after` is exclusive. */
export interface PageRange {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of a list; `next` is the place after which the next page starts. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/**
 * The first items of a list up to the limit, and the place of the last one when there are more. The
 * caller reads one item more than the limit.
 */
export const cutPage = <T>(found: readonly T[], limit: number, placeOf: (item: T) => string): Page<T> => {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, ...(last !== undefined && { next: placeOf(last) }) };
};

/** A page of a table range. Reads one item more, to know whether there is a next page. */
export const pageOfRange = async <T extends { readonly sk: string }>(
  { after, limit }: PageRange,
  read: (how: ReadRange) => Promise<readonly T[]>,
): Promise<Page<T>> => cutPage(await read({ after, limit: limit + 1 }), limit, ({ sk }) => sk);

/** An item with its place; a list is ordered by place. */
export interface Listed<T> {
  readonly item: T;
  readonly place: string;
}

/**
 * Reads a part of a list: the items that pass a filter, and the place where the next read starts.
 */
export type ListReader<T> = (part: PageRange) => Promise<{
  readonly items: readonly Listed<T>[];
  readonly next?: string | undefined;
}>;

/** Read size after the first read, and the limit of reads per page. */
const PAGE = 100;
const ROUNDS = 10;

/**
 * Reads until a page is full, because a filter may drop items. When most are dropped, the page
 * stays short and says where to go on: no request reads a whole list.
 */
export const filledPage = async <T>({ after, limit }: PageRange, read: ListReader<T>): Promise<Page<T>> => {
  const found: Listed<T>[] = [];
  let place = after;
  for (let round = 0; round < ROUNDS; round++) {
    const { items, next } = await read({ after: place, limit: round === 0 ? limit : Math.max(limit, PAGE) });
    found.push(...items);
    const page = found.slice(0, limit).map(({ item }) => item);
    if (found.length > limit) return { items: page, next: found[limit - 1]?.place ?? '' };
    if (next === undefined) return { items: page };
    if (found.length === limit) return { items: page, next };
    place = next;
  }
  return { items: found.map(({ item }) => item), ...defined({ next: place }) };
};

/** All pages of a list; the next is read when the caller asks for it. */
export async function* pagesOf<P extends { readonly next?: string | undefined }>(
  read: (part: PageRange) => Promise<P>,
  limit = 100,
): AsyncGenerator<P> {
  let after: string | undefined;
  do {
    const page = await read({ after, limit });
    yield page;
    after = page.next;
  } while (after !== undefined);
}
