import type { BatchOutcome, BatchResult } from '../../lib/domain/batch.ts';
import type { BatchState } from '../../lib/domain/batch-state.ts';
import { createBatch, recordChunk, type BatchRecord } from '../../lib/store/batches.ts';
import type { Writes } from '../../lib/store/writes.ts';
import { aBatch, OWN, RUNNING } from '../../testing/builders.ts';
import type { ApiCall, Prepared } from '../operation.ts';
import { NOW } from '../fixtures.ts';

/** The collection of the batches; only the worker reads its copies. */
const selection = { collection: 'PRENTEN', branchId: OWN };
const COPIES = 100;
/** The number of results in a chunk. */
const CHUNK = 50;

const batchOf = (id: string, state: Partial<BatchState>): BatchRecord => ({
  ...aBatch({ id: `b${id}`, selection, createdAt: NOW }, state),
  progress: { chunk: 0, taking: [], next: { part: 0 } },
});

const counts = (changed: number) => ({ selected: COPIES, changed, unchanged: 0, refused: 0, failed: 0 });
const previewed = (id: string) => batchOf(id, { counts: counts(0) });
const done = (id: string) =>
  batchOf(id, { ...RUNNING, status: 'done', counts: counts(COPIES), endedAt: NOW });

const results = (id: string, outcome: BatchOutcome): readonly Writes[] =>
  [0, 1].map((chunk) => {
    const of = (_: unknown, n: number): BatchResult => ({
      copyId: `C${id}.${chunk}.${n}`,
      outcome,
      before: {},
    });
    const phase = outcome === 'changed' ? 'run' : 'preview';
    return recordChunk(`b${id}`, phase, { chunk, results: Array.from({ length: CHUNK }, of) });
  });

const calling = (record: BatchRecord, method: ApiCall['method'], verb: string, status: number): Prepared => ({
  items: [createBatch(record, [])],
  ours: {
    method,
    path: `/api/batches/${record.order.id}${verb}`,
    ...(method === 'POST' && { body: {} }),
    status,
  },
});

export const makeBatch = (): Prepared => ({
  items: [],
  ours: {
    method: 'POST',
    path: '/api/batches',
    body: { selection, change: { reservation: { code: 8 } } },
    status: 201,
  },
});

export const makeBatchOfBarcodes = (id: string): Prepared => ({
  items: [],
  ours: {
    method: 'POST',
    path: '/api/batches',
    body: {
      selection: { copyIds: Array.from({ length: 1000 }, (_, n) => `C${id}.${n}`) },
      change: { loan: {} },
    },
    status: 201,
  },
});

/** There are more batches than fit on a page. */
export const listBatches = (id: string): Prepared => ({
  items: Array.from({ length: 60 }, (_, n) => createBatch(previewed(`${id}.${n}`), [])),
  ours: { method: 'GET', path: '/api/batches', status: 200 },
});

export const viewBatch = (id: string): Prepared => calling(previewed(id), 'GET', '', 200);

export const runBatch = (id: string): Prepared => calling(previewed(id), 'POST', '/run', 202);

export const cancelBatch = (id: string): Prepared => calling(previewed(id), 'POST', '/cancel', 202);

export const undoBatch = (id: string): Prepared => calling(done(id), 'POST', '/undo', 202);

export const readResults = (id: string): Prepared => {
  const { items, ours } = calling(done(id), 'GET', '/results', 200);
  return { items: [...items, ...results(id, 'changed')], ours };
};
