import { defined } from '../../domain/defined.ts';
import { denyBatch } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { blocksAfter } from '../../domain/batch-outcome.ts';
import { batchIdOf, type BatchOutcome, type BatchResult } from '../../domain/batch.ts';
import { phaseOf, type Batch } from '../../domain/batch-state.ts';
import type { Blocks } from '../../domain/block.ts';
import { NotFound } from '../../domain/errors.ts';
import { loadBatch, queryBatches, readPieces, type BatchRecord } from '../../store/batches.ts';
import { type PageRange, filledPage, type Page } from '../../store/page.ts';
import type { RequestContext } from '../core/request-context.ts';

/** Staff see the batches made in their branches. Throws `Forbidden` for others, and `NotFound`. */
export const findBatch = async (context: RequestContext, id: string): Promise<BatchRecord> => {
  const record = await loadBatch(context.table, batchIdOf(id));
  if (!record) throw new NotFound('batch');
  permit(denyBatch(context.caller, record));
  return record;
};

/**
 * A page of batches, newest first. Staff see those made in their branches. One request per branch.
 */
export const listBatches = ({ caller, table }: RequestContext, part: PageRange): Promise<Page<Batch>> =>
  queryBatches(table, caller.role === 'admin' ? undefined : caller.branchIds, part);

/** The outcome for one copy, with its blocks of the batch's kinds before and after. */
export type ResultToday = Omit<BatchResult, 'after' | 'version'> & { readonly after: Blocks };

const shown = (batch: Batch, result: BatchResult): ResultToday => {
  const { copyId, outcome, before, reason, reservations } = result;
  return {
    copyId,
    outcome,
    before,
    after: blocksAfter(batch, result),
    ...defined({ reason, reservations }),
  };
};

/** The place of a result: the sort key of its piece, and its index in that piece. */
const BETWEEN = '/';
const placeAt = (sk: string, index: number): string => `${sk}${BETWEEN}${index}`;

/** Pieces per read when a filter may drop most results: some hundred kilobytes. */
const PIECES = 20;
/** Limit of reads per answer: an answer with few matches stays short, and says where to go on. */
const READS = 100;

/** A filter by outcome, and the place after which to start. */
export interface ResultsWanted {
  readonly outcome?: BatchOutcome | undefined;
  readonly after?: string | undefined;
}

/**
 * Results after a place, optionally of one outcome; `limit` counts pieces. One request per
 * megabyte.
 */
const readResults = async (
  context: RequestContext,
  { order, state }: Batch,
  { outcome, after }: ResultsWanted,
  limit = PIECES,
) => {
  const [from, seen = '-1'] = (after ?? '').split(BETWEEN);
  const pieces = await readPieces(context.table, order.id, phaseOf(state), { from, limit });
  const placed = pieces.flatMap(({ sk, results }) =>
    results.map((item, index) => ({
      item,
      place: placeAt(sk, index),
      isSeen: sk === from && index <= Number(seen),
    })),
  );
  const last = pieces.length === limit ? pieces.at(-1) : undefined;
  return {
    items: placed.filter(
      ({ item, isSeen }) => !isSeen && (outcome === undefined || item.outcome === outcome),
    ),
    ...(last && { next: placeAt(last.sk, last.results.length - 1) }),
  };
};

/** A page of results in the order in which they came, optionally of one outcome (rule M4). */
export const listResults = async (
  context: RequestContext,
  batch: Batch,
  outcome: BatchOutcome | undefined,
  part: PageRange,
): Promise<Page<ResultToday>> => {
  // A full piece holds 50 results; those of the first piece may all be before the start.
  const pieces = outcome === undefined ? Math.ceil(part.limit / 50) + 1 : PIECES;
  const read = ({ after }: PageRange) => readResults(context, batch, { outcome, after }, pieces);
  const { items, ...more } = await filledPage(part, read);
  return { items: items.map((result) => shown(batch, result)), ...more };
};

/** Limits of one answer, so that it passes the gateway. */
export interface Bounds {
  readonly lines: number;
  readonly bytes: number;
}

/** How to format results, and the limits of the answer. */
export interface LinesOf {
  readonly bounds: Bounds;
  readonly toLine: (result: ResultToday) => string;
}

/**
 * Results as lines of text, up to the bounds, and the place after which there are more. Reads some
 * hundred kilobytes at a time, and keeps only the lines.
 */
export const resultLines = async (
  context: RequestContext,
  batch: Batch,
  { outcome, after }: ResultsWanted,
  { bounds, toLine }: LinesOf,
): Promise<{ readonly lines: readonly string[]; readonly next?: string }> => {
  const lines: string[] = [];
  let bytes = 0;
  let place = after;
  for (let read = 0; read < READS; read++) {
    const { items, next } = await readResults(context, batch, { outcome, after: place });
    for (const { item, place: at } of items) {
      const line = toLine(shown(batch, item));
      bytes += Buffer.byteLength(line);
      const isFull = lines.length === bounds.lines || (bytes > bounds.bytes && lines.length > 0);
      if (isFull && place !== undefined) return { lines, next: place };
      lines.push(line);
      place = at;
    }
    if (next === undefined) return { lines };
    place = next;
  }
  return { lines, ...defined({ next: place }) };
};
