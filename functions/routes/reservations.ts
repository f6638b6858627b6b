import {
  paging,
  DaySchema,
  IdSchema,
  oneOf,
  OverrideSchema,
  pageOf,
  ReasonSchema,
  ReservationSchema,
} from './schemas.ts';
import * as z from 'zod';
import { addDays, type Day as DayText } from '../../lib/domain/calendar.ts';
import { DEFAULT_RESERVATION_DAYS } from '../../lib/domain/reservation.ts';
import { toReason } from '../../lib/http/problem.ts';
import { cancelReservation } from '../../lib/usecases/reservations/cancel-reservation.ts';
import { checkReservation } from '../../lib/usecases/reservations/check-reservation.ts';
import { listOpenReservations } from '../../lib/usecases/reservations/list-open-reservations.ts';
import { listReservations } from '../../lib/usecases/reservations/list-reservations.ts';
import { reserve } from '../../lib/usecases/reservations/reserve.ts';
import { onDay, viewReservation } from '../../lib/usecases/reservations/show-reservation.ts';
import { notifyWorker } from '../http/notify-worker.ts';
import { route } from '../http/route-call.ts';
import { listReply } from './views.ts';

const params = z.strictObject({ id: z.string().min(1).max(120) });

const ReservationRequest = z
  .strictObject({
    copyId: IdSchema.optional(),
    titleId: IdSchema.optional(),
    patronId: IdSchema,
    pickupBranchId: IdSchema,
    expiresOn: DaySchema.optional(),
    override: OverrideSchema.optional(),
  })
  .refine(({ copyId, titleId }) => oneOf(copyId, titleId), { error: 'field-one-of', path: ['copyId'] })
  .refine(({ titleId, override }) => titleId === undefined || override === undefined, {
    error: 'field-one-of',
    path: ['override'],
  });

type Asked = z.output<typeof ReservationRequest>;

const withExpiry = (body: Asked, today: DayText) => ({
  ...body,
  expiresOn: body.expiresOn ?? addDays(today, DEFAULT_RESERVATION_DAYS),
});

const Answer = z
  .object({
    allowed: z.boolean(),
    from: z.string().optional(),
    reasons: z.array(ReasonSchema),
    copies: z
      .array(z.object({ copyId: z.string(), allowed: z.boolean(), reasons: z.array(ReasonSchema) }))
      .optional(),
  })
  .meta({ id: 'ReservationAnswer' });

const Listing = z
  .strictObject({
    ...paging,
    patronId: IdSchema.optional(),
    titleId: IdSchema.optional(),
    copyId: IdSchema.optional(),
    open: z.literal('true').optional().meta({ description: 'Only open ones, those of a queue in its order' }),
  })
  .refine(({ patronId, titleId, copyId }) => oneOf(patronId, titleId, copyId), { error: 'field-one-of' });

const RESERVING = {
  patron: 'for their own card',
  staff: 'for any patron; special cards, and overriding: of their branches',
};

export const reservationRoutes = [
  route({
    method: 'POST',
    path: '/api/reservations',
    summary: 'Reserve a copy, or a title',
    roles: ['patron', 'staff', 'admin'],
    limits: RESERVING,
    body: ReservationRequest,
    replies: { 201: ReservationSchema },
    handle: async ({ body }, { context, services }) => {
      const { placed, workId } = await reserve(context, withExpiry(body, context.today));
      if (workId !== undefined) await notifyWorker(services, workId);
      return {
        status: 201,
        body: placed,
        version: placed.version,
        location: `/api/reservations/${placed.id}`,
      };
    },
  }),
  route({
    method: 'POST',
    path: '/api/reservations/check',
    isQuestion: true,
    summary: 'Whether a reservation would be allowed, with every reason why not',
    roles: ['patron', 'staff', 'admin'],
    limits: RESERVING,
    body: ReservationRequest,
    replies: { 200: Answer },
    handle: async ({ body }, { context, reader }) => {
      const answer = await checkReservation(context, withExpiry(body, context.today));
      const reasons = answer.reasons.map((reason) => toReason(reason, reader));
      const copies = answer.copies?.map((copy) => ({
        ...copy,
        reasons: copy.reasons.map((reason) => toReason(reason, reader)),
      }));
      return { status: 200, body: { ...answer, reasons, ...(copies && { copies }) } };
    },
  }),
  route({
    method: 'GET',
    path: '/api/reservations',
    summary: 'The reservations of a card, a title or a copy; closed ones too, unless `open` is asked for',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'those of their own card' },
    query: Listing,
    replies: { 200: pageOf(ReservationSchema) },
    handle: (input, { context }) => {
      const list = input.query.open ? listOpenReservations : listReservations;
      return listReply(
        input,
        (range) => list(context, input.query, range),
        (reservation) => reservation,
      );
    },
  }),
  route({
    method: 'GET',
    path: '/api/reservations/{id}',
    summary: 'A reservation',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'those of their own card' },
    params,
    replies: { 200: ReservationSchema },
    handle: async ({ params: { id } }, { context }) => {
      const reservation = await viewReservation(context, id);
      return { status: 200, body: reservation, version: reservation.version };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/reservations/{id}',
    summary: 'Cancel a reservation',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'those of their own card', staff: 'any; those of special cards: of their branches' },
    params,
    replies: { 200: ReservationSchema },
    handle: async ({ params: { id }, version }, { context }) => {
      const cancelled = await cancelReservation(context, id, version);
      return { status: 200, body: onDay(cancelled, undefined, context.today), version: cancelled.version };
    },
  }),
];
