import * as z from 'zod';
import { omit } from '../../lib/domain/omit.ts';
import {
  liftBlockOf,
  setBlockOn,
  type BlockSet,
  type WantedBlock,
} from '../../lib/usecases/blocks/change-blocks.ts';
import { route, type RouteCall } from '../http/route-call.ts';
import { copyView } from './views.ts';
import { CopySchema, DaySchema, IdSchema, ReservationSchema, TextSchema } from './schemas.ts';

const params = z.strictObject({ copyId: IdSchema });

const cause = { activityId: IdSchema.optional(), reason: TextSchema.optional() };

/** An end date gets an error of its own, because people ask for it (rule B2). */
const ReservationBlockRequest = z.strictObject({
  code: z.union([z.literal(7), z.literal(8)]),
  ...cause,
  endDate: z.never({ error: 'field-no-end-date' }).optional(),
});

const LoanBlockRequest = z.strictObject({ endDate: DaySchema.optional(), ...cause });

const BlockChange = z
  .object({ copy: CopySchema, affectedReservations: z.array(ReservationSchema) })
  .meta({ id: 'BlockChange' });

const Slot = z
  .strictObject({ activityId: IdSchema.optional(), rule: z.literal('true').optional() })
  .refine(({ activityId, rule }) => activityId === undefined || rule === undefined, {
    error: 'field-one-of',
  });

const changed = ({ copy, created, affectedReservations }: BlockSet, call: RouteCall) => ({
  status: created ? 201 : 200,
  body: { copy: copyView(copy, call), affectedReservations },
  version: copy.version,
});

export const blockRoutes = [
  route({
    method: 'PUT',
    path: '/api/copies/{copyId}/blocks/reservation',
    summary: 'Block a copy for reserving',
    roles: ['staff', 'admin'],
    limits: { staff: 'copies of their branches' },
    params,
    body: ReservationBlockRequest,
    replies: { 200: BlockChange, 201: BlockChange },
    handle: async ({ params: { copyId }, body, version }, call) => {
      const block: WantedBlock = { kind: 'reservation', ...omit(body, 'endDate') };
      return changed(await setBlockOn(call.context, { copyId, version }, block), call);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/copies/{copyId}/blocks/loan',
    summary: 'Block a copy for lending, with or without an end date',
    roles: ['staff', 'admin'],
    limits: { staff: 'copies of their branches' },
    params,
    body: LoanBlockRequest,
    replies: { 200: BlockChange, 201: BlockChange },
    handle: async ({ params: { copyId }, body, version }, call) =>
      changed(await setBlockOn(call.context, { copyId, version }, { kind: 'loan', ...body }), call),
  }),
  ...(['reservation', 'loan'] as const).map((kind) =>
    route({
      method: 'DELETE',
      path: `/api/copies/{copyId}/blocks/${kind}`,
      summary: `Lift the ${kind} block of a copy: of no activity, of one, or of standing rules`,
      roles: ['staff', 'admin'],
      limits: { staff: 'copies of their branches' },
      params,
      query: Slot,
      replies: { 200: z.object({ copy: CopySchema }) },
      handle: async ({ params: { copyId }, query: { activityId, rule }, version }, call) => {
        const slot = { kind, activityId, rule: rule !== undefined };
        const copy = await liftBlockOf(call.context, { copyId, version }, slot);
        return { status: 200, body: { copy: copyView(copy, call) }, version: copy.version };
      },
    }),
  ),
];
