import { defined } from '../../lib/domain/defined.ts';
import * as z from 'zod';
import type { WantedBatch } from '../../lib/usecases/batches/make-batch.ts';
import { IdSchema, oneOf, TextSchema } from './schemas.ts';

const Code = z.union([z.literal(7), z.literal(8)]);

/** A collection in one branch or in all; a list of barcodes; or the copies of an activity. */
const Selection = z
  .strictObject({
    collection: IdSchema.optional(),
    branchId: IdSchema.optional(),
    copyIds: z.array(IdSchema).min(1).max(10_000).optional(),
    activityId: IdSchema.optional(),
  })
  .refine(
    ({ collection, branchId, copyIds, activityId }) =>
      oneOf(collection, copyIds, activityId) && (branchId === undefined || collection !== undefined),
    { error: 'field-one-of' },
  );

/** An end date gets an error of its own, because people ask for it (rule M2). */
const Change = z
  .strictObject({
    reservation: z
      .strictObject({ code: Code, endDate: z.never({ error: 'field-no-end-date' }).optional() })
      .nullable()
      .optional(),
    loan: z
      .strictObject({ endDate: z.never({ error: 'field-no-end-date-in-batch' }).optional() })
      .nullable()
      .optional(),
  })
  .refine(({ reservation, loan }) => reservation !== undefined || loan !== undefined, {
    error: 'field-no-change',
  });

export const BatchRequestSchema = z
  .strictObject({
    selection: Selection,
    change: Change,
    activityId: IdSchema.optional(),
    reason: TextSchema.optional(),
    includeNewCopies: z.boolean().optional(),
    includeRuled: z.boolean().optional(),
  })
  .refine(({ includeNewCopies, change }) => !includeNewCopies || Boolean(change.reservation), {
    error: 'field-new-copies-need-block',
    path: ['includeNewCopies'],
  })
  .refine(({ includeNewCopies, selection }) => !includeNewCopies || selection.collection !== undefined, {
    error: 'field-new-copies-need-collection',
    path: ['includeNewCopies'],
  });

const selectionOf = ({
  collection,
  branchId,
  copyIds,
  activityId = '',
}: z.output<typeof Selection>): WantedBatch['selection'] => {
  if (copyIds) return { copyIds };
  if (collection === undefined) return { activityId };
  return { collection, ...defined({ branchId }) };
};

/** The batch in a request (rule M1). */
export const wantedOf = (body: z.output<typeof BatchRequestSchema>): WantedBatch => {
  const { selection, change, activityId, reason, includeNewCopies = false, includeRuled = false } = body;
  return {
    selection: selectionOf(selection),
    change: {
      ...(change.reservation !== undefined && {
        reservation: change.reservation && { code: change.reservation.code },
      }),
      ...(change.loan !== undefined && { loan: change.loan && {} }),
    },
    activityId,
    reason,
    includeNewCopies,
    includeRuled,
  };
};
