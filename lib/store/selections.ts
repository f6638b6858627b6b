import { INDEXES, type IndexDefinition } from '../contract.ts';
import type { Selection } from '../domain/batch.ts';
import { activityShards, branchCollectionShards, collectionShards } from './index-keys.ts';
import { copyIdOf } from './keys.ts';
import type { Table } from './table.ts';

/** A selection that an index answers. All of them are ordered by barcode, which never changes. */
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

export const partsOf = (selection: IndexedSelection): number => placeOf(selection).partitions.length;

/** A range of one part of a selection: `after` is exclusive, `upTo` inclusive. */
export interface SelectionRange {
  readonly part: number;
  readonly after?: string | undefined;
  readonly upTo?: string | undefined;
  readonly limit: number;
}

/** The barcodes of a range, in order. One request. */
export const readSelection = async (
  table: Table,
  selection: IndexedSelection,
  { part, after, upTo, limit }: SelectionRange,
): Promise<readonly string[]> => {
  const { index, partitions } = placeOf(selection);
  const partition = partitions[part];
  if (partition === undefined || (after !== undefined && upTo !== undefined && after >= upTo)) return [];
  // Barcodes contain no spaces.
  const from = after === undefined ? undefined : `${after} `;
  return (await table.readIndex({ index, partition, from, to: upTo, limit })).map(copyIdOf);
};
