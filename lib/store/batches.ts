// Long: all that the table holds of a batch: its order, its progress, its chunks and its fence.

import type { BatchOrder, Phase, BatchResult } from '../domain/batch.ts';
import type { Batch, BatchState } from '../domain/batch-state.ts';
import { absent, check, is, put } from './expression.ts';
import {
  batchChunkKey,
  batchChunks,
  batchEntryKey,
  batchesAt,
  batchFenceKey,
  batchListKey,
  batchOrderKey,
  batchStateKey,
} from './keys.ts';
import { cutPage, type Page, type PageRange } from './page.ts';
import type { Item, Table } from './table.ts';
import { together, type Writes } from './writes.ts';

/** A position in the selection of a phase: a part of it, and the barcode after which to go on. */
export interface Walk {
  readonly part: number;
  readonly after?: string;
}

/** Progress of the current phase of a batch. */
export interface Progress {
  /** The chunk in progress; lower numbers are done. */
  readonly chunk: number;
  /** Barcodes of that chunk, saved before any of them is changed. */
  readonly taking: readonly string[];
  /** The chunk of the previous phase that these barcodes come from. */
  readonly source?: number;
  /**
   * Where the chunk ends in the selection: a part, and a barcode; without the barcode, the end of
   * the part.
   */
  readonly part?: number;
  readonly upTo?: string;
  /** Where the next chunk starts; absent for the last chunk. */
  readonly next?: Walk;
}

export interface BatchRecord extends Batch {
  readonly progress: Progress;
}

/** A batch is listed under all batches, and under the branches in which it was created. */
const ALL = '*';
const placesOf = ({ createdBy }: BatchOrder): readonly string[] => [ALL, ...createdBy.branchIds.slice(0, 40)];

const stateItem = ({ order, state, progress }: BatchRecord): Item => ({
  ...batchStateKey(order.id),
  state,
  progress,
  version: state.version,
});

/** The entries of a batch hold what lists show of it: a page is one read, whatever is on it. */
const entryWrites = ({ order, state }: Batch): Writes =>
  Object.fromEntries(
    placesOf(order).map((place) => [
      `listed ${place}`,
      put({ ...batchEntryKey(order.id, place), order, state }),
    ]),
  );

/** Barcodes per list item. */
const LISTED = 250;

/** The writes of a new batch, with its list of at most 10,000 barcodes, if it has one. */
export const createBatch = (record: BatchRecord, copyIds: readonly string[]): Writes => {
  const { order } = record;
  const parts = Array.from({ length: Math.ceil(copyIds.length / LISTED) }, (_, part) => part);
  return together(
    { 'batch-there': put({ ...batchOrderKey(order.id), order }, absent), state: put(stateItem(record)) },
    Object.fromEntries(
      parts.map((part) => [
        `list-${part}`,
        put({
          ...batchListKey(order.id, part),
          copyIds: copyIds.slice(part * LISTED, (part + 1) * LISTED),
        }),
      ]),
    ),
    entryWrites(record),
  );
};

/** One part of the list of barcodes of a batch; empty after the last part. One request. */
export const loadListPart = async (table: Table, batchId: string, part: number) => {
  const [item] = await table.getAll([batchListKey(batchId, part)]);
  return (item?.copyIds ?? []) as readonly string[];
};

const recordsIn = (items: readonly Item[]): BatchRecord[] => {
  const states = new Map(items.filter(({ state }) => state !== undefined).map((item) => [item.pk, item]));
  return items.flatMap(({ pk, order }) => {
    const found = states.get(pk);
    if (order === undefined || !found) return [];
    const { state, progress } = found;
    return [{ order: order as BatchOrder, state: state as BatchState, progress: progress as Progress }];
  });
};

