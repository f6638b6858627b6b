import type { Activity } from '../../lib/api/types.ts';

/** An activity as it is filled in on a form. */
export interface ActivityDraft {
  readonly name: string;
  readonly startDate: string;
  readonly endDate: string;
  /** All branches, whichever are named besides. */
  readonly everywhere: boolean;
  readonly branchIds: readonly string[];
  readonly collections: readonly string[];
  readonly titleIds: string;
  readonly agreement: boolean;
  readonly agreementFrom: string;
  readonly atEnd: 'flag' | 'lift';
  readonly contacts: string;
}

/** A form on which nothing is filled in yet, for these branches; none: all. */
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

/** The form of an activity that is there. */
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

/** The things in a text, with spaces, commas or semicolons between them. */
export const listed = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];

/** The fields of the API as a form has them filled in; empty lists where nothing is named. */
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

/** The request that makes the activity of a form. */
export function activityRequestOf(draft: ActivityDraft) {
  const { agreementFrom, ...rest } = fieldsOf(draft);
  return { ...rest, ...(agreementFrom !== null && { agreementFrom }) };
}

/** The change from one form to another: only what differs; what is emptied goes. */
export function changeBetween(
  before: ActivityDraft,
  after: ActivityDraft,
): Partial<ReturnType<typeof fieldsOf>> {
  const old: Readonly<Record<string, unknown>> = fieldsOf(before);
  const differs = ([field, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(old[field]);
  return Object.fromEntries(Object.entries(fieldsOf(after)).filter(differs));
}
