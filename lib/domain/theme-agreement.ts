import { carriesBlockOf, isHeldAt, namesCopy, type Activity } from './activity.ts';
import { addDays, type Day } from './calendar.ts';
import type { Copy } from './copy.ts';

/** A theme agreement: while it runs, branches do not reserve copies of other branches (rule A5). */
export interface ThemeAgreement {
  readonly activityId: string;
  readonly name: string;
  readonly from: Day;
  /** The last day on which it is kept. */
  readonly until: Day;
  readonly branchIds?: readonly string[];
  readonly collections?: readonly string[];
  readonly titleIds?: readonly string[];
}

/**
 * The agreement of an activity; undefined without one, and for a closed activity (rules A3, A5).
 */
export const agreementOf = (activity: Activity): ThemeAgreement | undefined => {
  const { id, name, startDate, endDate, agreementFrom, branchIds, collections, titleIds } = activity;
  if (!activity.agreement || activity.closedOn !== undefined) return undefined;
  return {
    activityId: id,
    name,
    from: agreementFrom ?? startDate,
    until: endDate,
    ...(branchIds && { branchIds }),
    ...(collections && { collections }),
    ...(titleIds && { titleIds }),
  };
};

/**
 * Whether an agreement includes a copy: by the collections and titles of its activity, at its
 * branches; without those, by a block of the activity.
 */
const isAbout = (agreement: ThemeAgreement, copy: Copy, today: Day): boolean =>
  agreement.collections || agreement.titleIds
    ? namesCopy(agreement, copy) && isHeldAt(agreement, copy.branchId)
    : carriesBlockOf(copy.blocks, agreement.activityId, today);

/**
 * The agreements that keep a copy at its own branch on a day; empty for a pick-up there (rule A5).
 */
export const keptAtHomeBy = (
  copy: Copy,
  pickupBranchId: string,
  agreements: readonly ThemeAgreement[],
  today: Day,
): readonly ThemeAgreement[] =>
  pickupBranchId === copy.branchId
    ? []
    : agreements.filter(
        (agreement) => agreement.from <= today && agreement.until >= today && isAbout(agreement, copy, today),
      );

/**
 * Days that a past agreement is kept: a clock that is ahead must not drop one that still runs.
 * Every reservation reads the list, so none is kept for ever.
 */
const KEPT_DAYS = 31;

/** The agreements after one is replaced, added or removed; those long past are dropped. */
export const withAgreement = (
  agreements: readonly ThemeAgreement[],
  activityId: string,
  agreement: ThemeAgreement | undefined,
  today: Day,
): readonly ThemeAgreement[] => {
  const others = agreements.filter((one) => one.activityId !== activityId);
  const keptFrom = addDays(today, -KEPT_DAYS);
  return [...others, ...(agreement ? [agreement] : [])].filter(({ until }) => until >= keptFrom);
};
