import { defined } from '../../domain/defined.ts';
import type { PageRange } from '../../store/sharded-query.ts';
import type { ReadRange } from '../../store/table.ts';

export type { PageRange } from '../../store/sharded-query.ts';

/** A page of a list; `next` is the place after which the next page starts. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** A page of a table range. Reads one item more, to know whether there is a next page. */
export const pageOfRange = async <T extends { readonly sk: string }>(
  { after, limit }: PageRange,
  read: (how: ReadRange) => Promise<readonly T[]>,
): Promise<Page<T>> => {
  const found = await read({ after, limit: limit + 1 });
  const items = found.slice(0, limit);
  return { items, ...defined({ next: found.length > limit ? items.at(-1)?.sk : undefined }) };
};

/**
 * The items of a read that pass the filter, each with its place, and the place where the next read
 * starts.
 */
interface Read<T> {
  readonly items: readonly { readonly item: T; readonly place: string }[];
  readonly next?: string | undefined;
}

/** Read size after the first read, and the limit of reads per page. */
const PAGE = 100;
const ROUNDS = 10;

/**
 * Reads until a page is full, because a filter may drop items. When most are dropped, the page
 * stays short and says where to go on: no request reads a whole list.
 */
export const filledPage = async <T>(
  { after, limit }: PageRange,
  read: (part: PageRange) => Promise<Read<T>>,
): Promise<Page<T>> => {
  const found: Read<T>['items'][number][] = [];
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
