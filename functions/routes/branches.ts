import * as z from 'zod';
import { findBranch, listBranches } from '../../lib/usecases/catalogue/look-up-branches.ts';
import { pullList } from '../../lib/usecases/reservations/pull-list.ts';
import { putBranch } from '../../lib/usecases/catalogue/put-branch.ts';
import { route } from '../http/route-call.ts';
import { branchView, copyView, listReply } from './views.ts';
import {
  BranchSchema,
  CopySchema,
  IdSchema,
  pageOf,
  paging,
  ReservationSchema,
  TextSchema,
} from './schemas.ts';

const params = z.strictObject({ branchId: IdSchema });

const BranchRequest = z.strictObject({
  name: TextSchema,
  contacts: z.array(z.email().max(254)).max(50).optional(),
  pickupDays: z.int().min(1).max(365).optional(),
  reservationLimit: z.int().min(0).max(10_000).optional(),
});

export const branchRoutes = [
  route({
    method: 'PUT',
    path: '/api/branches/{branchId}',
    summary: 'Make or replace a branch',
    roles: ['admin', 'feed'],
    params,
    body: BranchRequest,
    replies: { 200: BranchSchema, 201: BranchSchema },
    handle: async ({ params: { branchId }, body, version }, { context }) => {
      const { thing, created } = await putBranch(context, { branchId, ...body }, version);
      return { status: created ? 201 : 200, body: thing, version: thing.version };
    },
  }),
  route({
    method: 'GET',
    path: '/api/branches',
    summary: 'The branches',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'without contacts' },
    query: z.strictObject(paging),
    replies: { 200: pageOf(BranchSchema) },
    handle: (input, call) =>
      listReply(
        input,
        (range) => listBranches(call.context, range),
        ({ branch }) => branchView(branch, call),
      ),
  }),
  route({
    method: 'GET',
    path: '/api/branches/{branchId}',
    summary: 'A branch',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'without contacts' },
    params,
    replies: { 200: BranchSchema },
    handle: async ({ params: { branchId } }, call) => {
      const branch = await findBranch(call.context, branchId);
      return { status: 200, body: branchView(branch, call), version: branch.version };
    },
  }),
  route({
    method: 'GET',
    path: '/api/branches/{branchId}/pull-list',
    summary: 'What to fetch from the shelves for those who wait',
    roles: ['staff', 'admin'],
    params,
    query: z.strictObject(paging),
    replies: { 200: pageOf(z.object({ copy: CopySchema, reservation: ReservationSchema })) },
    handle: (input, call) =>
      listReply(
        input,
        (range) => pullList(call.context, input.params.branchId, range),
        ({ copy, reservation }) => ({ copy: copyView(copy, call), reservation }),
      ),
  }),
];
