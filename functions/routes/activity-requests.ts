import { defined } from '../../lib/domain/defined.ts';
import * as z from 'zod';
import type { ActivityPlan } from '../../lib/domain/activity.ts';
import type { ActivityChange as Change } from '../../lib/usecases/activities/change-activity.ts';
import { DaySchema, IdSchema, TextSchema } from './schemas.ts';

const AtEnd = z.enum(['flag', 'lift']);
const Ids = z.array(IdSchema).max(200);
const Contacts = z.array(z.email().max(254)).max(50);

export const ActivityRequestSchema = z.strictObject({
  name: TextSchema,
  startDate: DaySchema,
  endDate: DaySchema,
  branchIds: Ids.optional(),
  collections: Ids.optional(),
  titleIds: Ids.optional(),
  agreement: z.boolean().optional(),
  agreementFrom: DaySchema.optional(),
  atEnd: AtEnd.optional(),
  contacts: Contacts.optional(),
});

/** Omitted fields stay; `null` or an empty list removes a field. */
export const ActivityChangeSchema = z.strictObject({
  name: TextSchema.optional(),
  startDate: DaySchema.optional(),
  endDate: DaySchema.optional(),
  branchIds: Ids.nullable().optional(),
  collections: Ids.nullable().optional(),
  titleIds: Ids.nullable().optional(),
  agreement: z.boolean().optional(),
  agreementFrom: DaySchema.nullable().optional(),
  atEnd: AtEnd.optional(),
  contacts: Contacts.nullable().optional(),
});

export const CopyRequestSchema = z.strictObject({
  name: TextSchema.optional(),
  startDate: DaySchema,
  endDate: DaySchema,
});

/** Removes duplicates; an empty list becomes null. */
const each = <T extends string>(list: readonly T[] | null | undefined) =>
  list && (list.length === 0 ? null : [...new Set(list)]);

export const changeOf = (body: z.output<typeof ActivityChangeSchema>): Change => ({
  ...body,
  branchIds: each(body.branchIds),
  collections: each(body.collections),
  titleIds: each(body.titleIds),
  contacts: each(body.contacts),
});

/** The plan in a request (rule A1). */
export const planOf = (body: z.output<typeof ActivityRequestSchema>): ActivityPlan => {
  const { name, startDate, endDate, agreementFrom, agreement = false, atEnd = 'flag' } = body;
  const { branchIds, collections, titleIds, contacts } = changeOf(body);
  return {
    name,
    startDate,
    endDate,
    ...(branchIds && { branchIds }),
    ...(collections && { collections }),
    ...(titleIds && { titleIds }),
    agreement,
    ...defined({ agreementFrom }),
    atEnd,
    ...(contacts && { contacts }),
  };
};
