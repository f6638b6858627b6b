import type { Activity } from '../../lib/api/types.ts';
import { worksFor, type Person } from '../../lib/session/person.ts';
import type { ActivityDraft } from './activity-draft.ts';

/**
 * Whether this person may change or close an activity: staff of one of its branches, or an admin.
 */
export const mayWrite = (person: Person, { branchIds }: Pick<Activity, 'branchIds'>): boolean =>
  person.role === 'admin' || (branchIds ?? []).some((branchId) => worksFor(person, branchId));

/**
 * Whether this person may create such an activity: only an admin may create one of all branches or
 * with an agreement (rule A6).
 */
export const mayMakeLike = (person: Person, activity: Pick<Activity, 'branchIds' | 'agreement'>): boolean =>
  person.role === 'admin' || (mayWrite(person, activity) && !activity.agreement);

/** The reason why fields of an activity are locked (rule A6). */
export type Lock = 'lockedClosed' | 'lockedOver' | 'lockedAgreement';

/**
 * The fields that may still change, and why the others are locked. Without a lock all may change
 * (rule A6).
 */
export function lockOf(
  person: Person,
  activity: Activity,
): { readonly why: Lock; readonly open: readonly (keyof ActivityDraft)[] } | undefined {
  if (activity.state === 'closed') return { why: 'lockedClosed', open: ['name', 'contacts'] };
  if (activity.state === 'over') return { why: 'lockedOver', open: ['name', 'endDate', 'contacts'] };
  if (activity.agreement && person.role !== 'admin') {
    return { why: 'lockedAgreement', open: ['name', 'endDate', 'contacts', 'atEnd'] };
  }
  return undefined;
}

/** Whether an ended or closed activity still holds copies. */
export const isLeftOn = ({ state, counts, closing }: Activity): boolean =>
  (state === 'over' || (state === 'closed' && closing === undefined)) &&
  counts.blocked + counts.onSpecialCards + counts.flags > 0;
