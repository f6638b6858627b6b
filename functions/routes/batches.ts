import * as z from 'zod';
import type { Batch as BatchValue } from '../../lib/domain/batch.ts';
import { cursorAt, placeOf } from '../../lib/http/page.ts';
import {
  findBatch,
  listBatches,
  listResults,
  resultLines,
} from '../../lib/usecases/batches/look-up-batches.ts';
import { makeBatch, workOfBatch } from '../../lib/usecases/batches/make-batch.ts';
import { cancelBatch, runBatch, undoBatch } from '../../lib/usecases/batches/control-batch.ts';
import { route, type Context } from '../http/context.ts';
import { tellWorker } from '../http/notify-worker.ts';
import { BatchRequest, wantedOf } from './batch-requests.ts';
import { Batch, BatchOutcome, BatchResult } from './batch-schemas.ts';
import { CSV_HEADER, csvLine, presentBatch, presentResult } from './batch-view.ts';
import { presentPage } from './views.ts';
import { Id, pageOf, paging } from './schemas.ts';

const params = z.strictObject({ id: Id });

/** What one answer may hold: the contract's lines, and less than Lambda lets a function answer with. */
const CSV_BOUNDS = { lines: 50_000, bytes: 5_000_000 };

/** The batch as it is, once the worker has been told to go on with it. */
const told = async (batch: BatchValue, status: 201 | 202, { services }: Context) => {
  await tellWorker(services, workOfBatch(batch.order.id));
  return {
    status,
    body: presentBatch(batch),
    version: batch.state.version,
    location: `/api/batches/${batch.order.id}`,
  };
};

/** How far staff may go: with a batch, and with one that changes copies (rule M6). */
const OWN = 'those made in their branches';
const OWN_AND_SMALL = `${OWN}, up to 5,000 copies`;

const verb = (
  name: 'run' | 'cancel' | 'undo',
  summary: string,
  staff: string,
  act: (context: Context['act'], id: string) => Promise<BatchValue>,
) =>
  route({
    method: 'POST',
    path: `/api/batches/{id}/${name}`,
    summary,
    roles: ['staff', 'admin'],
    limits: { staff },
    params,
    body: z.strictObject({}),
    replies: { 202: Batch },
    handle: async ({ params: { id } }, context) => told(await act(context.act, id), 202, context),
  });

const ResultsQuery = z.strictObject({ ...paging, outcome: BatchOutcome.optional() });

/** As many lines as an answer may hold, and where the rest is. */
const csvOf = async (
  batch: BatchValue,
  { outcome, cursor }: z.output<typeof ResultsQuery>,
  listQuery: string,
  { act, reader }: Context,
) => {
  const toLine = (result: Parameters<typeof csvLine>[0]) => csvLine(result, reader);
  const after = placeOf(listQuery, cursor);
  const { lines, next } = await resultLines(act, batch, outcome, after, CSV_BOUNDS, toLine);
  const glue = listQuery.endsWith('?') ? '' : '&';
  return {
    status: 200,
    csv: CSV_HEADER + lines.join(''),
    ...(next !== undefined && { next: `${listQuery}${glue}cursor=${cursorAt(listQuery, next)}` }),
  };
};

export const batchRoutes = [
  route({
    method: 'POST',
    path: '/api/batches',
    summary: 'Make a batch: it is previewed, and changes nothing until it is run',
    roles: ['staff', 'admin'],
    limits: { staff: 'copies of other branches are refused one by one' },
    body: BatchRequest,
    replies: { 201: Batch },
    handle: async ({ body }, context) => told(await makeBatch(context.act, wantedOf(body)), 201, context),
  }),
  route({
    method: 'GET',
    path: '/api/batches',
    summary: 'Batches, newest first; staff: those made in their branches',
    roles: ['staff', 'admin'],
    limits: { staff: OWN },
    query: z.strictObject(paging),
    replies: { 200: pageOf(Batch) },
    handle: async ({ query: { limit, cursor }, listQuery }, { act }) => {
      const page = await listBatches(act, { limit, after: placeOf(listQuery, cursor) });
      return { status: 200, body: presentPage(page, listQuery, presentBatch) };
    },
  }),
  route({
    method: 'GET',
    path: '/api/batches/{id}',
    summary: 'A batch, and how far it is',
    roles: ['staff', 'admin'],
    limits: { staff: OWN },
    params,
    replies: { 200: Batch },
    handle: async ({ params: { id } }, { act }) => {
      const batch = await findBatch(act, id);
      return { status: 200, body: presentBatch(batch), version: batch.state.version };
    },
  }),
  verb('run', 'Run a batch that has been previewed', OWN_AND_SMALL, runBatch),
  verb('cancel', 'Stop a batch within one chunk; what is done stays done', OWN, cancelBatch),
  verb('undo', 'Put back what a batch has changed', OWN_AND_SMALL, undoBatch),
  route({
    method: 'GET',
    path: '/api/batches/{id}/results',
    summary: 'What came of each copy, as a list or as CSV of up to 50,000 lines',
    roles: ['staff', 'admin'],
    limits: { staff: OWN },
    params,
    query: ResultsQuery,
    replies: { 200: pageOf(BatchResult) },
    csv: true,
    handle: async ({ params: { id }, query, listQuery, wantsCsv }, context) => {
      const batch = await findBatch(context.act, id);
      if (wantsCsv) return csvOf(batch, query, listQuery, context);
      const { limit, cursor, outcome } = query;
      const page = await listResults(context.act, batch, outcome, {
        limit,
        after: placeOf(listQuery, cursor),
      });
      return {
        status: 200,
        body: presentPage(page, listQuery, (result) => presentResult(result, context.reader)),
      };
    },
  }),
];
