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
import type { Item, ReadRange, Table } from './table.ts';
import { together, type Writes } from './writes.ts';

/**
 * A place on the walk along the copies of a phase: a part of the list that it follows, and how far
 * within that.
 */
export interface Walk {
  readonly part: number;
  readonly after?: string;
}

/** How far the phase of a batch is that is going on. */
export interface Progress {
  /** The number of the chunk that is being worked on; those below are done. */
  readonly chunk: number;
  /** The barcodes of that chunk, written down before anything is done with them. */
  readonly taking: readonly string[];
  /** The chunk of the phase before that these barcodes are of. */
  readonly source?: number;
  /**
   * Where in the selection the chunk ends: a part of it, and a barcode there, or the end of that
   * part.
   */
  readonly part?: number;
  readonly upTo?: string;
  /** Where to go on after it; none: it is the last. */
  readonly next?: Walk;
}

/** A batch with how far it is. */
export interface BatchRecord extends Batch {
  readonly progress: Progress;
}

/** The places in whose list a batch stands: of all, and of the branches it was made in. */
const ALL = '*';
const placesOf = ({ createdBy }: BatchOrder): readonly string[] => [ALL, ...createdBy.branchIds.slice(0, 40)];

const stateItem = ({ order, state, progress }: BatchRecord): Item => ({
  ...batchStateKey(order.id),
  state,
  progress,
  version: state.version,
});

/** So many barcodes of a list are kept in one item. */
const LISTED = 250;

/**
 * The writes of a new batch, with the list of barcodes that it is for, if it is for one. At most
 * 10,000 barcodes.
 */
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
    Object.fromEntries(
      placesOf(order).map((place) => [`listed ${place}`, put({ ...batchEntryKey(order.id, place) })]),
    ),
  );
};

/** A part of the list of barcodes that a batch is for; empty behind its end. */
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

/** The batches with these ids that exist, by id. One request per 50. */
export const loadBatches = async (
  table: Table,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BatchRecord>> => {
  const items = await table.getAll(ids.flatMap((id) => [batchOrderKey(id), batchStateKey(id)]));
  return new Map(recordsIn(items).map((record) => [record.order.id, record]));
};

/** A batch; undefined where there is none. One request. */
export const loadBatch = async (table: Table, id: string): Promise<BatchRecord | undefined> =>
  (await loadBatches(table, [id])).get(id);

/**
 * Ids of batches, newest first: of those made in these branches, or of all. One request per branch.
 */
export const queryBatchIds = async (
  table: Table,
  branchIds: readonly string[] | undefined,
  how: ReadRange,
): Promise<readonly string[]> => {
  const pages = await Promise.all(
    (branchIds ?? [ALL]).map((place) => table.readRange(batchesAt(place), { ...how, newestFirst: true })),
  );
  const ids = pages.flat().map(({ sk }) => sk.slice('BATCH#'.length));
  return [...new Set(ids)].sort().reverse();
};

/** The place of a batch in the list of them. */
export const placeOfBatch = (batchId: string): string => batchEntryKey(batchId, ALL).sk;

/** The write of how far a batch is. Lost as `batch-changed` to whoever changed it since. */
export const saveBatch = (before: BatchRecord, after: BatchRecord): Writes => ({
  'batch-changed': put(stateItem(after), is('version', before.state.version)),
});

/** What came of the copies of one chunk, and where in the selection it ends. */
export interface Chunk {
  readonly chunk: number;
  readonly results: readonly BatchResult[];
  readonly part?: number;
  readonly upTo?: string;
}

/** An item holds 400 KB: results that take more are spread over several. */
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

/** The writes that record a chunk, once: lost as `recorded 0` where it is recorded already. */
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

/** A chunk of a phase; undefined where there is none. One request. */
export const loadChunk = async (table: Table, batchId: string, phase: Phase, chunk: number) =>
  toChunk(await table.readRange(batchChunks(batchId, phase, chunk, chunk)));

/** A piece of a chunk: results in the order in which they came. */
export interface Piece {
  readonly sk: string;
  readonly results: readonly BatchResult[];
}

/**
 * Results of a phase in the order in which they came: so many pieces, from one on. One request per
 * megabyte.
 */
export const readPieces = async (
  table: Table,
  batchId: string,
  phase: Phase,
  { from, limit }: { readonly from: string | undefined; readonly limit: number },
): Promise<readonly Piece[]> => {
  const all = batchChunks(batchId, phase, 0);
  // A place of another phase is none of this one: it begins anew.
  const start = from?.startsWith(`${phase}#`) ? from : all.from;
  const items = await table.readRange({ ...all, from: start }, { limit });
  return items.map(({ sk, results }) => ({ sk, results: results as readonly BatchResult[] }));
};

/**
 * Copies that a batch changes at the same time: enough to be quick, too few for the desk to feel
 * it.
 */
export const SLOTS: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];

/**
 * Makes a worker the only one that can change copies for a batch: whoever could before, cannot any
 * more.
 */
export const takeFence = (table: Table, batchId: string, holder: string): Promise<void> =>
  table.write(
    Object.fromEntries(
      SLOTS.map((slot) => [`guard ${slot}`, put({ ...batchFenceKey(batchId, slot), holder })]),
    ),
  );

/**
 * The condition that this worker is still the one; by slot, so that changes at the same time do not
 * conflict.
 */
export const holdsFence = (batchId: string, slot: number, holder: string): Writes => ({
  superseded: check(batchFenceKey(batchId, slot), is('holder', holder)),
});
