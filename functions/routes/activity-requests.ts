import * as z from 'zod';
import type { ActivityPlan } from '../../lib/domain/activity.ts';
import type { ActivityChange as Change } from '../../lib/usecases/activities/change-activity.ts';
import { Day, Id, Text } from './schemas.ts';

const AtEnd = z.enum(['flag', 'lift']);
const Ids = z.array(Id).max(200);
const Contacts = z.array(z.email().max(254)).max(50);

export const ActivityRequest = z.strictObject({
  name: Text,
  startDate: Day,
  endDate: Day,
  branchIds: Ids.optional(),
  collections: Ids.optional(),
  titleIds: Ids.optional(),
  agreement: z.boolean().optional(),
  agreementFrom: Day.optional(),
  atEnd: AtEnd.optional(),
  contacts: Contacts.optional(),
});

/** What is left out stays as it is; `null`, or an empty list, takes a field away. */
export const ActivityChange = z.strictObject({
  name: Text.optional(),
  startDate: Day.optional(),
  endDate: Day.optional(),
  branchIds: Ids.nullable().optional(),
  collections: Ids.nullable().optional(),
  titleIds: Ids.nullable().optional(),
  agreement: z.boolean().optional(),
  agreementFrom: Day.nullable().optional(),
  atEnd: AtEnd.optional(),
  contacts: Contacts.nullable().optional(),
});

export const CopyRequest = z.strictObject({ name: Text.optional(), startDate: Day, endDate: Day });

/** Each thing once; nothing named is as good as no list. */
const each = <T extends string>(list: readonly T[] | null | undefined) =>
  list && (list.length === 0 ? null : [...new Set(list)]);

/** The change that a request asks for. */
export const changeOf = (body: z.output<typeof ActivityChange>): Change => ({
  ...body,
  branchIds: each(body.branchIds),
  collections: each(body.collections),
  titleIds: each(body.titleIds),
  contacts: each(body.contacts),
});

/** The activity that a request asks for (rule A1). */
export const planOf = (body: z.output<typeof ActivityRequest>): ActivityPlan => {
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
    ...(agreementFrom !== undefined && { agreementFrom }),
    atEnd,
    ...(contacts && { contacts }),
  };
};
