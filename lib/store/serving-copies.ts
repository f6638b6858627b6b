import { INDEXES } from '../contract.ts';
import { askedCopies, copiesServing, parseServingSort } from './index-keys.ts';
import { copyIdOf } from './keys.ts';
import type { Table } from './table.ts';

/** A copy in the index of those that can serve the line of their title. */
export interface ServingCopy extends ReturnType<typeof parseServingSort> {
  readonly copyId: string;
}

/**
 * Copies that can serve the line of a title, those on the shelf first; a range of them. One
 * request.
 */
export const servingCopies = async (
  table: Table,
  titleId: string,
  limit: number,
  range: { readonly from?: string; readonly to?: string } = {},
): Promise<readonly ServingCopy[]> => {
  const partition = copiesServing(titleId);
  const items = await table.readIndex({ index: INDEXES.servingCopies, partition, limit, ...range });
  return items.map((item) => ({ copyId: copyIdOf(item), ...parseServingSort(String(item.servesSort)) }));
};

/** Entries of one read. */
const PAGE = 200;

/** Barcodes of the copies of a title that are asked for. One request per 200. */
export const askedCopiesOf = async (table: Table, titleId: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (let { from, to } = askedCopies; ;) {
    const page = await servingCopies(table, titleId, PAGE, { from, to });
    found.push(...page.map(({ copyId }) => copyId));
    const last = page.at(-1);
    if (!last || page.length < PAGE) return found;
    from = `${last.place} `;
  }
};
