import { defined } from '../defined.ts';

/** A page of a list, and the cursor of the next; without a cursor it is the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** Reads a list to its end, a call for each page; only for short lists and for saved files. */
export async function everyPage<T>(read: (cursor: { cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(defined({ cursor }));
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
}

/**
 * Reads a page, and on while pages are empty: a search through many things may answer before it
 * finds one.
 */
export async function untilSomeFound<T>(
  read: (cursor: { cursor?: string }) => Promise<Page<T>>,
  cursor: { cursor?: string },
): Promise<Page<T>> {
  const page = await read(cursor);
  return page.items.length > 0 || page.next === undefined
    ? page
    : untilSomeFound(read, { cursor: page.next });
}
