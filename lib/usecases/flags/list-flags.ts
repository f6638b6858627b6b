import { denyFlags } from '../../domain/permissions.ts';
import { permit } from '../core/permit.ts';
import { isOver, type Activity } from '../../domain/activity.ts';
import { isLeftByClosing } from '../../domain/nightly-copy.ts';
import { standsOn } from '../../domain/flag.ts';
import { ruleFlagKey, type FlagKind } from '../../domain/flag-key.ts';
import { actsFor } from '../../domain/caller.ts';
import { loadActivities } from '../../store/activities.ts';
import { loadCopies } from '../../store/copies.ts';
import { queryFlags as readFlags, queryFlagsOfActivity, type RemindedFlag } from '../../store/flags.ts';
import { type ListReader, type PageRange, filledPage, type Page } from '../../store/page.ts';
import type { RequestContext } from '../core/request-context.ts';
import { rulesInForce } from '../rules/rule-of-copy.ts';

/** A filter by branch, activity and kind. Staff see only the flags of their branches. */
export interface FlagsOf {
  readonly branchId?: string | undefined;
  readonly activityId?: string | undefined;
  readonly kind?: FlagKind | undefined;
}

/** Flags that apply today, with their activities (rules N2, T2). */
export interface StandingFlags {
  readonly flags: readonly RemindedFlag[];
  readonly activities: ReadonlyMap<string, Activity>;
}

/**
 * The ids of flags whose activity is being closed: its blocks count as lifted from the start of
 * closing.
 */
const closedWith = async (
  context: RequestContext,
  flags: readonly RemindedFlag[],
  activities: StandingFlags['activities'],
) => {
  const lifting = flags.filter(({ activityId = '' }) => activities.get(activityId)?.closing);
  const copies = await loadCopies(
    context.table,
    lifting.map(({ copyId }) => copyId),
  );
  const isLifted = ({ copyId, activityId = '' }: RemindedFlag): boolean => {
    const [copy, activity] = [copies.get(copyId), activities.get(activityId)];
    return !(copy && activity?.closing?.force && isLeftByClosing(copy, activity));
  };
  return new Set(lifting.filter(isLifted).map(({ id }) => id));
};

/** The ids of the rule flags whose rule still applies to their copy (rules C1, N2). */
const ruledToday = async (
  context: RequestContext,
  flags: readonly RemindedFlag[],
): Promise<ReadonlySet<string>> => {
  const ruled = flags.flatMap(({ id, copyId, branchId, rule }) =>
    rule ? [{ id, copyId, branchId, collection: rule.collection, rule }] : [],
  );
  const rules = await rulesInForce(context, ruled);
  const isStill = ({ copyId, rule }: (typeof ruled)[number]): boolean => {
    const current = rules.get(copyId);
    return current !== undefined && ruleFlagKey(current) === ruleFlagKey(rule);
  };
  return new Set(ruled.filter(isStill).map(({ id }) => id));
};

/**
 * The flags that apply today. Drops flags whose activity was prolonged or is being closed, whose
 * block has lapsed, or whose standing rule has changed. A single request can invalidate thousands
 * of flags: they are hidden here at once, and cleared in the background (rules N2, T2). One request
 * for the activities, one for copies while an activity is being closed, and up to two for standing
 * rules when there are rule flags.
 */
export const standingToday = async (
  context: RequestContext,
  flags: readonly RemindedFlag[],
): Promise<StandingFlags> => {
  const ids = flags.flatMap(({ activityId, rule }) => activityId ?? rule?.activityId ?? []);
  const activities = await loadActivities(context.table, [...new Set(ids)]);
  const [lifted, ruled] = await Promise.all([
    closedWith(context, flags, activities),
    ruledToday(context, flags),
  ]);
  const standing = flags.filter((flag) => {
    if (flag.rule) return ruled.has(flag.id);
    const activity = activities.get(flag.activityId ?? '');
    const applies = flag.activityId === undefined || (activity && isOver(activity, context.today));
    return applies && standsOn(flag, context.today) && !lifted.has(flag.id);
  });
  return { flags: standing, activities };
};

/** A page of the flags of a list that apply today and pass the filter. */
const pageOfToday = (
  context: RequestContext,
  read: ListReader<RemindedFlag>,
  part: PageRange,
  isWanted: (flag: RemindedFlag) => boolean,
) =>
  filledPage(part, async (next) => {
    const { items, next: place } = await read(next);
    const { flags } = await standingToday(context, items.map(({ item }) => item).filter(isWanted));
    const standing = new Set(flags);
    return { items: items.filter(({ item }) => standing.has(item)), next: place };
  });

/**
 * Reads the branches one after the other: sort keys start with the branch id. A flag that moves to
 * a later one meanwhile is shown there.
 */
const ofBranches = async (
  context: RequestContext,
  branchIds: readonly string[],
  part: PageRange,
  isWanted: (flag: RemindedFlag) => boolean,
): Promise<Page<RemindedFlag>> => {
  const found = new Map<string, RemindedFlag>();
  const current = (part.after ?? '').split('#')[0] ?? '';
  const rest = [...branchIds].sort().filter((branchId) => branchId >= current);
  for (const [index, branchId] of rest.entries()) {
    const after = branchId === current ? part.after : undefined;
    const read = readFlags(context.table, branchId);
    const page = await pageOfToday(context, read, { after, limit: part.limit - found.size }, isWanted);
    for (const flag of page.items) {
      found.delete(flag.id);
      found.set(flag.id, flag);
    }
    const items = [...found.values()];
    if (page.next !== undefined) return { items, next: page.next };
    const following = rest[index + 1];
    if (items.length >= part.limit && following !== undefined) return { items, next: `${following}#` };
  }
  return { items: [...found.values()] };
};

/**
 * A page of open flags, oldest first within a branch (rule N2). Throws `Forbidden` for another
 * branch.
 */
export const listFlags = async (
  context: RequestContext,
  of: FlagsOf,
  part: PageRange,
): Promise<Page<RemindedFlag>> => {
  const { branchId, activityId, kind } = of;
  const { caller } = context;
  if (branchId !== undefined) permit(denyFlags(caller, branchId));
  const isWanted = (flag: RemindedFlag) =>
    (branchId === undefined ? actsFor(caller, flag.branchId) : flag.branchId === branchId) &&
    (activityId === undefined || flag.activityId === activityId) &&
    (kind === undefined || flag.kind === kind);
  if (activityId !== undefined) {
    return pageOfToday(context, queryFlagsOfActivity(context.table, activityId), part, isWanted);
  }
  if (branchId === undefined && caller.role === 'admin') {
    return pageOfToday(context, readFlags(context.table), part, isWanted);
  }
  return ofBranches(context, branchId === undefined ? caller.branchIds : [branchId], part, isWanted);
};
