import { blocksInForce, type Blocks } from './block.ts';
import { addDays, daysBetween, isPast, type Day, type Instant } from './calendar.ts';
import type { Copy } from './copy.ts';

/** How the blocks of an activity end after its last day: by hand, or by the night (rule A2). */
export type AtEnd = 'flag' | 'lift';

/** The closing of an activity that is still going on: its blocks are being lifted (rule A3). */
export interface ActivityClosing {
  readonly by: string;
  readonly at: Instant;
  /** Blocks of copies that are still on a special card of the activity stay. */
  readonly force: boolean;
  /** The number of copies with its blocks when closing began. */
  readonly of: number;
}

/** The plan of an activity, as staff enter it (rule A1). */
export interface ActivityPlan {
  readonly name: string;
  readonly startDate: Day;
  readonly endDate: Day;
  /** Absent: all branches. */
  readonly branchIds?: readonly string[];
  readonly collections?: readonly string[];
  readonly titleIds?: readonly string[];
  /** Whether branches do not reserve each other's copies meanwhile, and from when (rule A5). */
  readonly agreement: boolean;
  readonly agreementFrom?: Day;
  readonly atEnd: AtEnd;
  readonly contacts?: readonly string[];
}

/** An exhibition or a theme: a name, a first day, a last day (rule A1). */
export interface Activity extends ActivityPlan {
  readonly id: string;
  /** Set once it is closed; it counts as over from then on (rule A3). */
  readonly closedOn?: Day;
  readonly closing?: ActivityClosing;
  /** Grows when its end changes; a write that sets a block for it has this as a condition. */
  readonly term: number;
  readonly version: number;
}

export type ActivityState = 'coming' | 'running' | 'over' | 'closed';

/** The state on a day; computed, never stored (rule T2). */
export const stateOn = ({ closedOn, startDate, endDate }: Activity, today: Day): ActivityState => {
  if (closedOn !== undefined) return 'closed';
  if (isPast(endDate, today)) return 'over';
  return startDate > today ? 'coming' : 'running';
};

/** Whether it is past its last day, or closed, which counts as over everywhere (rule A3). */
export const isOver = ({ closedOn, endDate }: Activity, today: Day): boolean =>
  closedOn !== undefined || isPast(endDate, today);

/** Its last day, or the day on which it was closed early. */
export const lastDayOfActivity = ({ closedOn, endDate }: Activity): Day =>
  closedOn !== undefined && closedOn < endDate ? closedOn : endDate;

/**
 * Whether it is held at a branch: one of its branches, or any branch when it names no branch (rule
 * A1).
 */
export const isHeldAt = ({ branchIds }: Pick<ActivityPlan, 'branchIds'>, branchId: string): boolean =>
  branchIds === undefined || branchIds.includes(branchId);

/** Whether its collections and titles include a copy. */
export const namesCopy = (
  { collections = [], titleIds = [] }: Pick<ActivityPlan, 'collections' | 'titleIds'>,
  { collection, titleId }: Copy,
): boolean => (collection !== undefined && collections.includes(collection)) || titleIds.includes(titleId);

/** Whether a copy carries a block in force of an activity. */
export const carriesBlockOf = (blocks: Blocks, activityId: string, today: Day): boolean =>
  blocksInForce(blocks, today).some((block) => block.activityId === activityId);

/**
 * The running and coming activities of a copy: by a block, or by their collections and titles (rule
 * S3).
 */
export const belongingOf = (copy: Copy, activities: readonly Activity[], today: Day): readonly Activity[] =>
  activities
    .filter((activity) => !isOver(activity, today))
    .filter(
      (activity) =>
        carriesBlockOf(copy.blocks, activity.id, today) ||
        (isHeldAt(activity, copy.branchId) && namesCopy(activity, copy)),
    )
    .sort((a, b) => a.startDate.localeCompare(b.startDate) || a.id.localeCompare(b.id));

/**
 * The same activity on new days: its agreement moves along; its blocks, cards and flags do not
 * (rule A4).
 */
export const onNewDays = (
  plan: ActivityPlan,
  days: { readonly startDate: Day; readonly endDate: Day },
  name = plan.name,
): ActivityPlan => {
  const { branchIds, collections, titleIds, agreement, agreementFrom, atEnd, contacts } = plan;
  const shift = daysBetween(plan.startDate, days.startDate);
  return {
    name,
    startDate: days.startDate,
    endDate: days.endDate,
    ...(branchIds && { branchIds }),
    ...(collections && { collections }),
    ...(titleIds && { titleIds }),
    agreement,
    ...(agreementFrom !== undefined && { agreementFrom: addDays(agreementFrom, shift) }),
    atEnd,
    ...(contacts && { contacts }),
  };
};

/**
 * An activity from the moment it closes: it counts as over, and its blocks are lifted (rule A3).
 */
export const closedFrom = (activity: Activity, today: Day, closing: ActivityClosing): Activity => ({
  ...activity,
  closedOn: today,
  closing,
  term: activity.term + 1,
  version: activity.version + 1,
});
