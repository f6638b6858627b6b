import { carriesBlockOf, isHeldAt, namesCopy, type Activity } from './activity.ts';
import type { Day } from './calendar.ts';
import type { Copy } from './copy.ts';

/**
 * What a theme agreement says: during it, branches do not reserve each other's copies (rule A5).
 */
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

/** The agreement of an activity; undefined where it has none, or is closed (rules A3, A5). */
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
 * What an agreement is about: what its activity names, at the branches that take part; or where it
 * names nothing, every copy with a block of it.
 */
const isAbout = (agreement: ThemeAgreement, copy: Copy, today: Day): boolean =>
  agreement.collections || agreement.titleIds
    ? namesCopy(agreement, copy) && isHeldAt(agreement, copy.branchId)
    : carriesBlockOf(copy.blocks, agreement.activityId, today);

/**
 * The agreements that keep a copy at its own branch on a day; none for who collects it there (rule
 * A5).
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
 * The agreements after one of them is replaced, added or taken out; those whose last day is past go
 * too.
 */
export const withAgreement = (
  agreements: readonly ThemeAgreement[],
  activityId: string,
  agreement: ThemeAgreement | undefined,
  today: Day,
): readonly ThemeAgreement[] => [
  ...agreements.filter((one) => one.activityId !== activityId && one.until >= today),
  ...(agreement && agreement.until >= today ? [agreement] : []),
];
