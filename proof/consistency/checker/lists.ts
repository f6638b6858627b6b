import { isDeepStrictEqual } from 'node:util';
import pMap from 'p-map';
import type { ReadAll } from '../api-reader.ts';
import { wrongAtLast } from './patience.ts';
import { repeated } from './repeated.ts';

/** A thing in a list: known by its id, or as a loan by its copy. */
export type Item = Readonly<Record<string, unknown>> & { readonly id?: string; readonly copyId?: string };

/** A list, and what must be in it. */
export interface WantedList {
  readonly path: string;
  readonly items: readonly Item[];
  /** Whether the items are in the order of the list. */
  readonly inOrder?: boolean;
}

/** The fields in which a thing may not differ between its list and its own address. */
const sameFields = (wanted: Item, listed: Item): boolean =>
  Object.entries(wanted).every(([field, value]) => isDeepStrictEqual(value, listed[field]));

const keyOf = ({ id, copyId }: Item): string => String(id ?? copyId);
const keysOf = (items: readonly Item[]): readonly string[] => items.map(keyOf);

/**
 * The violations in a list, read as one page and in small pages: it must hold what it ought to,
 * once, as it is at its own address; and the same in pages of every size (T3, contract "Lists").
 */
export const wrongWithList = (
  { path, items, inOrder = false }: WantedList,
  whole: readonly Item[],
  inPages: readonly Item[],
): readonly string[] => {
  const [wanted, listed] = [keysOf(items), keysOf(whole)];
  const changed = whole.filter((one) =>
    items.some((other) => keyOf(other) === keyOf(one) && !sameFields(other, one)),
  );
  const isSame = isDeepStrictEqual(wanted, listed);
  return [
    ...repeated(listed).map((key) => `${path} lists ${key} twice`),
    ...wanted.filter((key) => !listed.includes(key)).map((key) => `${path} does not list ${key}`),
    ...listed.filter((key) => !wanted.includes(key)).map((key) => `${path} should not list ${key}`),
    ...changed.map((one) => `${path} shows ${JSON.stringify(one)}, which is something else by itself`),
    ...(inOrder && !isSame
      ? [`${path} is in the order ${listed.join(' ')} and not ${wanted.join(' ')}`]
      : []),
    ...(isDeepStrictEqual(whole, inPages)
      ? []
      : [`${path} is ${listed.join(' ')}, and in small pages ${keysOf(inPages).join(' ')}`]),
  ];
};

const SMALL_PAGE = 7;
const AT_ONCE = 8;

/** What changes while all is read, such as a copy that is asked for, is the same a moment later. */
const SETTLING_MS = 5_000;

/** The violations in all these lists when nobody calls any more. */
export const wrongWithLists = (
  all: ReadAll,
  wantedNow: () => Promise<readonly WantedList[]>,
): Promise<readonly string[]> =>
  wrongAtLast(async () => {
    const wrong = await pMap(
      await wantedNow(),
      async (wanted) =>
        wrongWithList(wanted, await all<Item>(wanted.path), await all<Item>(wanted.path, SMALL_PAGE)),
      { concurrency: AT_ONCE },
    );
    return wrong.flat();
  }, SETTLING_MS);
