import * as z from 'zod';
import { checkIn } from '../../lib/usecases/circulation/check-in.ts';
import { checkOut } from '../../lib/usecases/circulation/check-out.ts';
import { listLoans, listLoansOfActivity } from '../../lib/usecases/circulation/list-loans.ts';
import { onDay } from '../../lib/usecases/reservations/show-reservation.ts';
import { route } from '../http/route-call.ts';
import { copyView, listReply } from './views.ts';
import {
  BlockSchema,
  CopySchema,
  IdSchema,
  oneOf,
  OverrideSchema,
  pageOf,
  paging,
  ReservationSchema,
} from './schemas.ts';

const LoanOfCard = z
  .object({
    copyId: z.string(),
    patronId: z.string(),
    branchId: z.string(),
    special: z.boolean(),
    since: z.string(),
    dueDate: z.string().optional(),
  })
  .meta({ id: 'LoanOfCard' });

const CheckOutAnswer = z
  .object({
    ...LoanOfCard.shape,
    waiting: z.number().optional(),
    otherReady: z.object({ reservationId: z.string(), copyId: z.string() }).optional(),
  })
  .meta({ id: 'CheckOutAnswer' });

const LoanRequest = z.strictObject({
  copyId: IdSchema,
  patronId: IdSchema,
  branchId: IdSchema,
  override: OverrideSchema.optional(),
});

const CheckInRequest = z.strictObject({
  copyId: IdSchema,
  branchId: IdSchema,
  liftEndedBlocks: z.boolean().optional(),
});

const CheckInAnswer = z
  .object({
    copy: CopySchema,
    next: z.enum(['shelf', 'reservation-shelf', 'transit', 'special-card', 'withdrawn']),
    wasMissing: z.literal(true).optional(),
    wasOnOrder: z.literal(true).optional(),
    reservation: ReservationSchema.optional(),
    toBranchId: z.string().optional(),
    blocks: z.array(z.object({ ...BlockSchema.shape, activityOver: z.boolean() })),
    belongsTo: z.array(z.object({ activityId: z.string(), name: z.string() })),
    lifted: z.array(BlockSchema),
  })
  .meta({ id: 'CheckInAnswer' });

export const loanRoutes = [
  route({
    method: 'POST',
    path: '/api/loans',
    summary: 'Check a copy out to a card',
    roles: ['staff', 'admin'],
    limits: { staff: 'at their branches; special cards, and overriding: of their branches' },
    body: LoanRequest,
    replies: { 201: CheckOutAnswer },
    handle: async ({ body }, { context }) => ({ status: 201, body: await checkOut(context, body) }),
  }),
  route({
    method: 'GET',
    path: '/api/loans',
    summary: 'What a card has on loan, a patron their own; or what is on the special cards of an activity',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'those of their own card' },
    query: z
      .strictObject({ ...paging, patronId: IdSchema.optional(), activityId: IdSchema.optional() })
      .refine(({ patronId, activityId }) => oneOf(patronId, activityId), { error: 'field-one-of' }),
    replies: { 200: pageOf(LoanOfCard) },
    handle: (input, { context }) => {
      const { patronId = '', activityId } = input.query;
      return activityId === undefined
        ? listReply(
            input,
            (range) => listLoans(context, patronId, range),
            ({ loan }) => loan,
          )
        : listReply(
            input,
            (range) => listLoansOfActivity(context, activityId, range),
            (loan) => loan,
          );
    },
  }),
  route({
    method: 'POST',
    path: '/api/check-ins',
    summary: 'Check a copy in, and hear where it goes now',
    roles: ['staff', 'admin'],
    limits: { staff: 'at their branches' },
    body: CheckInRequest,
    replies: { 200: CheckInAnswer },
    handle: async ({ body }, call) => {
      const { day, copy, destination, ...rest } = await checkIn(call.context, body);
      const reservation = 'reservation' in destination ? destination.reservation : undefined;
      return {
        status: 200,
        body: {
          copy: copyView(copy, call, day),
          ...destination,
          ...(reservation && { reservation: onDay(reservation, undefined, day) }),
          ...rest,
        },
        version: copy.version,
      };
    },
  }),
];
