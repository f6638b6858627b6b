import { defined } from '../../domain/defined.ts';
import { denyBatch } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { blocksAfter } from '../../domain/batch-outcome.ts';
import { batchIdOf, type BatchOutcome, type BatchResult } from '../../domain/batch.ts';
import { phaseOf, type Batch } from '../../domain/batch-state.ts';
import type { Blocks } from '../../domain/block.ts';
import { NotFound } from '../../domain/errors.ts';
import {
  queryBatchIds,
  loadBatch,
  loadBatches,
  placeOfBatch,
  readPieces,
  type BatchRecord,
} from '../../store/batches.ts';
import type { PageRange } from '../../store/sharded-query.ts';
import type { RequestContext } from '../core/request-context.ts';
import { filledPage, type Page } from '../core/page.ts';

/**
 * A batch. Staff see those made in their branches: throws `Forbidden` for others, and `NotFound`.
 */
export const findBatch = async (context: RequestContext, id: string): Promise<BatchRecord> => {
  const record = await loadBatch(context.table, batchIdOf(id));
  if (!record) throw new NotFound('batch');
  permit(denyBatch(context.caller, record));
  return record;
};

/**
 * Batches, newest first: staff see those made in their branches. A request per branch, and one for
 * the page.
 */
export const listBatches = async (
  context: RequestContext,
  { after, limit }: PageRange,
): Promise<Page<Batch>> => {
  const { caller, table } = context;
  const branchIds = caller.role === 'admin' ? undefined : caller.branchIds;
  const ids = await queryBatchIds(table, branchIds, { limit: limit + 1, after });
  const page = ids.slice(0, limit);
  const found = await loadBatches(table, page);
  const last = ids.length > limit ? page.at(-1) : undefined;
  return {
    items: page.flatMap((id) => found.get(id) ?? []),
    ...(last !== undefined && { next: placeOfBatch(last) }),
  };
};

/** One copy's outcome, with its blocks of the kinds concerned before and after. */
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

/** A result with its place: the piece that it is in, and its number there. */
const BETWEEN = '/';
const placeAt = (sk: string, index: number): string => `${sk}${BETWEEN}${index}`;

/**
 * Pieces of results that are read at a time where few of them may be wanted: some hundred
 * kilobytes.
 */
const PIECES = 20;
/**
 * So often is read for one answer at most: where almost nothing is wanted, it stays short and says
 * where to go on.
 */
const READS = 100;

/** Which results of a batch: of one outcome, or all; those after a place. */
export interface ResultsWanted {
  readonly outcome?: BatchOutcome | undefined;
  readonly after?: string | undefined;
}

/** The results behind a place, so many pieces; of one outcome, or all. One request. */
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

/**
 * A page of the results of a batch, in the order in which they came: of one outcome, or all (rule
 * M4).
 */
export const listResults = async (
  context: RequestContext,
  batch: Batch,
  outcome: BatchOutcome | undefined,
  part: PageRange,
): Promise<Page<ResultToday>> => {
  // A piece holds fifty results; of the first, all may have been seen.
  const pieces = outcome === undefined ? Math.ceil(part.limit / 50) + 1 : PIECES;
  const read = ({ after }: PageRange) => readResults(context, batch, { outcome, after }, pieces);
  const { items, ...more } = await filledPage(part, read);
  return { items: items.map((result) => shown(batch, result)), ...more };
};

/** Lines that one answer may have, and bytes: what the gateway lets through is bound. */
export interface Bounds {
  readonly lines: number;
  readonly bytes: number;
}

/** How results become lines, and where an answer of them ends. */
export interface LinesOf {
  readonly bounds: Bounds;
  readonly toLine: (result: ResultToday) => string;
}

/**
 * The results of a batch as lines of text, each made by `toLine`, until a bound is reached; and the
 * place behind which there are more. Reads some hundred kilobytes at a time, and keeps the lines
 * only.
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
