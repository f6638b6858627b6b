import * as z from 'zod';
import { BlockSchema } from './schemas.ts';

const BatchStatus = z.enum([
  'previewing',
  'previewed',
  'running',
  'done',
  'cancelled',
  'undoing',
  'undone',
  'failed',
]);

/**
 * A long list of barcodes is truncated; `listed` is its length, and the results have all barcodes.
 */
const BatchSelection = z.union([
  z.object({ collection: z.string(), branchId: z.string().optional() }),
  z.object({ copyIds: z.array(z.string()) }),
  z.object({ activityId: z.string() }),
]);

export const BatchSchema = z
  .object({
    id: z.string(),
    status: BatchStatus,
    selection: BatchSelection,
    listed: z.number().optional(),
    change: z.object({
      reservation: z
        .object({ code: z.union([z.literal(7), z.literal(8)]) })
        .nullable()
        .optional(),
      loan: z.object({}).nullable().optional(),
    }),
    activityId: z.string().optional(),
    reason: z.string().optional(),
    includeNewCopies: z.boolean(),
    includeRuled: z.boolean(),
    counts: z.object({
      selected: z.number(),
      changed: z.number(),
      unchanged: z.number(),
      refused: z.number(),
      failed: z.number(),
      done: z.number(),
    }),
    affectedReservations: z.number(),
    createdBy: z.string(),
    createdAt: z.string(),
    startedBy: z.string().optional(),
    startedAt: z.string().optional(),
    endedAt: z.string().optional(),
    undoneBy: z.string().optional(),
    failure: z.enum(['too-many-copies', 'internal']).optional(),
    version: z.number(),
  })
  .meta({ id: 'Batch' });

export const BatchOutcomeSchema = z.enum(['will-change', 'changed', 'unchanged', 'refused', 'failed']);

export const BatchResultSchema = z
  .object({
    copyId: z.string(),
    outcome: BatchOutcomeSchema,
    before: z.array(BlockSchema),
    after: z.array(BlockSchema),
    reason: z.string().optional(),
    detail: z.string().optional(),
    reservations: z.number().optional(),
  })
  .meta({ id: 'BatchResult' });

export const StandingRuleSchema = z
  .object({
    collection: z.string(),
    branchId: z.string().optional(),
    code: z.union([z.literal(7), z.literal(8)]).nullable(),
    activityId: z.string().optional(),
    setBy: z.string(),
    setAt: z.string(),
    version: z.number(),
  })
  .meta({ id: 'StandingRule' });
