import type { Phase } from '../../domain/batch.ts';
import { phaseOf, afterChunk, type ChunkDone } from '../../domain/batch-state.ts';
import {
  loadChunk,
  loadListPart,
  type BatchRecord,
  type Chunk,
  type Progress,
  type Walk,
  recordChunk,
  saveBatch,
} from '../../store/batches.ts';
import { partsOf, readSelection, type IndexedSelection } from '../../store/selections.ts';
import { defined } from '../../domain/defined.ts';
import { together, type Writes } from '../../store/writes.ts';
import type { RequestContext } from '../core/request-context.ts';

/** Copies per chunk: less than a second of work, so that progress is visible. */
const CHUNK = 50;

/** The next copies, and where the chunk after them starts. */
export type NextChunk = Omit<Progress, 'chunk'>;

/** The start of a phase. */
export const FIRST_CHUNK: Progress = { chunk: 0, taking: [], next: { part: 0 } };

const isListed = ({ order }: BatchRecord): boolean => 'copyIds' in order.selection;

/** The next barcodes of a listed selection. */
const planListed = async (
  context: RequestContext,
  { order }: BatchRecord,
  { part, after = '0' }: Walk,
): Promise<NextChunk> => {
  const listed = await loadListPart(context.table, order.id, part);
  const from = Number(after);
  const taking = listed.slice(from, from + CHUNK);
  if (taking.length === 0) return { taking };
  const isLast = from + CHUNK >= listed.length;
  return { taking, next: isLast ? { part: part + 1 } : { part, after: String(from + CHUNK) } };
};

/** The next barcodes of an indexed selection, up to the end of one of its parts. */
const planIndexed = async (
  context: RequestContext,
  { order }: BatchRecord,
  { part, after }: Walk,
): Promise<NextChunk> => {
  const selection = order.selection as IndexedSelection;
  const taking = await readSelection(context.table, selection, { part, after, limit: CHUNK });
  const upTo = taking.at(-1);
  if (taking.length === CHUNK && upTo !== undefined) {
    return { taking, part, upTo, next: { part, after: upTo } };
  }
  const next = part + 1 < partsOf(selection) ? { next: { part: part + 1 } } : {};
  return { taking, part, ...next };
};

const isBetween = (copyId: string, after: string | undefined, upTo: string | undefined): boolean =>
  (after === undefined || copyId > after) && (upTo === undefined || copyId <= upTo);

/**
 * The copies of a preview chunk, and copies that joined the selection in its range since then: the
 * selection is read again, so that no copy is missed (rule M3). A selection is ordered by barcode,
 * so no copy is in two chunks.
 */
const planAgain = async (
  context: RequestContext,
  record: BatchRecord,
  { part, after }: Walk,
): Promise<NextChunk> => {
  const { id, selection } = record.order;
  const seen = await loadChunk(context.table, id, 'preview', part);
  if (!seen) return { taking: [] };
  const ids = seen.results.map(({ copyId }) => copyId);
  if (isListed(record)) return { taking: ids, source: part, next: { part: part + 1 } };
  const range = { part: seen.part ?? 0, after, upTo: seen.upTo, limit: CHUNK };
  const now = await readSelection(context.table, selection as IndexedSelection, range);
  const full = now.length === CHUNK;
  const upTo = full ? now.at(-1) : seen.upTo;
  const taking = [...new Set([...now, ...ids.filter((copyId) => isBetween(copyId, after, upTo))])].sort();
  return {
    taking,
    source: part,
    next: { part: full ? part : part + 1, ...defined({ after: upTo }) },
  };
};

/** The copies of a run chunk that the run changed. */
const planUndo = async (
  context: RequestContext,
  { order }: BatchRecord,
  { part }: Walk,
): Promise<NextChunk> => {
  const done = await loadChunk(context.table, order.id, 'run', part);
  if (!done) return { taking: [] };
  const changed = done.results.filter(({ outcome }) => outcome === 'changed');
  return { taking: changed.map(({ copyId }) => copyId), source: part, next: { part: part + 1 } };
};

const PLANS: Readonly<Record<Phase, typeof planListed>> = {
  preview: (context, record, walk) => (isListed(record) ? planListed : planIndexed)(context, record, walk),
  run: planAgain,
  undo: planUndo,
};

/** The next chunk of the current phase; without copies at the end. Up to two requests. */
export const planNextChunk = async (context: RequestContext, record: BatchRecord): Promise<NextChunk> => {
  const { next } = record.progress;
  return next ? PLANS[phaseOf(record.state)](context, record, next) : { taking: [] };
};

/** The results of the previous phase for the current chunk, by barcode. One request. */
export const loadSource = async (context: RequestContext, { order, state, progress }: BatchRecord) => {
  const phase = phaseOf(state);
  if (progress.source === undefined || phase === 'preview')
    return new Map<string, Chunk['results'][number]>();
  const chunk = await loadChunk(
    context.table,
    order.id,
    phase === 'run' ? 'preview' : 'run',
    progress.source,
  );
  return new Map((chunk?.results ?? []).map((result) => [result.copyId, result]));
};

/** Whether a chunk must be recorded: it has copies, or it marks an empty part of the selection. */
const isInHand = ({ taking, part }: NextChunk): boolean => taking.length > 0 || part !== undefined;

/** Records the current chunk and moves on to the next, or ends the phase. */
export const advanceBatch = (
  context: RequestContext,
  record: BatchRecord,
  done: ChunkDone,
  plan: NextChunk,
) => {
  const { order, progress } = record;
  const { chunk, part, upTo } = progress;
  const isLast = !isInHand(plan) && plan.next === undefined;
  const state = afterChunk(record.state, done, isLast, context.now);
  const after: BatchRecord = {
    order,
    state,
    progress: { ...plan, chunk: chunk + (isInHand(progress) ? 1 : 0) },
  };
  const end = { ...defined({ part, upTo }) };
  const recorded: Writes = isInHand(progress)
    ? recordChunk(order.id, phaseOf(record.state), { chunk, results: done.results, ...end })
    : {};
  return { after, writes: together(saveBatch(record, after), recorded) };
};
