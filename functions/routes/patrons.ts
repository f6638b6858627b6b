import * as z from 'zod';
import { deletePatronCard } from '../../lib/usecases/catalogue/delete-patron.ts';
import { listSpecialCards } from '../../lib/usecases/catalogue/list-special-cards.ts';
import { findPatron } from '../../lib/usecases/catalogue/look-up.ts';
import { putPatron } from '../../lib/usecases/catalogue/put-patron.ts';
import { route } from '../http/route-call.ts';
import { listReply } from './views.ts';
import { IdSchema, oneOf, pageOf, paging, textUpTo } from './schemas.ts';

const params = z.strictObject({ patronId: IdSchema });

const PatronRequest = z.strictObject({
  branchId: IdSchema,
  kind: z.enum(['ordinary', 'special']),
  label: textUpTo(100).optional(),
  activityId: IdSchema.optional(),
  blocked: z.boolean().optional(),
});

const Patron = z
  .object({
    patronId: z.string(),
    branchId: z.string(),
    kind: z.enum(['ordinary', 'special']),
    label: z.string().optional(),
    activityId: z.string().optional(),
    blocked: z.boolean(),
    openReservations: z.number(),
    version: z.number(),
  })
  .meta({ id: 'Patron' });

const Listing = z
  .strictObject({ ...paging, branchId: IdSchema.optional(), activityId: IdSchema.optional() })
  .refine(({ branchId, activityId }) => oneOf(branchId, activityId), { error: 'field-one-of' });

export const patronRoutes = [
  route({
    method: 'PUT',
    path: '/api/patrons/{patronId}',
    summary: 'Make or replace a card; staff: a special card of their branch',
    roles: ['staff', 'admin', 'feed'],
    limits: { staff: 'special cards of their branches' },
    params,
    body: PatronRequest,
    replies: { 200: Patron, 201: Patron },
    handle: async ({ params: { patronId }, body, version }, { context }) => {
      const { thing, created } = await putPatron(context, { patronId, ...body }, version);
      return { status: created ? 201 : 200, body: thing, version: thing.version };
    },
  }),
  route({
    method: 'GET',
    path: '/api/patrons',
    summary: 'The special cards of a branch or of an activity',
    roles: ['staff', 'admin'],
    query: Listing,
    replies: { 200: pageOf(Patron) },
    handle: (input, { context }) =>
      listReply(
        input,
        (range) => listSpecialCards(context, input.query, range),
        (card) => card,
      ),
  }),
  route({
    method: 'GET',
    path: '/api/patrons/{patronId}',
    summary: 'A card; a patron their own',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'their own card' },
    params,
    replies: { 200: Patron },
    handle: async ({ params: { patronId } }, { context }) => {
      const patron = await findPatron(context, patronId);
      return { status: 200, body: patron, version: patron.version };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/patrons/{patronId}',
    summary: 'Delete a card: its reservations are cancelled, closed ones lose it',
    roles: ['admin', 'feed'],
    params,
    replies: { 204: null },
    handle: async ({ params: { patronId }, version }, { context }) => {
      await deletePatronCard(context, patronId, version);
      return { status: 204 };
    },
  }),
];
