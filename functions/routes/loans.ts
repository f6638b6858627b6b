import * as z from 'zod';
import { placeOf } from '../../lib/http/page.ts';
import { checkIn } from '../../lib/usecases/circulation/check-in.ts';
import { checkOut } from '../../lib/usecases/circulation/check-out.ts';
import { listLoans, listLoansOfActivity } from '../../lib/usecases/circulation/list-loans.ts';
import { onDay } from '../../lib/usecases/reservations/show-reservation.ts';
import { route } from '../http/context.ts';
import { presentCopy, presentPage, tablePage } from './views.ts';
import { Block, Copy, Id, oneOf, Override, pageOf, paging, Reservation } from './schemas.ts';

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

const LoanRequest = z.strictObject({ copyId: Id, patronId: Id, branchId: Id, override: Override.optional() });

const CheckInRequest = z.strictObject({ copyId: Id, branchId: Id, liftEndedBlocks: z.boolean().optional() });

const CheckInAnswer = z
  .object({
    copy: Copy,
    next: z.enum(['shelf', 'reservation-shelf', 'transit', 'special-card']),
    reservation: Reservation.optional(),
    toBranchId: z.string().optional(),
    blocks: z.array(z.object({ ...Block.shape, activityOver: z.boolean() })),
    belongsTo: z.array(z.object({ activityId: z.string(), name: z.string() })),
    lifted: z.array(Block),
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
    replies: { 201: LoanOfCard },
    handle: async ({ body }, { act }) => ({ status: 201, body: await checkOut(act, body) }),
  }),
  route({
    method: 'GET',
    path: '/api/loans',
    summary: 'What a card has on loan, a patron their own; or what is on the special cards of an activity',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'those of their own card' },
    query: z
      .strictObject({ ...paging, patronId: Id.optional(), activityId: Id.optional() })
      .refine(({ patronId, activityId }) => oneOf(patronId, activityId), { error: 'field-one-of' }),
    replies: { 200: pageOf(LoanOfCard) },
    handle: async ({ query: { patronId = '', activityId, limit, cursor }, listQuery }, { act }) => {
      const after = placeOf(listQuery, cursor);
      if (activityId !== undefined) {
        const page = await listLoansOfActivity(act, activityId, { limit, after });
        return { status: 200, body: presentPage(page, listQuery, (loan) => loan) };
      }
      const found = await listLoans(act, patronId, { limit: limit + 1, after });
      return { status: 200, body: tablePage(found, limit, listQuery, ({ loan }) => loan) };
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
    handle: async ({ body }, context) => {
      const { copy, destination, ...told } = await checkIn(context.act, body);
      const reservation = 'reservation' in destination ? destination.reservation : undefined;
      return {
        status: 200,
        body: {
          copy: presentCopy(copy, context),
          ...destination,
          ...(reservation && { reservation: onDay(reservation, undefined, context.act.today) }),
          ...told,
        },
        version: copy.version,
      };
    },
  }),
];