/** Existing batches, by id. One request per 50. */
const loadBatches = async (
  table: Table,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BatchRecord>> => {
  const items = await table.getAll(ids.flatMap((id) => [batchOrderKey(id), batchStateKey(id)]));
  return new Map(recordsIn(items).map((record) => [record.order.id, record]));
};

/** Undefined when the batch does not exist. One request. */
export const loadBatch = async (table: Table, id: string): Promise<BatchRecord | undefined> =>
  (await loadBatches(table, [id])).get(id);

const toBatch = ({ order, state }: Item): Batch | undefined =>
  order === undefined ? undefined : { order: order as BatchOrder, state: state as BatchState };

const batchIdAt = ({ sk }: Item): string => sk.slice('BATCH#'.length);

/**
 * A page of batches, newest first: those created in these branches, or all; up to a second ago. One
 * request per branch.
 */
export const queryBatches = async (
  table: Table,
  branchIds: readonly string[] | undefined,
  { after, limit }: PageRange,
): Promise<Page<Batch>> => {
  const how = { after, limit: limit + 1, newestFirst: true, mayTrail: true };
  const pages = await Promise.all(
    (branchIds ?? [ALL]).map((place) => table.readRange(batchesAt(place), how)),
  );
  // A batch that was created in two of these branches is listed in both.
  const entries = [...new Map(pages.flat().map((entry) => [entry.sk, entry])).values()];
  const newestFirst = entries.sort((a, b) => (a.sk < b.sk ? 1 : -1));
  const { items, ...more } = cutPage(newestFirst, limit, ({ sk }) => sk);
  // An entry of an earlier version names its batch, and holds nothing of it.
  const named = await loadBatches(table, items.filter((entry) => !toBatch(entry)).map(batchIdAt));
  return { items: items.flatMap((entry) => toBatch(entry) ?? named.get(batchIdAt(entry)) ?? []), ...more };
};

/**
 * Saves the state of a batch, in the lists too. Lost as `batch-changed` when it was changed since.
 */
export const saveBatch = (before: BatchRecord, after: BatchRecord): Writes =>
  together(
    { 'batch-changed': put(stateItem(after), is('version', before.state.version)) },
    entryWrites(after),
  );

/** The results of one chunk, and where it ends in the selection. */
export interface Chunk {
  readonly chunk: number;
  readonly results: readonly BatchResult[];
  readonly part?: number;
  readonly upTo?: string;
}

/** An item holds 400 KB; larger results are split over several items. */
const LARGEST_PIECE = 250_000;

const piecesOf = (results: readonly BatchResult[]): BatchResult[][] => {
  const pieces: BatchResult[][] = [[]];
  let size = 0;
  for (const result of results) {
    size += Buffer.byteLength(JSON.stringify(result));
    if (size > LARGEST_PIECE && pieces.at(-1)?.length) {
      pieces.push([]);
      size = 0;
    }
    pieces.at(-1)?.push(result);
  }
  return pieces;
};

/** Records the results of a chunk, once. Lost as `recorded 0` when they are recorded already. */
export const recordChunk = (batchId: string, phase: Phase, { chunk, results, ...end }: Chunk): Writes =>
  Object.fromEntries(
    piecesOf(results).map((piece, index) => [
      `recorded ${index}`,
      put({ ...batchChunkKey(batchId, phase, chunk, index), chunk, results: piece, ...end }, absent),
    ]),
  );

const toChunk = (items: readonly Item[]): Chunk | undefined => {
  const [first] = items;
  return (
    first && {
      chunk: first.chunk as number,
      results: items.flatMap(({ results }) => results as readonly BatchResult[]),
      ...(first.part !== undefined && { part: first.part as number }),
      ...(first.upTo !== undefined && { upTo: first.upTo as string }),
    }
  );
};

/** Undefined when the chunk was not recorded. One request. */
export const loadChunk = async (table: Table, batchId: string, phase: Phase, chunk: number) =>
  toChunk(await table.readRange(batchChunks(batchId, phase, chunk, chunk)));

/** One item of a chunk, with results in the order in which they came. */
export interface Piece {
  readonly sk: string;
  readonly results: readonly BatchResult[];
}

/**
 * Results of a phase in the order in which they came, from a sort key on; `limit` counts items. One
 * request per megabyte.
 */
export const readPieces = async (
  table: Table,
  batchId: string,
  phase: Phase,
  { from, limit }: { readonly from: string | undefined; readonly limit: number },
): Promise<readonly Piece[]> => {
  const all = batchChunks(batchId, phase, 0);
  // A sort key of another phase does not belong here: start from the beginning.
  const start = from?.startsWith(`${phase}#`) ? from : all.from;
  const items = await table.readRange({ ...all, from: start }, { limit });
  return items.map(({ sk, results }) => ({ sk, results: results as readonly BatchResult[] }));
};

/** Copies that a batch changes in parallel: quick, and without slowing down the desk. */
export const SLOTS: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];

/** Makes one worker the only one that can change copies for a batch; earlier holders lose that. */
export const takeFence = (table: Table, batchId: string, holder: string): Promise<void> =>
  table.write(
    Object.fromEntries(
      SLOTS.map((slot) => [`guard ${slot}`, put({ ...batchFenceKey(batchId, slot), holder })]),
    ),
  );

/**
 * The condition that this worker still holds the fence. One item per slot, so that parallel changes
 * do not conflict.
 */
export const holdsFence = (batchId: string, slot: number, holder: string): Writes => ({
  superseded: check(batchFenceKey(batchId, slot), is('holder', holder)),
});
