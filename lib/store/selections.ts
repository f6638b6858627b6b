import { INDEXES, type IndexDefinition } from '../contract.ts';
import type { Selection } from '../domain/batch.ts';
import { activityShards, branchCollectionShards, collectionShards } from './index-keys.ts';
import { copyIdOf } from './keys.ts';
import type { Table } from './table.ts';

/**
 * A selection that is found through an index. In all of them a copy has its place by its barcode,
 * which never changes.
 */
export type IndexedSelection = Exclude<Selection, { readonly copyIds: readonly string[] }>;

const placeOf = (
  selection: IndexedSelection,
): { readonly index: IndexDefinition; readonly partitions: readonly string[] } => {
  if ('activityId' in selection) {
    return { index: INDEXES.byActivity, partitions: activityShards('COPIES', selection.activityId) };
  }
  const { collection, branchId } = selection;
  return branchId === undefined
    ? { index: INDEXES.copiesByCollection, partitions: collectionShards(collection) }
    : {
        index: INDEXES.copiesByCollectionAtBranch,
        partitions: branchCollectionShards(collection, branchId),
      };
};

/** In how many parts a selection is read. */
export const partsOf = (selection: IndexedSelection): number => placeOf(selection).partitions.length;

/** A piece of one part of a selection: behind one barcode, up to another. */
export interface SelectionRange {
  readonly part: number;
  readonly after?: string | undefined;
  readonly upTo?: string | undefined;
  readonly limit: number;
}

/** The barcodes of a piece of a selection, in order. One request. */
export const readSelection = async (
  table: Table,
  selection: IndexedSelection,
  { part, after, upTo, limit }: SelectionRange,
): Promise<readonly string[]> => {
  const { index, partitions } = placeOf(selection);
  const partition = partitions[part];
  if (partition === undefined || (after !== undefined && upTo !== undefined && after >= upTo)) return [];
  // No barcode has a space in it.
  const from = after === undefined ? undefined : `${after} `;
  return (await table.readIndex({ index, partition, from, to: upTo, limit })).map(copyIdOf);
};
