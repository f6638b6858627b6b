import * as z from 'zod';
import type { Batch as BatchValue } from '../../lib/domain/batch-state.ts';
import { cursorAt, placeOf } from '../../lib/http/page.ts';
import {
  findBatch,
  listBatches,
  listResults,
  resultLines,
} from '../../lib/usecases/batches/look-up-batches.ts';
import { makeBatch, workOfBatch } from '../../lib/usecases/batches/make-batch.ts';
import { cancelBatch, runBatch, undoBatch } from '../../lib/usecases/batches/control-batch.ts';
import { route, type RouteCall } from '../http/route-call.ts';
import { notifyWorker } from '../http/notify-worker.ts';
import { BatchRequestSchema, wantedOf } from './batch-requests.ts';
import { BatchSchema, BatchOutcomeSchema, BatchResultSchema } from './batch-schemas.ts';
import { CSV_HEADER, csvLine, batchView, batchResultView } from './batch-view.ts';
import { listReply } from './views.ts';
import { IdSchema, pageOf, paging } from './schemas.ts';

const params = z.strictObject({ id: IdSchema });

/** The lines that the contract allows, in fewer bytes than Lambda can return. */
const CSV_BOUNDS = { lines: 50_000, bytes: 5_000_000 };

/** Sends a message to the worker, and answers the batch. */
const acceptedWithWork = async (batch: BatchValue, status: 201 | 202, { services }: RouteCall) => {
  await notifyWorker(services, workOfBatch(batch.order.id));
  return {
    status,
    body: batchView(batch),
    version: batch.state.version,
    location: `/api/batches/${batch.order.id}`,
  };
};

/** The limits of staff, for all batches and for those that change copies (rule M6). */
const OWN = 'those made in their branches';
const OWN_AND_SMALL = `${OWN}, up to 5,000 copies`;

const transitionRoute = (
  name: 'run' | 'cancel' | 'undo',
  summary: string,
  staff: string,
  transition: (context: RouteCall['context'], id: string) => Promise<BatchValue>,
) =>
  route({
    method: 'POST',
    path: `/api/batches/{id}/${name}`,
    summary,
    roles: ['staff', 'admin'],
    limits: { staff },
    params,
    body: z.strictObject({}),
    replies: { 202: BatchSchema },
    handle: async ({ params: { id } }, call) =>
      acceptedWithWork(await transition(call.context, id), 202, call),
  });

const ResultsQuery = z.strictObject({ ...paging, outcome: BatchOutcomeSchema.optional() });

/** As many CSV lines as an answer may have, and a link to the rest. */
const csvOf = async (
  batch: BatchValue,
  { outcome, cursor }: z.output<typeof ResultsQuery>,
  listQuery: string,
  { context, reader }: RouteCall,
) => {
  const toLine = (result: Parameters<typeof csvLine>[0]) => csvLine(result, reader);
  const after = placeOf(listQuery, cursor);
  const { lines, next } = await resultLines(
    context,
    batch,
    { outcome, after },
    { bounds: CSV_BOUNDS, toLine },
  );
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
    body: BatchRequestSchema,
    replies: { 201: BatchSchema },
    handle: async ({ body }, call) =>
      acceptedWithWork(await makeBatch(call.context, wantedOf(body)), 201, call),
  }),
  route({
    method: 'GET',
    path: '/api/batches',
    summary: 'Batches, newest first; staff: those made in their branches',
    roles: ['staff', 'admin'],
    limits: { staff: OWN },
    query: z.strictObject(paging),
    replies: { 200: pageOf(BatchSchema) },
    handle: (input, { context }) => listReply(input, (range) => listBatches(context, range), batchView),
  }),
  route({
    method: 'GET',
    path: '/api/batches/{id}',
    summary: 'A batch, and how far it is',
    roles: ['staff', 'admin'],
    limits: { staff: OWN },
    params,
    replies: { 200: BatchSchema },
    handle: async ({ params: { id } }, { context }) => {
      const batch = await findBatch(context, id);
      return { status: 200, body: batchView(batch), version: batch.state.version };
    },
  }),
  transitionRoute('run', 'Run a batch that has been previewed', OWN_AND_SMALL, runBatch),
  transitionRoute('cancel', 'Stop a batch within one chunk; what is done stays done', OWN, cancelBatch),
  transitionRoute('undo', 'Put back what a batch has changed', OWN_AND_SMALL, undoBatch),
  route({
    method: 'GET',
    path: '/api/batches/{id}/results',
    summary: 'What came of each copy, as a list or as CSV of up to 50,000 lines',
    roles: ['staff', 'admin'],
    limits: { staff: OWN },
    params,
    query: ResultsQuery,
    replies: { 200: pageOf(BatchResultSchema) },
    csv: true,
    handle: async (input, call) => {
      const { query, listQuery } = input;
      const batch = await findBatch(call.context, input.params.id);
      if (input.wantsCsv) return csvOf(batch, query, listQuery, call);
      return listReply(
        input,
        (range) => listResults(call.context, batch, query.outcome, range),
        (result) => batchResultView(result, call.reader),
      );
    },
  }),
];
