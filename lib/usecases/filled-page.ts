import type { Part } from '../store/merge.ts';
import type { Page } from './look-up.ts';

/** What of a list was asked for, and the place after which there may be more. */
interface Read<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/**
 * Reads on until a page is full: of what a list names, some may not be what was asked for. Each reading asks for as
 * much as the page still needs.
 */
export const filledPage = async <T>(
  { after, limit }: Part,
  read: (part: Part) => Promise<Read<T>>,
): Promise<Page<T>> => {
  const found: T[] = [];
  let place = after;
  for (;;) {
    const { items, next } = await read({ after: place, limit: limit - found.length });
    found.push(...items);
    if (next === undefined) return { items: found };
    if (found.length >= limit) return { items: found, next };
    place = next;
  }
};
