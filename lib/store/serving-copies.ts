import { INDEXES } from '../contract.ts';
import { copiesServing, parseServingSort } from './index-keys.ts';
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
