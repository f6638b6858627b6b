import type { Activity } from '../../lib/api/types.ts';
import { listed } from '../../lib/listed.ts';

/** The form of an activity. */
export interface ActivityDraft {
  readonly name: string;
  readonly startDate: string;
  readonly endDate: string;
  /** All branches; `branchIds` is ignored. */
  readonly everywhere: boolean;
  readonly branchIds: readonly string[];
  readonly collections: readonly string[];
  readonly titleIds: string;
  readonly agreement: boolean;
  readonly agreementFrom: string;
  readonly atEnd: 'flag' | 'lift';
  readonly contacts: string;
}

/** An empty form for these branches; without branches it is for all of them. */
export const emptyActivityDraft = (branchIds: readonly string[]): ActivityDraft => ({
  name: '',
  startDate: '',
  endDate: '',
  everywhere: branchIds.length === 0,
  branchIds,
  collections: [],
  titleIds: '',
  agreement: false,
  agreementFrom: '',
  atEnd: 'flag',
  contacts: '',
});

/** The form filled in from an activity. */
export const activityDraftOf = (activity: Activity): ActivityDraft => ({
  name: activity.name,
  startDate: activity.startDate,
  endDate: activity.endDate,
  everywhere: activity.branchIds === undefined,
  branchIds: activity.branchIds ?? [],
  collections: activity.collections ?? [],
  titleIds: (activity.titleIds ?? []).join(' '),
  agreement: activity.agreement,
  agreementFrom: activity.agreementFrom ?? '',
  atEnd: activity.atEnd,
  contacts: (activity.contacts ?? []).join(' '),
});

/** The API's fields from the form; an empty input gives an empty list. */
const fieldsOf = (draft: ActivityDraft) => ({
  name: draft.name.trim(),
  startDate: draft.startDate,
  endDate: draft.endDate,
  branchIds: draft.everywhere ? [] : [...draft.branchIds],
  collections: [...draft.collections],
  titleIds: listed(draft.titleIds),
  agreement: draft.agreement,
  agreementFrom: draft.agreement && draft.agreementFrom !== '' ? draft.agreementFrom : null,
  atEnd: draft.atEnd,
  contacts: listed(draft.contacts),
});

/** The request that creates the activity. */
export function activityRequestOf(draft: ActivityDraft) {
  const { agreementFrom, ...rest } = fieldsOf(draft);
  return { ...rest, ...(agreementFrom !== null && { agreementFrom }) };
}

/** The PATCH from one form to another: only fields that differ; an emptied field is removed. */
export function changeBetween(
  before: ActivityDraft,
  after: ActivityDraft,
): Partial<ReturnType<typeof fieldsOf>> {
  const old: Readonly<Record<string, unknown>> = fieldsOf(before);
  const differs = ([field, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(old[field]);
  return Object.fromEntries(Object.entries(fieldsOf(after)).filter(differs));
}
