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

/** Copies in a chunk: done in less than a second, so that progress can be seen. */
const CHUNK = 50;

/** Which copies are next, and where to go on after them. */
export type NextChunk = Omit<Progress, 'chunk'>;

/** The beginning of a phase: nothing in hand. */
export const FIRST_CHUNK: Progress = { chunk: 0, taking: [], next: { part: 0 } };

const isListed = ({ order }: BatchRecord): boolean => 'copyIds' in order.selection;

/** The next barcodes of the list. */
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

/** The next barcodes that an index has of the selection, up to the end of one of its parts. */
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
 * The copies of a chunk of the preview, together with those that have come between them since: the
 * selection is taken again, so that nothing falls between (rule M3). The same copy is never in two
 * chunks: in the selection it has its place by its barcode.
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

/** The copies of a chunk that the run has changed. */
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

/**
 * The next chunk of the phase that is going on; one without copies where there is nothing left. Two
 * requests at most.
 */
export const planNextChunk = async (context: RequestContext, record: BatchRecord): Promise<NextChunk> => {
  const { next } = record.progress;
  return next ? PLANS[phaseOf(record.state)](context, record, next) : { taking: [] };
};

/** What the phase before had of the copies in hand, by barcode. One request. */
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

/**
 * Whether there is something to record: copies, or that there are none in a part of the selection.
 */
const isInHand = ({ taking, part }: NextChunk): boolean => taking.length > 0 || part !== undefined;

/**
 * The chunk in hand as done, and the next one in hand; the end of the phase where there is none.
 */
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
