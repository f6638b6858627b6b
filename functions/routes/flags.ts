import * as z from 'zod';
import { keepBlock } from '../../lib/usecases/flags/keep-block.ts';
import { listFlags } from '../../lib/usecases/flags/list-flags.ts';
import { route } from '../http/route-call.ts';
import { listReply } from './views.ts';
import { IdSchema, pageOf, paging } from './schemas.ts';

const Kind = z.enum([
  'reservation-block-left-on',
  'loan-block-left-on',
  'special-card-not-checked-in',
  'rule-not-applied',
  'block-without-end',
]);

const flag = {
  id: z.string(),
  kind: Kind,
  copyId: z.string(),
  branchId: z.string(),
  activityId: z.string().optional(),
  block: z.enum(['reservation', 'loan']).optional(),
  rule: z
    .object({
      collection: z.string(),
      branchId: z.string().optional(),
      code: z.union([z.literal(7), z.literal(8)]),
      activityId: z.string().optional(),
    })
    .optional(),
  since: z.string(),
};

const Flag = z.object({ ...flag, remindedOn: z.array(z.string()) }).meta({ id: 'Flag' });
const KeptFlag = z.object({ ...flag, quietUntil: z.string() }).meta({ id: 'KeptFlag' });

export const flagRoutes = [
  route({
    method: 'GET',
    path: '/api/flags',
    summary: 'What asks for attention, oldest first within a branch; staff: at their branches',
    roles: ['staff', 'admin'],
    limits: { staff: 'at their branches' },
    query: z.strictObject({
      ...paging,
      branchId: IdSchema.optional(),
      activityId: IdSchema.optional(),
      kind: Kind.optional(),
    }),
    replies: { 200: pageOf(Flag) },
    handle: (input, { context }) =>
      listReply(
        input,
        (range) => listFlags(context, input.query, range),
        (flag) => flag,
      ),
  }),
  route({
    method: 'POST',
    path: '/api/flags/{id}/keep',
    summary: 'Say that a block without an end is meant to stay: silent for another 90 days',
    roles: ['staff', 'admin'],
    limits: { staff: 'at their branches' },
    params: z.strictObject({ id: z.string().min(1).max(240) }),
    replies: { 200: KeptFlag },
    handle: async ({ params: { id } }, { context }) => ({ status: 200, body: await keepBlock(context, id) }),
  }),
];
