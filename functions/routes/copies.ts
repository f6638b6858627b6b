import * as z from 'zod';
import { placeOf } from '../../lib/http/page.ts';
import type { Act } from '../../lib/usecases/core/request-context.ts';
import { findCopies } from '../../lib/usecases/catalogue/find-by-ids.ts';
import {
  findCopy,
  listBlocked,
  listCollection,
  listOfActivity,
  type Part,
} from '../../lib/usecases/catalogue/look-up.ts';
import { readHistory } from '../../lib/usecases/catalogue/read-history.ts';
import { putCopy } from '../../lib/usecases/catalogue/put-copy.ts';
import { reservationsToday } from '../../lib/usecases/reservations/show-reservation.ts';
import { route } from '../http/context.ts';
import { presentCopy, presentPage, tablePage } from './views.ts';
import { Block, Copy, Id, Ids, oneOf, pageOf, paging, Reservation, textUpTo } from './schemas.ts';

const params = z.strictObject({ copyId: Id });

const CopyRequest = z.strictObject({
  titleId: Id,
  branchId: Id,
  collection: Id.optional(),
  shelfmark: textUpTo(100).optional(),
  onOrder: z.boolean().optional(),
  missing: z.boolean().optional(),
  withdrawn: z.boolean().optional(),
});

const CopyPut = z
  .object({ ...Copy.shape, affectedReservations: z.array(Reservation) })
  .meta({ id: 'CopyPut' });

/** A collection, in one branch or all; the blocked copies of a branch; the copies of an activity; or single ones. */
const Listing = z
  .strictObject({
    ...paging,
    collection: Id.optional(),
    branchId: Id.optional(),
    blocked: z.enum(['reservation', 'loan', 'any']).optional(),
    activityId: Id.optional(),
    ids: Ids.optional(),
  })
  .refine(
    ({ collection, branchId, blocked, activityId, ids }) =>
      oneOf(collection, blocked, activityId, ids) &&
      !(blocked && !branchId) &&
      !((activityId ?? ids) && branchId),
    { error: 'field-one-of' },
  );

const list = (
  act: Act,
  { collection, branchId = '', blocked, activityId, ids }: z.output<typeof Listing>,
  part: Part,
) => {
  if (ids) return findCopies(act, ids);
  if (collection !== undefined) return listCollection(act, collection, branchId || undefined, part);
  if (activityId !== undefined) return listOfActivity(act, activityId, part);
  return listBlocked(act, branchId, blocked ?? 'any', part);
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
    before: Block.optional(),
    after: Block.optional(),
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
    handle: async ({ params: { copyId }, body, version }, context) => {
      const { thing, created, affectedReservations } = await putCopy(
        context.act,
        { copyId, ...body },
        version,
      );
      const affected = await reservationsToday(context.act, affectedReservations);
      return {
        status: created ? 201 : 200,
        body: { ...presentCopy(thing, context), affectedReservations: affected },
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
    replies: { 200: pageOf(Copy) },
    handle: async ({ query, listQuery }, context) => {
      const part = { limit: query.limit, after: placeOf(listQuery, query.cursor) };
      const page = await list(context.act, query, part);
      return { status: 200, body: presentPage(page, listQuery, (copy) => presentCopy(copy, context)) };
    },
  }),
  route({
    method: 'GET',
    path: '/api/copies/{copyId}',
    summary: 'A copy',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'without loans, and without who set a block and why' },
    params,
    replies: { 200: Copy },
    handle: async ({ params: { copyId } }, context) => {
      const copy = await findCopy(context.act, copyId);
      return { status: 200, body: presentCopy(copy, context), version: copy.version };
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
    handle: async ({ params: { copyId }, query: { limit, cursor }, listQuery }, { act }) => {
      const found = await readHistory(act, copyId, { limit: limit + 1, after: placeOf(listQuery, cursor) });
      return { status: 200, body: tablePage(found, limit, listQuery, ({ line }) => line) };
    },
  }),
];
