import * as z from 'zod';
import { placeOf } from '../../lib/http/page.ts';
import { findBranch, listBranches } from '../../lib/usecases/catalogue/look-up-branches.ts';
import { pullList, type PullToday } from '../../lib/usecases/reservations/pull-list.ts';
import { putBranch } from '../../lib/usecases/catalogue/put-branch.ts';
import { route } from '../http/context.ts';
import { presentBranch, presentCopy, presentPage, tablePage } from './views.ts';
import { Branch, Copy, Id, pageOf, paging, Reservation, Text } from './schemas.ts';

const params = z.strictObject({ branchId: Id });

const BranchRequest = z.strictObject({
  name: Text,
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
    replies: { 200: Branch, 201: Branch },
    handle: async ({ params: { branchId }, body, version }, { act }) => {
      const { thing, created } = await putBranch(act, { branchId, ...body }, version);
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
    replies: { 200: pageOf(Branch) },
    handle: async ({ query: { limit, cursor }, listQuery }, context) => {
      const found = await listBranches(context.act, { limit: limit + 1, after: placeOf(listQuery, cursor) });
      return {
        status: 200,
        body: tablePage(found, limit, listQuery, ({ branch }) => presentBranch(branch, context)),
      };
    },
  }),
  route({
    method: 'GET',
    path: '/api/branches/{branchId}',
    summary: 'A branch',
    roles: ['patron', 'staff', 'admin'],
    limits: { patron: 'without contacts' },
    params,
    replies: { 200: Branch },
    handle: async ({ params: { branchId } }, context) => {
      const branch = await findBranch(context.act, branchId);
      return { status: 200, body: presentBranch(branch, context), version: branch.version };
    },
  }),
  route({
    method: 'GET',
    path: '/api/branches/{branchId}/pull-list',
    summary: 'What to fetch from the shelves for those who wait',
    roles: ['staff', 'admin'],
    params,
    query: z.strictObject(paging),
    replies: { 200: pageOf(z.object({ copy: Copy, reservation: Reservation })) },
    handle: async ({ params: { branchId }, query: { limit, cursor }, listQuery }, context) => {
      const page = await pullList(context.act, branchId, { limit, after: placeOf(listQuery, cursor) });
      const present = ({ copy, reservation }: PullToday) => ({
        copy: presentCopy(copy, context),
        reservation,
      });
      return { status: 200, body: presentPage(page, listQuery, present) };
    },
  }),
];
