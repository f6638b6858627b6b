import * as z from 'zod';
import type { RequestContext } from '../../lib/usecases/core/request-context.ts';
import { findCopies } from '../../lib/usecases/catalogue/find-by-ids.ts';
import {
  findCopy,
  listBlocked,
  listCollection,
  listOfActivity,
} from '../../lib/usecases/catalogue/look-up.ts';
import type { PageRange } from '../../lib/store/page.ts';
import { readHistory } from '../../lib/usecases/catalogue/read-history.ts';
import { putCopy } from '../../lib/usecases/catalogue/put-copy.ts';
import { reservationsToday } from '../../lib/usecases/reservations/show-reservation.ts';
import { route } from '../http/route-call.ts';
import { copyView, listReply } from './views.ts';
import {
  BlockSchema,
  CopySchema,
  IdSchema,
  IdsSchema,
  oneOf,
  pageOf,
  paging,
  ReservationSchema,
  textUpTo,
} from './schemas.ts';

const params = z.strictObject({ copyId: IdSchema });

const CopyRequest = z.strictObject({
  titleId: IdSchema,
  branchId: IdSchema,
  collection: IdSchema.optional(),
  shelfmark: textUpTo(100).optional(),
  onOrder: z.boolean().optional(),
  missing: z.boolean().optional(),
  withdrawn: z.boolean().optional(),
});

const CopyPut = z
  .object({ ...CopySchema.shape, affectedReservations: z.array(ReservationSchema) })
  .meta({ id: 'CopyPut' });

/**
 * A collection in one branch or in all; the blocked copies of a branch; the copies of an activity;
 * or ids.
 */
const Listing = z
  .strictObject({
    ...paging,
    collection: IdSchema.optional(),
    branchId: IdSchema.optional(),
    blocked: z.enum(['reservation', 'loan', 'any']).optional(),
    activityId: IdSchema.optional(),
    ids: IdsSchema.optional(),
  })
  .refine(
    ({ collection, branchId, blocked, activityId, ids }) =>
      oneOf(collection, blocked, activityId, ids) &&
      !(blocked && !branchId) &&
      !((activityId ?? ids) && branchId),
    { error: 'field-one-of' },
  );

const list = (
  context: RequestContext,
  { collection, branchId = '', blocked, activityId, ids }: z.output<typeof Listing>,
  part: PageRange,
) => {
  if (ids) return findCopies(context, ids);
  if (collection !== undefined) return listCollection(context, collection, branchId || undefined, part);
  if (activityId !== undefined) return listOfActivity(context, activityId, part);
  return listBlocked(context, branchId, blocked ?? 'any', part);
};

const HistoryLine = z
  .object({
    at: z.string(),
    by: z.string(),
    cause: z.object({
      type: z.enum(['person', 'batch', 'rule', 'nightly', 'activity-close']),
      id: z.string().optional(),
    }),
    action: z.enum(['set', 'changed', 'lifted', 'override']),
    kind: z.enum(['reservation', 'loan']).optional(),
    activityId: z.string().optional(),
    before: BlockSchema.optional(),
    after: BlockSchema.optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'HistoryLine' });

export const copyRoutes = [
  route({
    method: 'PUT',
    path: '/api/copies/{copyId}',
    summary: 'Make a copy, or replace what the catalogue says of it',
    roles: ['admin', 'feed'],
    params,
    body: CopyRequest,
    replies: { 200: CopyPut, 201: CopyPut },
    handle: async ({ params: { copyId }, body, version }, call) => {
      const { thing, created, affectedReservations } = await putCopy(
        call.context,
        { copyId, ...body },
        version,
      );
      const affected = await reservationsToday(call.context, affectedReservations);
      return {
        status: created ? 201 : 200,
        body: { ...copyView(thing, call), affectedReservations: affected },
        version: thing.version,
      };
    },
  }),
  route({
    method: 'GET',
    path: '/api/copies',
    summary:
      'The copies of a collection or an activity, the blocked copies of a branch, or those with these ids',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'without loans, and without who set a block and why' },
    query: Listing,
    replies: { 200: pageOf(CopySchema) },
    handle: (input, call) =>
      listReply(
        input,
        (range) => list(call.context, input.query, range),
        (copy) => copyView(copy, call),
      ),
  }),
  route({
    method: 'GET',
    path: '/api/copies/{copyId}',
    summary: 'A copy',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'without loans, and without who set a block and why' },
    params,
    replies: { 200: CopySchema },
    handle: async ({ params: { copyId } }, call) => {
      const copy = await findCopy(call.context, copyId);
      return { status: 200, body: copyView(copy, call), version: copy.version };
    },
  }),
  route({
    method: 'GET',
    path: '/api/copies/{copyId}/history',
    summary: 'What happened to the blocks of a copy, newest first',
    roles: ['staff', 'admin'],
    params,
    query: z.strictObject(paging),
    replies: { 200: pageOf(HistoryLine) },
    handle: (input, { context }) =>
      listReply(
        input,
        (range) => readHistory(context, input.params.copyId, range),
        ({ line }) => line,
      ),
  }),
];
