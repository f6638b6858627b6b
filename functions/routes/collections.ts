import { defined } from '../../lib/domain/defined.ts';
import * as z from 'zod';
import { listCollections } from '../../lib/usecases/catalogue/look-up-collections.ts';
import { endRule, setRule } from '../../lib/usecases/rules/set-rule.ts';
import { route } from '../http/route-call.ts';
import { notifyWorker } from '../http/notify-worker.ts';
import { StandingRuleSchema } from './batch-schemas.ts';
import { listReply } from './views.ts';
import { IdSchema, pageOf, paging } from './schemas.ts';

const params = z.strictObject({ collection: IdSchema });
/** No branch: the rule for all branches. */
const query = z.strictObject({ branchId: IdSchema.optional() });

const RuleRequest = z.strictObject({
  code: z.union([z.literal(7), z.literal(8)]).nullable(),
  activityId: IdSchema.optional(),
});

const RuleSet = z.object({ rule: StandingRuleSchema, unblocked: z.number() }).meta({ id: 'RuleSet' });
const RuleEnded = z.object({ remaining: z.number() }).meta({ id: 'RuleEnded' });
const Collection = z
  .object({ collection: z.string(), rules: z.array(StandingRuleSchema) })
  .meta({ id: 'Collection' });

const scopeOf = (collection: string, branchId: string | undefined) => ({
  collection,
  ...defined({ branchId }),
});

export const collectionRoutes = [
  route({
    method: 'GET',
    path: '/api/collections',
    summary: 'The collections, with their standing rules',
    roles: ['staff', 'admin'],
    query: z.strictObject(paging),
    replies: { 200: pageOf(Collection) },
    handle: (input, { context }) =>
      listReply(
        input,
        (range) => listCollections(context, range),
        (collection) => collection,
      ),
  }),
  route({
    method: 'PUT',
    path: '/api/collections/{collection}/rule',
    summary: 'Set the standing rule of a collection, in a branch or everywhere',
    roles: ['staff', 'admin'],
    limits: { staff: 'in their branches' },
    params,
    query,
    body: RuleRequest,
    replies: { 200: RuleSet, 201: RuleSet },
    handle: async ({ params: { collection }, query: { branchId }, body, version }, { context, services }) => {
      const { rule, created, unblocked, workId } = await setRule(
        context,
        scopeOf(collection, branchId),
        body,
        version,
      );
      await notifyWorker(services, workId);
      return { status: created ? 201 : 200, body: { rule, unblocked }, version: rule.version };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/collections/{collection}/rule',
    summary: 'End the standing rule of a collection; it lifts nothing',
    roles: ['staff', 'admin'],
    limits: { staff: 'in their branches' },
    params,
    query,
    replies: { 200: RuleEnded },
    handle: async ({ params: { collection }, query: { branchId }, version }, { context, services }) => {
      const { remaining, workId } = await endRule(context, scopeOf(collection, branchId), version);
      await notifyWorker(services, workId);
      return { status: 200, body: { remaining } };
    },
  }),
];
